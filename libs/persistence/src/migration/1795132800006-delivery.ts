import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is still to be published, what has already taken effect, who changed what, and backtests that were asked for. */
export class Delivery1795132800006 implements MigrationInterface {
  readonly name = 'Delivery1795132800006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outbox (
        id bigserial primary key,
        service text not null,
        subject text not null,
        message_id text not null,
        durable boolean not null,
        envelope text not null,
        created_at timestamptz not null default now()
      )`);
    await runner.query('create unique index outbox_service_message_id on outbox (service, message_id)');
    await runner.query('create index outbox_service_id on outbox (service, id)');
    // Rows live for milliseconds: without frequent cleaning the index fills with dead ones and every poll reads them.
    await runner.query(
      `alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000)`,
    );
    await runner.query(`
      create table inbox (
        consumer text not null,
        message_id text not null,
        at timestamptz not null default now(),
        primary key (consumer, message_id)
      )`);
    await runner.query('create index inbox_at on inbox (at)');
    await runner.query(`
      create table audit_log (
        id bigserial primary key,
        at timestamptz not null default now(),
        actor text not null,
        action text not null,
        subject text not null,
        before jsonb,
        after jsonb,
        note text
      )`);
    await runner.query('create index audit_log_at on audit_log (at)');
    await runner.query('create index audit_log_subject on audit_log (subject)');
    await runner.query(`
      create table backtests (
        id text primary key,
        request jsonb not null,
        status text not null,
        result jsonb,
        created_at timestamptz not null default now(),
        finished_at timestamptz
      )`);
    await runner.query('create index backtests_created_at on backtests (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table backtests, audit_log, inbox, outbox');
  }
}
