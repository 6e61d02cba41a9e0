import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What detection found and what the validation chain said of it. */
export class Analysis1795132800002 implements MigrationInterface {
  readonly name = 'Analysis1795132800002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table ranges (
        id text primary key,
        symbol text not null,
        timeframe text not null,
        side text,
        state text not null,
        start_time timestamptz not null,
        known_at timestamptz not null,
        content jsonb not null
      )`);
    await runner.query('create index ranges_series_known_at on ranges (symbol, timeframe, known_at)');
    await runner.query(`
      create table phases (
        id text primary key,
        symbol text not null,
        timeframe text not null,
        side text,
        phase text,
        event text,
        event_time timestamptz not null,
        known_at timestamptz not null,
        content jsonb not null
      )`);
    await runner.query('create index phases_series_known_at on phases (symbol, timeframe, known_at)');
    await runner.query(`
      create table patterns (
        id text primary key,
        symbol text not null,
        timeframe text not null,
        pattern text not null,
        event_time timestamptz not null,
        known_at timestamptz not null,
        confidence integer not null,
        content jsonb not null
      )`);
    await runner.query('create index patterns_series_known_at on patterns (symbol, timeframe, known_at)');
    await runner.query('create index patterns_known_at on patterns (known_at)');
    await runner.query(`
      create table analyzer_snapshots (
        symbol text not null,
        timeframe text not null,
        through timestamptz not null,
        stream_sequence bigint not null,
        state jsonb not null,
        primary key (symbol, timeframe)
      )`);
    await runner.query(`
      create table validation_results (
        pattern_id text primary key,
        symbol text not null,
        timeframe text not null,
        known_at timestamptz not null,
        overall text not null,
        failed_stage text,
        content jsonb not null
      )`);
    await runner.query(
      'create index validation_results_series_known_at on validation_results (symbol, timeframe, known_at)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table validation_results, analyzer_snapshots, patterns, phases, ranges');
  }
}
