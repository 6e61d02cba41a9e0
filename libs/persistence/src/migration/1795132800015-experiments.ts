import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two engines on the same signals: policies, frozen contexts, experiments and what came of them. */
export class Experiments1795132800015 implements MigrationInterface {
  readonly name = 'Experiments1795132800015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table execution_policies (
        revision bigserial primary key,
        version text not null,
        mode text not null,
        split_percentage numeric not null,
        enabled boolean not null,
        set_by text not null,
        note text,
        created_at timestamptz not null default now(),
        constraint execution_policies_mode
          check (mode in ('SHADOW_ONLY', 'ENGINE_A_PRIMARY', 'ENGINE_B_PRIMARY', 'SPLIT_CAPITAL')),
        constraint execution_policies_split check (split_percentage >= 0 and split_percentage <= 100)
      )`);
    await runner.query('create unique index execution_policies_version on execution_policies (version)');
    await runner.query(`
      create table market_contexts (
        sha256 text primary key,
        canonical text not null,
        created_at timestamptz not null default now(),
        constraint market_contexts_sha256 check (sha256 = encode(sha256(convert_to(canonical, 'UTF8')), 'hex'))
      )`);
    await runner.query(`
      create table experiments (
        id text primary key,
        signal_id text not null,
        signal_sha256 text not null,
        source text not null,
        symbol text not null,
        timeframe text not null,
        signal jsonb not null,
        policy_revision bigint not null
          constraint experiments_policy references execution_policies (revision),
        state text not null default 'PENDING',
        variant text,
        context_sha256 text constraint experiments_context references market_contexts (sha256),
        attempts integer not null default 0,
        next_attempt_at timestamptz not null default now(),
        locked_by text,
        lease_expires_at timestamptz,
        error text,
        received_at timestamptz not null default now(),
        started_at timestamptz,
        completed_at timestamptz,
        constraint experiments_state check (state in ('PENDING', 'PROCESSING', 'RUNNING', 'COMPLETED', 'FAILED'))
      )`);
    // One signal is one experiment, whoever offers it how often.
    await runner.query('create unique index experiments_signal_id on experiments (signal_id)');
    await runner.query(`create index experiments_waiting on experiments (next_attempt_at) where state = 'PENDING'`);
    await runner.query(`create index experiments_lease on experiments (lease_expires_at) where state = 'PROCESSING'`);
    await runner.query(`create index experiments_running on experiments (id) where state = 'RUNNING'`);
    await runner.query('create index experiments_received_at on experiments (received_at)');
    await runner.query(`
      create table trade_outcomes (
        id text primary key,
        experiment_id text not null constraint trade_outcomes_experiment references experiments (id),
        engine text not null,
        engine_version text not null,
        kind text not null,
        input_sha256 text not null,
        symbol text not null,
        timeframe text not null,
        plan jsonb not null,
        state text not null,
        ending text,
        entry_price numeric,
        opened_at timestamptz,
        own_exit_price numeric,
        own_r numeric,
        own_closed_at timestamptz,
        sync_state text not null,
        sync_exit_price numeric,
        sync_r numeric,
        sync_closed_at timestamptz,
        through timestamptz not null,
        trade jsonb,
        constraint trade_outcomes_state check (state in ('OPEN', 'CLOSED', 'NOT_ENTERED')),
        constraint trade_outcomes_sync check (sync_state in ('WAITING', 'RECORDED', 'NONE'))
      )`);
    await runner.query('create unique index trade_outcomes_engine on trade_outcomes (experiment_id, engine)');
    await runner.query(
      `create index trade_outcomes_open on trade_outcomes (symbol, timeframe, through) where state = 'OPEN'`,
    );
    await runner.query(
      `create index trade_outcomes_unsynchronised on trade_outcomes (id) where sync_state = 'WAITING'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table trade_outcomes, experiments, market_contexts, execution_policies');
  }
}
