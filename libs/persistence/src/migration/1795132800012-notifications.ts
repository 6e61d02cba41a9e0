import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are to be told, every attempt to tell them, and the browsers that want to hear. */
export class Notifications1795132800012 implements MigrationInterface {
  readonly name = 'Notifications1795132800012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notifications (
        id text primary key,
        notice_key text not null,
        kind text not null,
        severity text not null,
        channel text not null,
        target text not null,
        payload jsonb not null,
        state text not null default 'PENDING',
        attempts integer not null default 0,
        attempt_limit integer not null,
        next_attempt_at timestamptz not null default now(),
        lease_expires_at timestamptz,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now(),
        constraint notifications_state
          check (state in ('PENDING', 'SENDING', 'FAILED', 'SENT', 'DEAD', 'UNKNOWN', 'DROPPED'))
      )`);
    await runner.query(
      `create index notifications_waiting on notifications (channel, next_attempt_at) where state in ('PENDING', 'FAILED')`,
    );
    await runner.query(`create index notifications_lease on notifications (lease_expires_at) where state = 'SENDING'`);
    await runner.query('create index notifications_created_at on notifications (created_at)');
    await runner.query('create index notifications_notice_key on notifications (notice_key)');
    await runner.query(`
      create table notification_deliveries (
        id bigserial primary key,
        notification_id text not null
          constraint notification_deliveries_notification references notifications (id) on delete cascade,
        attempt integer not null,
        at timestamptz not null default now(),
        ok boolean not null,
        outcome text not null,
        status_code integer,
        error text,
        latency_ms integer
      )`);
    await runner.query(
      'create index notification_deliveries_notification_id on notification_deliveries (notification_id)',
    );
    await runner.query(`
      create table push_subscriptions (
        id text primary key,
        endpoint text not null,
        p256dh text not null,
        auth text not null,
        subscribed_by text not null,
        created_at timestamptz not null default now()
      )`);
    await runner.query('create index push_subscriptions_created_at on push_subscriptions (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table push_subscriptions, notification_deliveries, notifications');
  }
}
