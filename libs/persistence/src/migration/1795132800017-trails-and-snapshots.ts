import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trail of a position, and the account as it stood minute by minute. */
export class TrailsAndSnapshots1795132800017 implements MigrationInterface {
  readonly name = 'TrailsAndSnapshots1795132800017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table positions add column trail jsonb');
    await runner.query(`
      create table account_snapshots (
        at timestamptz primary key,
        equity numeric not null,
        realised_pnl numeric not null,
        unrealised_pnl numeric not null,
        fees numeric not null,
        open_positions integer not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table account_snapshots');
    await runner.query('alter table positions drop column trail');
  }
}
