import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders at a broker, and what the broker and our books do not agree on. */
export class LiveOrders1795132800013 implements MigrationInterface {
  readonly name = 'LiveOrders1795132800013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table orders
        add column broker text,
        add column order_type text not null default 'MARKET',
        add column price numeric,
        add column broker_order_id text,
        add column sent_at timestamptz,
        add column cancel_because text,
        add column failures integer not null default 0`);
    await runner.query(`
      create index orders_open_at_broker on orders (broker)
      where broker is not null and state not in ('FILLED', 'CANCELLED', 'REJECTED')`);
    await runner.query(`
      create table broker_differences (
        id text primary key,
        broker text not null,
        kind text not null,
        subject text not null,
        ours text not null,
        theirs text not null,
        status text not null default 'OPEN',
        note text,
        resolved_by text,
        found_at timestamptz not null,
        resolved_at timestamptz,
        constraint broker_differences_kind check (kind in ('POSITION', 'UNKNOWN_ORDER', 'MISSING_ORDER')),
        constraint broker_differences_status check (status in ('OPEN', 'EXPLAINED', 'ADOPTED', 'FLATTENED', 'GONE'))
      )`);
    await runner.query(`create index broker_differences_open on broker_differences (broker) where status = 'OPEN'`);
    await runner.query(`
      create table explained_holdings (
        broker text not null,
        symbol text not null,
        quantity numeric not null,
        primary key (broker, symbol)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table explained_holdings, broker_differences');
    await runner.query('drop index orders_open_at_broker');
    await runner.query(`
      alter table orders drop column broker, drop column order_type, drop column price, drop column broker_order_id,
        drop column sent_at, drop column cancel_because, drop column failures`);
  }
}
