import { acknowledgeSignal, releaseReservation, splitSignal, type TradeSignal } from '@tape/contracts';
import {
  asksEngineB,
  decideEntry,
  type EntryDecision,
  type EntryEngines,
  type EntryPart,
  type EnginePlan,
  type PolicyMode,
} from '@tape/experiments';
import { type RpcClient, RpcFailure } from '@tape/messaging';
import type { Logger } from '@tape/observability';
import type { InstrumentStore } from '@tape/persistence';
import type { DataSource } from 'typeorm';

export interface EntryPlanParts {
  readonly database: DataSource;
  readonly instruments: Pick<InstrumentStore, 'of'>;
  readonly rpc: Pick<RpcClient, 'call'>;
  readonly sleep: (ms: number) => Promise<void>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** How long an entry waits for engine B to plan. */
  readonly patienceMs: number;
  /** The name under which signals are claimed. */
  readonly claimer: string;
}

interface PolicyRow {
  readonly signalId: string;
  readonly mode: PolicyMode;
  readonly splitPercent: number;
  readonly state: string;
  readonly planB: EnginePlan | null;
  readonly engines: EntryEngines | null;
  readonly terms: EntryPart | null;
}

/** A policy before its experiment is there counts as one that is still planned. */
const WAITING: ReadonlySet<string> = new Set(['MISSING', 'PENDING', 'PROCESSING']);
const LOOK_MS = 50;

/**
 * Claimed signals → the entries that the policy of their experiment wants. Where every order is engine A's, nothing is asked but which
 * policy holds. Else an entry waits, for a bounded time, until engine B has planned it; what was decided is stored before an order
 * is made, so that after a crash the same is entered.
 */
export class EntryPlans {
  readonly #parts: EntryPlanParts;

  constructor(parts: EntryPlanParts) {
    this.#parts = parts;
  }

  /** In the order given; the second part of a split signal follows its first. */
  async of(signals: readonly TradeSignal[]): Promise<readonly TradeSignal[]> {
    if (signals.length === 0) return [];
    const policies = new Map((await this.#policies(signals)).map((row) => [row.signalId, row]));
    const entered: TradeSignal[] = [];
    for (const signal of signals) {
      const policy = policies.get(signal.id);
      if (policy === undefined) entered.push(signal);
      else entered.push(...(await this.#entries(signal, policy)));
    }
    // A part that was claimed beside its whole is there twice.
    return [...new Map(entered.map((signal) => [signal.id, signal])).values()];
  }

  async #entries(signal: TradeSignal, policy: PolicyRow): Promise<readonly TradeSignal[]> {
    const { engines, first, second } = await this.#decided(signal, policy);
    if (engines === 'NONE') {
      await this.#withdraw(signal);
      return [];
    }
    const whole = first === null ? signal : { ...signal, ...first };
    if (second === null) return [whole];
    const request = { signalId: signal.id, claimer: this.#parts.claimer, ...second };
    const part = await this.#parts.rpc.call(splitSignal, request);
    return [whole, part.signal];
  }

  /** As it was decided, by whichever process was first. */
  async #decided(signal: TradeSignal, asked: PolicyRow): Promise<EntryDecision> {
    const { database, instruments, logger } = this.#parts;
    const given = await this.#given(signal.id);
    if (given !== null) return given;
    const { mode, splitPercent, state, planB } = await this.#planned(signal, asked);
    const { quantityStep } = await instruments.of(signal.symbol, database);
    const failed = state === 'FAILED';
    const decision = decideEntry({ mode, splitPercent, reserved: signal, planB, failed, quantityStep });
    await this.#store(signal.id, mode, decision);
    const { engines, reason } = decision;
    logger[reason === null ? 'info' : 'warn']({ signal: signal.id, mode, engines, reason }, 'an entry has its plan');
    return (await this.#given(signal.id)) ?? decision;
  }

  /** Waits until the experiment has its plans, or for as long as there is patience. */
  async #planned(signal: TradeSignal, asked: PolicyRow): Promise<PolicyRow> {
    const { patienceMs, sleep } = this.#parts;
    let row = asked;
    for (let waitedMs = 0; WAITING.has(row.state) && waitedMs < patienceMs; waitedMs += LOOK_MS) {
      await sleep(LOOK_MS);
      row = (await this.#policies([signal]))[0] ?? asked;
    }
    return row;
  }

  /** Those of the signals whose order may be engine B's; the second part of a split one is nobody's to plan again. */
  async #policies(signals: readonly TradeSignal[]): Promise<readonly PolicyRow[]> {
    const rows = await this.#parts.database.query<PolicyRow[]>(
      `select s.id as "signalId", p.mode, p.split_percentage::float8 as "splitPercent",
              coalesce(e.state, 'MISSING') as state, o.plan as "planB", d.engines, d.terms
       from signals s
       left join experiments e on e.signal_id = s.id
       left join entry_plans d on d.signal_id = s.id
       join execution_policies p on p.revision = coalesce(e.policy_revision,
         (select revision from execution_policies order by revision desc limit 1))
       left join trade_outcomes o on o.experiment_id = e.id and o.engine = 'B'
       where s.id = any($1::text[]) and p.mode in ('ENGINE_B_PRIMARY', 'SPLIT_CAPITAL')
         and (e.id is not null or p.enabled)
         and not (s.pattern_id like '%:B' and exists (select 1 from signals w where w.pattern_id = left(s.pattern_id, -2)))`,
      [signals.map(({ id }) => id)],
    );
    return rows.filter(({ mode }) => asksEngineB(mode));
  }

  async #given(signalId: string): Promise<EntryDecision | null> {
    const [row] = await this.#parts.database.query<
      { engines: EntryEngines; reason: EntryDecision['reason']; terms: StoredTerms | null }[]
    >('select engines, reason, terms from entry_plans where signal_id = $1', [signalId]);
    if (row === undefined) return null;
    const { engines, reason, terms } = row;
    if (terms === null) return { engines, reason, first: null, second: null };
    const { second = null, ...first } = terms;
    return { engines, reason, first, second };
  }

  async #store(signalId: string, mode: PolicyMode, decision: EntryDecision): Promise<void> {
    const { engines, reason, first, second } = decision;
    const terms = first === null ? null : JSON.stringify(second === null ? first : { ...first, second });
    await this.#parts.database.query(
      `insert into entry_plans (signal_id, mode, engines, reason, terms) values ($1, $2, $3, $4, $5::jsonb)
       on conflict (signal_id) do nothing`,
      [signalId, mode, engines, reason, terms],
    );
  }

  /** Nothing is entered: the signal ends and its reservation is given back. Who does not hear of it now is told at the next bar. */
  async #withdraw({ id, reservationId, createdAtMs }: TradeSignal): Promise<void> {
    const { rpc, claimer, logger } = this.#parts;
    try {
      await rpc.call(acknowledgeSignal, { signalId: id, claimer, outcome: 'CANCELLED', atMs: createdAtMs });
      await rpc.call(releaseReservation, { reservationId, reason: 'no-entry-planned' });
    } catch (error) {
      if (!(error instanceof RpcFailure)) throw error;
      logger.warn({ signal: id, problem: error.message }, 'a signal that is not entered could not be withdrawn yet');
    }
  }
}

/** The first part's terms, laid over those of the signal wherever it is read; the second part's beside them. */
interface StoredTerms extends EntryPart {
  readonly second?: EntryPart;
}
