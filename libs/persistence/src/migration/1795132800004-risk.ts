import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The account, what is reserved in it, campaigns, and guards that fired. */
export class Risk1795132800004 implements MigrationInterface {
  readonly name = 'Risk1795132800004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table portfolios (
        id text primary key,
        initial_equity numeric not null,
        trading_state text not null default 'ACTIVE',
        state_reason text,
        state_revision integer not null default 0,
        peak_equity numeric not null,
        trading_day date,
        day_start_equity numeric,
        equity numeric not null,
        marked_at timestamptz,
        constraint portfolios_trading_state check (trading_state in ('ACTIVE', 'REDUCING', 'HALTED'))
      )`);
    await runner.query('create table risk_assessments (pattern_id text primary key, content jsonb not null)');
    await runner.query(`
      create table reservations (
        id text primary key,
        portfolio_id text not null constraint reservations_portfolio references portfolios (id),
        pattern_id text not null,
        campaign_id text not null,
        symbol text not null,
        timeframe text not null,
        direction text not null,
        pattern text not null,
        sector text,
        quantity numeric not null,
        entry numeric not null,
        stop numeric not null,
        risk_amount numeric not null,
        notional numeric not null,
        status text not null,
        bar_time timestamptz not null,
        expires_at timestamptz not null,
        reason text,
        constraint reservations_status check (status in ('HELD', 'CONSUMED', 'RELEASED', 'EXPIRED'))
      )`);
    await runner.query('create index reservations_portfolio_status on reservations (portfolio_id, status)');
    await runner.query('create index reservations_pattern_id on reservations (pattern_id)');
    await runner.query('create index reservations_campaign_id on reservations (campaign_id)');
    await runner.query(`
      create table campaigns (
        id text primary key,
        symbol text not null,
        timeframe text not null,
        direction text not null,
        range_id text not null,
        state text not null,
        guard_kind text not null,
        guard_price numeric not null,
        opened_at timestamptz not null,
        ended_at timestamptz,
        blocked_until timestamptz,
        reason text
      )`);
    await runner.query('create index campaigns_series_state on campaigns (symbol, timeframe, state)');
    await runner.query('create index campaigns_range_id on campaigns (range_id)');
    await runner.query(`
      create table emergency_exits (
        id text primary key,
        trigger text not null,
        campaign_id text,
        symbol text not null,
        timeframe text not null,
        bar_time timestamptz not null,
        measured numeric not null,
        limit_value numeric not null,
        message text not null,
        report jsonb
      )`);
    await runner.query('create index emergency_exits_bar_time on emergency_exits (bar_time)');
    await runner.query('create index emergency_exits_campaign_id on emergency_exits (campaign_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table emergency_exits, campaigns, reservations, risk_assessments, portfolios');
  }
}
