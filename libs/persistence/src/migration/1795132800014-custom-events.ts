import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What detector plug-ins found. */
export class CustomEvents1795132800014 implements MigrationInterface {
  readonly name = 'CustomEvents1795132800014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table custom_events (
        id text primary key,
        symbol text not null,
        timeframe text not null,
        detector text not null,
        event_time timestamptz not null,
        known_at timestamptz not null,
        content jsonb not null
      )`);
    await runner.query('create index custom_events_series_known_at on custom_events (symbol, timeframe, known_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table custom_events');
  }
}
