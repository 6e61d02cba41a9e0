import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts what was decided on the account, so that a writer who decided on older rows is found out. */
export class AccountVersion1795132800007 implements MigrationInterface {
  readonly name = 'AccountVersion1795132800007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table portfolios add column version integer not null default 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table portfolios drop column version');
  }
}
