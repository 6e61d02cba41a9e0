import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Backtests that wait, sweep and walk forward, that a dead process leaves behind, and that read bars nobody else has. */
export class BacktestRuns1795132800020 implements MigrationInterface {
  readonly name = 'BacktestRuns1795132800020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table backtests
        add column kind text not null default 'SINGLE',
        add column bars integer,
        add column figures jsonb,
        add column error jsonb,
        add column lease_until timestamptz`);
    await runner.query(`create index backtests_unfinished on backtests (lease_until) where finished_at is null`);
    await runner.query(`
      create table backtest_uploads (
        id text not null,
        part integer not null,
        symbol text not null,
        timeframe text not null,
        bars jsonb not null,
        created_at timestamptz not null default now(),
        primary key (id, part)
      )`);
    // The newest of all symbols are what is looked at most.
    await runner.query('create index signals_created_at on signals (created_at desc, id desc)');
    await runner.query('create index backtest_uploads_created_at on backtest_uploads (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table backtest_uploads');
    await runner.query('drop index signals_created_at, backtests_unfinished');
    await runner.query(
      'alter table backtests drop column kind, drop column bars, drop column figures, drop column error, drop column lease_until',
    );
  }
}
