import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Strategies: what is switched on, the state of each instance, the series they work on, the tier of the account. */
export class Strategies1795132800018 implements MigrationInterface {
  readonly name = 'Strategies1795132800018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table strategies (
        id text primary key,
        enabled boolean not null,
        changed_by text not null,
        changed_at timestamptz not null default now()
      )`);
    await runner.query(`
      create table strategy_series (
        symbol text not null,
        timeframe text not null,
        covered boolean not null,
        through timestamptz,
        news timestamptz,
        primary key (symbol, timeframe)
      )`);
    await runner.query(`
      create table strategy_instances (
        strategy_id text not null,
        symbol text not null,
        timeframe text not null,
        state text not null,
        reason text,
        failures integer not null default 0,
        retry_at timestamptz,
        through timestamptz,
        snapshot jsonb,
        trades jsonb not null,
        updated_at timestamptz not null default now(),
        primary key (strategy_id, symbol, timeframe),
        constraint strategy_instances_state check (state in ('RUNNING', 'ERROR', 'QUARANTINED'))
      )`);
    await runner.query(`
      create table strategy_account (
        id text primary key,
        tier text not null,
        out_since timestamptz,
        constraint strategy_account_tier check (tier in ('SNIPER', 'HUNTER', 'STRATEGIST'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table strategy_account');
    await runner.query('drop table strategy_instances');
    await runner.query('drop table strategy_series');
    await runner.query('drop table strategies');
  }
}
