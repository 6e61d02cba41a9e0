import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people did by hand, and what the tilt guard said to it. */
export class OperatorActions1795132800021 implements MigrationInterface {
  readonly name = 'OperatorActions1795132800021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table operator_actions (
        id text primary key,
        actor text not null,
        kind text not null,
        at timestamptz not null,
        symbol text,
        timeframe text,
        direction text,
        asked_risk_percent numeric,
        risk_percent numeric,
        measure text not null,
        anomalies jsonb not null,
        locked_until timestamptz,
        signal_id text,
        proposal jsonb,
        outcome text not null,
        note text not null,
        constraint operator_actions_kind check (kind in ('ENTRY', 'CLOSE', 'CANCEL')),
        constraint operator_actions_measure check (measure in ('NONE', 'WARN', 'HALVE_SIZE', 'LOCK_OUT')),
        constraint operator_actions_outcome check (outcome in ('ASKED', 'DONE', 'REJECTED', 'LOCKED_OUT'))
      )`);
    await runner.query('create index operator_actions_actor_at on operator_actions (actor, at)');
    await runner.query('create index operator_actions_signal_id on operator_actions (signal_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table operator_actions');
  }
}
