import type {
  EngineAnswer,
  EngineName,
  ExperimentSignal,
  FrozenContext,
  PaperTrade,
  PolicyMode,
  TradeKind,
} from '@tape/experiments';
import type { SqlRunner } from '@tape/persistence';
import type { DataSource } from 'typeorm';

/** An experiment whose plans are being made. */
export interface ClaimedExperiment {
  readonly id: string;
  readonly signal: ExperimentSignal;
  readonly hash: string;
  readonly mode: PolicyMode;
  readonly splitPercent: number;
  /** This attempt included; whoever writes must still hold it. */
  readonly attempts: number;
  /** Since it was received. Unit: milliseconds. */
  readonly ageMs: number;
  /** Whose lease ran out before; null for a first or an ordinary attempt. */
  readonly takenFrom: string | null;
}

/** What one engine's side of an experiment begins as. */
export interface PlannedOutcome {
  readonly id: string;
  readonly answer: EngineAnswer;
  readonly kind: TradeKind;
  /** Null for a real trade: that one is execution's. */
  readonly trade: PaperTrade | null;
  /** Whether there is a real trade to wait for. */
  readonly syncState: 'WAITING' | 'NONE';
}

export interface StartedExperiment {
  readonly claimed: ClaimedExperiment;
  readonly variant: EngineName;
  readonly context: FrozenContext;
  readonly outcomes: readonly PlannedOutcome[];
}

/** Experiments from received to running. Times are those of Postgres: replicas need not agree on theirs. */
export class ExperimentStore {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** Takes what is due, and what a worker that fell silent had taken; oldest first. */
  async claim(worker: string, limit: number, leaseMs: number): Promise<readonly ClaimedExperiment[]> {
    const [rows] = await this.#database.query<[ClaimedExperiment[], number]>(
      `with due as (
         select id, locked_by from experiments
         where (state = 'PENDING' and next_attempt_at <= now()) or (state = 'PROCESSING' and lease_expires_at < now())
         order by received_at, id limit $2 for update skip locked)
       update experiments e
       set state = 'PROCESSING', attempts = e.attempts + 1, locked_by = $1,
           lease_expires_at = now() + $3 * interval '1 millisecond'
       from due, execution_policies p
       where e.id = due.id and p.revision = e.policy_revision
       returning e.id, e.signal, e.signal_sha256 as hash, p.mode, p.split_percentage::double precision as "splitPercent",
         e.attempts, (extract(epoch from (now() - e.received_at)) * 1000)::float8 as "ageMs", due.locked_by as "takenFrom"`,
      [worker, limit, leaseMs],
    );
    return rows;
  }

  /**
   * Context, both outcomes and the new state in one transaction.
   * @returns false when the lease was lost meanwhile: another worker's answer stands, and it is the same.
   */
  async begin({ claimed, variant, context, outcomes }: StartedExperiment): Promise<boolean> {
    return this.#database.transaction(async (manager) => {
      const held: unknown[] = await manager.query(
        `select 1 from experiments where id = $1 and attempts = $2 and state = 'PROCESSING' for update`,
        [claimed.id, claimed.attempts],
      );
      if (held.length === 0) return false;
      await Promise.all([
        manager.query('insert into market_contexts (sha256, canonical) values ($1, $2) on conflict do nothing', [
          context.sha256,
          context.canonical,
        ]),
        manager.query(
          `update experiments set state = 'RUNNING', variant = $2, context_sha256 = $3, started_at = now(), error = null,
             locked_by = null, lease_expires_at = null where id = $1`,
          [claimed.id, variant, context.sha256],
        ),
        ...outcomes.map((outcome) => insertOutcome(manager, claimed, outcome)),
      ]);
      return true;
    });
  }

  /** The attempt came to nothing. @param delayMs until the next one; null when there is none. */
  async postpone({ id, attempts }: ClaimedExperiment, error: string, delayMs: number | null): Promise<void> {
    await this.#database.query(
      `update experiments
       set state = case when $4::float8 is null then 'FAILED' else 'PENDING' end, error = $3, locked_by = null,
           lease_expires_at = null, next_attempt_at = now() + coalesce($4::float8, 0) * interval '1 millisecond',
           completed_at = case when $4::float8 is null then now() end
       where id = $1 and attempts = $2 and state = 'PROCESSING'`,
      [id, attempts, error, delayMs],
    );
  }
}

async function insertOutcome(
  sql: SqlRunner,
  { id, signal }: ClaimedExperiment,
  outcome: PlannedOutcome,
): Promise<void> {
  const { answer, kind, trade, syncState } = outcome;
  await sql.query(
    `insert into trade_outcomes (id, experiment_id, engine, engine_version, kind, input_sha256, symbol, timeframe, plan,
       state, ending, own_closed_at, sync_state, through, trade)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14, $15::jsonb)`,
    [
      outcome.id,
      id,
      answer.engine,
      answer.version,
      kind,
      answer.inputSha256,
      signal.symbol,
      signal.timeframe,
      JSON.stringify(answer.plan),
      trade?.state ?? 'OPEN',
      trade?.ending ?? null,
      trade === null || trade.closedAtMs === null ? null : new Date(trade.closedAtMs),
      syncState,
      new Date(signal.barTimeMs),
      trade === null ? null : JSON.stringify(trade),
    ],
  );
}
