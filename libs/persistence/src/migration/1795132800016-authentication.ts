import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users with roles, their sessions, keys of programs, wrong passwords, and answers kept for requests that come twice. */
export class Authentication1795132800016 implements MigrationInterface {
  readonly name = 'Authentication1795132800016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table users (
        id text primary key,
        username text not null,
        role text not null,
        password_hash text not null,
        disabled boolean not null default false,
        created_at timestamptz not null default now(),
        password_changed_at timestamptz not null default now(),
        last_login_at timestamptz,
        constraint users_role check (role in ('viewer', 'trader', 'admin')),
        constraint users_username_lower check (username = lower(username))
      )`);
    await runner.query('create unique index users_username on users (username)');
    await runner.query(`
      create table sessions (
        id text primary key,
        user_id text not null constraint sessions_user references users (id) on delete cascade,
        address text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null,
        revoked_at timestamptz,
        revoke_reason text
      )`);
    await runner.query('create index sessions_user_id on sessions (user_id)');
    await runner.query('create index sessions_expires_at on sessions (expires_at)');
    await runner.query(`
      create table refresh_tokens (
        hash text primary key,
        session_id text not null constraint refresh_tokens_session references sessions (id) on delete cascade,
        issued_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz
      )`);
    await runner.query('create index refresh_tokens_session_id on refresh_tokens (session_id)');
    await runner.query(`
      create table api_keys (
        id text primary key,
        name text not null,
        begins_with text not null,
        hash text not null,
        role text not null,
        created_by text not null,
        created_at timestamptz not null default now(),
        expires_at timestamptz,
        last_used_at timestamptz,
        constraint api_keys_role check (role in ('viewer', 'trader', 'admin'))
      )`);
    await runner.query('create unique index api_keys_hash on api_keys (hash)');
    await runner.query(`
      create table login_attempts (
        id bigserial primary key,
        username text not null,
        address text not null,
        at timestamptz not null default now()
      )`);
    await runner.query('create index login_attempts_username on login_attempts (username, at)');
    await runner.query('create index login_attempts_address on login_attempts (address, at)');
    await runner.query(`
      create table idempotency_keys (
        actor text not null,
        key text not null,
        request_sha256 text not null,
        status integer,
        body text,
        created_at timestamptz not null default now(),
        primary key (actor, key)
      )`);
    await runner.query('create index idempotency_keys_created_at on idempotency_keys (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table idempotency_keys, login_attempts, api_keys, refresh_tokens, sessions, users');
  }
}
