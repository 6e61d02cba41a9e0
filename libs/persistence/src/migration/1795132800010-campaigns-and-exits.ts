import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The account's zone, what engines and symbols may trade, and one live campaign a range. */
export class CampaignsAndExits1795132800010 implements MigrationInterface {
  readonly name = 'CampaignsAndExits1795132800010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table portfolios add column zone text not null default 'UTC'`);
    await runner.query(`
      create table trading_restrictions (
        level text not null,
        name text not null,
        state text not null,
        reason text not null,
        changed_by text not null,
        changed_at timestamptz not null,
        primary key (level, name),
        constraint trading_restrictions_level check (level in ('ENGINE', 'SYMBOL')),
        constraint trading_restrictions_state check (state in ('ACTIVE', 'REDUCING', 'HALTED'))
      )`);
    await runner.query(
      `create unique index campaigns_live_range on campaigns (symbol, timeframe, range_id)
       where state not in ('COMPLETED', 'INVALIDATED')`,
    );
    await runner.query('create index emergency_exits_unreported on emergency_exits (bar_time) where report is null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index emergency_exits_unreported');
    await runner.query('drop index campaigns_live_range');
    await runner.query('drop table trading_restrictions');
    await runner.query('alter table portfolios drop column zone');
  }
}
