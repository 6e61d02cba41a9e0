import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each refused candidate would have earned. */
export class ShadowOutcomes1795132800011 implements MigrationInterface {
  readonly name = 'ShadowOutcomes1795132800011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table shadow_outcomes (
        rejection_id text primary key constraint shadow_outcomes_rejection references rejected_signals (id),
        symbol text not null,
        timeframe text not null,
        state text not null,
        ending text,
        entry_price numeric,
        exit_price numeric,
        r_multiple numeric,
        opened_at timestamptz,
        closed_at timestamptz,
        through timestamptz not null,
        trade jsonb not null
      )`);
    // Read for every batch of bars; of all the rows there ever were, few are open.
    await runner.query(`create index shadow_outcomes_open on shadow_outcomes (symbol, timeframe) where state = 'OPEN'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table shadow_outcomes');
  }
}
