import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The signal queue, each signal's life, and the candidates that became none. */
export class Signal1795132800003 implements MigrationInterface {
  readonly name = 'Signal1795132800003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table signals (
        id text primary key,
        pattern_id text not null,
        symbol text not null,
        timeframe text not null,
        pattern text not null,
        direction text not null,
        status text not null,
        priority double precision not null,
        bar_time timestamptz not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        claimed_by text,
        lease_expires_at timestamptz,
        acknowledged boolean not null default false,
        content jsonb not null,
        recorded_at timestamptz not null default now()
      )`);
    await runner.query('create unique index signals_pattern_id on signals (pattern_id)');
    // The queue is read best first, and holds few of all the rows there ever were.
    await runner.query(
      `create index signals_queue on signals (priority desc, bar_time, id) where status in ('APPROVED', 'CLAIMED')`,
    );
    await runner.query('create index signals_symbol_created_at on signals (symbol, created_at desc)');
    await runner.query(`create index signals_lease on signals (lease_expires_at) where status = 'CLAIMED'`);
    await runner.query(`
      create table signal_status_history (
        id bigserial primary key,
        signal_id text not null constraint signal_status_history_signal references signals (id),
        from_status text,
        to_status text not null,
        by text not null,
        at timestamptz not null
      )`);
    await runner.query('create index signal_status_history_signal_id on signal_status_history (signal_id)');
    await runner.query(`
      create table rejected_signals (
        id text primary key,
        pattern_id text not null,
        symbol text not null,
        timeframe text not null,
        pattern text not null,
        stage text not null,
        reason text not null,
        near_miss boolean not null,
        bar_time timestamptz not null,
        rejected_at timestamptz not null,
        content jsonb not null,
        recorded_at timestamptz not null default now()
      )`);
    await runner.query(
      'create index rejected_signals_symbol_rejected_at on rejected_signals (symbol, rejected_at desc)',
    );
    await runner.query('create index rejected_signals_rejected_at on rejected_signals (rejected_at desc)');
    await runner.query('create index rejected_signals_stage on rejected_signals (stage)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rejected_signals, signal_status_history, signals');
  }
}
