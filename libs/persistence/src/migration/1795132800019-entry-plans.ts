import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose plan an entry follows where a policy gives the order to another engine than the signal's own. */
export class EntryPlans1795132800019 implements MigrationInterface {
  readonly name = 'EntryPlans1795132800019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table entry_plans (
        signal_id text primary key,
        mode text not null,
        engines text not null,
        reason text,
        terms jsonb,
        decided_at timestamptz not null default now(),
        constraint entry_plans_mode check (mode in ('ENGINE_B_PRIMARY', 'SPLIT_CAPITAL')),
        constraint entry_plans_engines check (engines in ('A', 'B', 'A+B', 'NONE'))
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table entry_plans');
  }
}
