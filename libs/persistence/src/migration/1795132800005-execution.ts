import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders, fills and positions. */
export class Execution1795132800005 implements MigrationInterface {
  readonly name = 'Execution1795132800005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table orders (
        client_order_id text primary key,
        signal_id text not null,
        campaign_id text not null,
        symbol text not null,
        timeframe text not null,
        purpose text not null,
        buy_sell text not null,
        quantity numeric not null,
        state text not null,
        filled_quantity numeric not null default 0,
        average_price numeric,
        fees numeric not null default 0,
        reason text,
        created_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    await runner.query('create index orders_series_state on orders (symbol, timeframe, state)');
    await runner.query('create index orders_signal_id on orders (signal_id)');
    await runner.query('create index orders_campaign_id on orders (campaign_id)');
    await runner.query('create index orders_created_at on orders (created_at)');
    await runner.query(`
      create table fills (
        id text primary key,
        client_order_id text not null constraint fills_order references orders (client_order_id),
        quantity numeric not null,
        price numeric not null,
        fees numeric not null,
        at timestamptz not null
      )`);
    await runner.query('create index fills_client_order_id on fills (client_order_id)');
    await runner.query(`
      create table positions (
        id text primary key,
        signal_id text not null,
        campaign_id text not null,
        symbol text not null,
        timeframe text not null,
        direction text not null,
        quantity numeric not null,
        initial_quantity numeric not null,
        entry_price numeric not null,
        stop numeric not null,
        targets jsonb not null,
        guard jsonb not null,
        initial_risk numeric not null,
        exit_price numeric,
        exit_reason text,
        realised_pnl numeric not null default 0,
        fees numeric not null default 0,
        r_multiple numeric,
        opened_at timestamptz not null,
        closed_at timestamptz,
        updated_at timestamptz not null
      )`);
    await runner.query('create unique index positions_signal_id on positions (signal_id)');
    await runner.query('create index positions_open on positions (symbol, timeframe) where closed_at is null');
    await runner.query('create index positions_campaign_id on positions (campaign_id)');
    await runner.query('create index positions_opened_at on positions (opened_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table positions, fills, orders');
  }
}
