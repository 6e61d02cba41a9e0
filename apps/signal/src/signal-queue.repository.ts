import { type SignalStatus, type TradeSignal, signalStatusChanged } from '@tape/contracts';
import type { EventPublisher } from '@tape/messaging';
import { metrics } from '@tape/observability';
import type { Outbox } from '@tape/persistence';
import { WYCKOFF_ENGINE } from '@tape/risk-rules';
import { type SignalEvent, nextSignalStatus } from '@tape/trading';
import type { DataSource, EntityManager } from 'typeorm';
import { type ClaimRule, likeOf } from './claim-rules.js';
import { NOTHING_WITHHELD, withheldFromOutside } from './outside-permits.js';

export interface ClaimRequest {
  readonly claimer: string;
  readonly max: number;
  readonly leaseMs: number;
  /** Wall clock: leases are about processes, not about bars. */
  readonly nowMs: number;
  /** Time written into the signal's life: the bar's for our own execution, the wall clock for others. */
  readonly atMs: number;
  readonly series: { readonly symbol: string; readonly timeframe: string; readonly throughOpenTimeMs: number } | null;
}

export interface Claim {
  readonly signal: TradeSignal;
  readonly leaseExpiresAtMs: number;
  /** This claimer has had it before and never said what became of it. */
  readonly again: boolean;
}

/** A step of a signal's life, asked for from outside. `unknown-signal` and `illegal-step` are the expected noes. */
export type StepResult =
  | { readonly ok: true; readonly status: SignalStatus }
  | { readonly ok: false; readonly code: 'unknown-signal' | 'not-yours' | 'illegal-step'; readonly message: string };

/** Where each event leads, to know a repeated one for what it is. */
const LEADS_TO = {
  CLAIM: 'CLAIMED',
  RETURN: 'APPROVED',
  FILL: 'FILLED',
  HIT_TARGET: 'TARGET_HIT',
  STOP_OUT: 'STOPPED',
  CLOSE: 'CLOSED',
  EXPIRE: 'EXPIRED',
  CANCEL: 'CANCELLED',
} as const satisfies Record<SignalEvent, SignalStatus>;

const EVENT_OF_OUTCOME = { FILLED: 'FILL', CANCELLED: 'CANCEL', RETURNED: 'RETURN' } as const satisfies Record<
  string,
  SignalEvent
>;

interface SignalRow {
  readonly id: string;
  readonly status: SignalStatus;
  readonly claimed_by: string | null;
  readonly lease_expires_at: Date | null;
  readonly content: TradeSignal;
}

interface WaitingRow extends SignalRow {
  /** Wall clock of its storing. */
  readonly recorded_at: Date;
}

/** The priority queue in Postgres: best signal first, one claimer each, back in the queue when its lease runs out. */
export class SignalQueue {
  readonly #database: DataSource;
  readonly #outbox: Outbox;
  readonly #publisher: Pick<EventPublisher, 'outgoing'>;
  readonly #rules: readonly ClaimRule[];
  /** Series that may hold signals still waiting; others need no look at every bar. */
  readonly #open = new Set<string>();

  /** @param rules who may claim what; the first that fits a signal decides, none fits means anybody. */
  constructor(
    database: DataSource,
    outbox: Outbox,
    publisher: Pick<EventPublisher, 'outgoing'>,
    rules: readonly ClaimRule[] = [],
  ) {
    this.#database = database;
    this.#outbox = outbox;
    this.#publisher = publisher;
    this.#rules = rules;
  }

  /** Learns, once at start, which series have waiting signals. */
  async load(): Promise<void> {
    const rows: { symbol: string; timeframe: string }[] = await this.#database.query(
      `select distinct symbol, timeframe from signals where status in ('APPROVED', 'CLAIMED') and not acknowledged`,
    );
    for (const row of rows) this.#open.add(openKey(row.symbol, row.timeframe));
  }

  opened(signal: TradeSignal): void {
    this.#open.add(openKey(signal.symbol, signal.timeframe));
  }

  /**
   * Takes the best waiting signals. What this claimer holds unacknowledged comes first and again, so a claimer that died
   * between claim and work loses nothing and doubles nothing. What has an order is nobody's to take, even before the fill
   * is heard of and after the lease of who ordered it; what may not be traded now is not handed to others.
   */
  async claim(request: ClaimRequest): Promise<readonly Claim[]> {
    const leaseExpiresAtMs = request.nowMs + request.leaseMs;
    const withheld = request.series === null ? await withheldFromOutside(this.#database) : NOTHING_WITHHELD;
    if (withheld === 'everything') return [];
    const claims = await this.#database.transaction(async (manager) => {
      const rows: WaitingRow[] = await manager.query(
        `select id, status, claimed_by, lease_expires_at, recorded_at, content from signals
         where not acknowledged
           and (status = 'APPROVED' or (status = 'CLAIMED' and (claimed_by = $1 or lease_expires_at < $2)))
           and not exists (select 1 from orders o where o.signal_id = signals.id)
           and ($4::text is null or (symbol = $4 and timeframe = $5 and bar_time <= $6))
           and symbol <> all($10::text[])
           and (cardinality($11::text[]) = 0 or coalesce(content #>> '{strategy,id}', $12) <> all($11::text[]))
           and coalesce((select r.claimers = '' or $1 = any(string_to_array(r.claimers, '|'))
                         from unnest($7::text[], $8::text[], $9::text[]) with ordinality as r (name, pattern, claimers, place)
                         where signals.symbol like r.name and coalesce(signals.pattern = r.pattern, true)
                         order by r.place limit 1), true)
         order by (claimed_by is not distinct from $1) desc, priority desc, bar_time, symbol collate "C", id collate "C"
         limit $3 for update skip locked`,
        [
          request.claimer,
          new Date(request.nowMs),
          request.max,
          request.series?.symbol ?? null,
          request.series?.timeframe ?? null,
          request.series === null ? null : new Date(request.series.throughOpenTimeMs),
          this.#rules.map(likeOf),
          this.#rules.map((rule) => rule.pattern),
          this.#rules.map((rule) => rule.claimers?.join('|') ?? ''),
          withheld.symbols,
          withheld.engines,
          WYCKOFF_ENGINE,
        ],
      );
      for (const row of rows) {
        await manager.query(
          `update signals set status = 'CLAIMED', claimed_by = $2, lease_expires_at = $3 where id = $1`,
          [row.id, request.claimer, new Date(leaseExpiresAtMs)],
        );
        if (row.status !== 'APPROVED') continue;
        await this.#tell(manager, row.content, 'APPROVED', 'CLAIMED', request.claimer, request.atMs);
        metrics.signalClaimAgeMs.observe(Math.max(0, request.nowMs - row.recorded_at.getTime()));
      }
      return rows.map((row) => ({
        signal: row.content,
        leaseExpiresAtMs,
        again: row.claimed_by === request.claimer,
      }));
    });
    if (claims.length > 0) this.#outbox.poke();
    return claims;
  }

  /** What became of a claimed signal. `RETURNED` puts it back. */
  async acknowledge(
    signalId: string,
    claimer: string,
    outcome: 'FILLED' | 'CANCELLED' | 'RETURNED',
    atMs: number,
  ): Promise<StepResult> {
    return this.#step(signalId, EVENT_OF_OUTCOME[outcome], claimer, atMs, (row) =>
      row.claimed_by === claimer
        ? null
        : `signal ${signalId} is claimed by ${row.claimed_by ?? 'nobody'}, not by ${claimer}`,
    );
  }

  /** Moves a signal on because of what became of its trade; the signal table's own order of steps still holds. */
  async advance(signalId: string, event: SignalEvent, by: string, atMs: number): Promise<StepResult> {
    return this.#step(signalId, event, by, atMs, () => null);
  }

  /**
   * Ends signals of a series that nobody took in time. Bar time decides, so a replay expires the same ones. A claimed one
   * ends too when its claimer has been silent past the lease, unless it has an order: then its end is the order's.
   */
  async expire(
    symbol: string,
    timeframe: string,
    barCloseMs: number,
    nowMs: number,
    correlationId: string,
  ): Promise<void> {
    const key = openKey(symbol, timeframe);
    if (!this.#open.has(key)) return;
    const waiting = await this.#database.transaction(async (manager) => {
      const expired: SignalRow[] = await manager.query(
        `select id, status, claimed_by, lease_expires_at, content from signals
         where symbol = $1 and timeframe = $2 and expires_at <= $3 and not acknowledged
           and (status = 'APPROVED'
                or (status = 'CLAIMED' and lease_expires_at < $4
                    and not exists (select 1 from orders o where o.signal_id = signals.id)))
         order by id for update`,
        [symbol, timeframe, new Date(barCloseMs), new Date(nowMs)],
      );
      for (const row of expired) {
        await manager.query(`update signals set status = 'EXPIRED' where id = $1`, [row.id]);
        await this.#tell(manager, row.content, row.status, 'EXPIRED', 'expiry', barCloseMs, correlationId);
      }
      const left: { waiting: boolean }[] = await manager.query(
        `select exists(select 1 from signals where symbol = $1 and timeframe = $2 and status in ('APPROVED', 'CLAIMED') and not acknowledged) as waiting`,
        [symbol, timeframe],
      );
      return left[0]?.waiting ?? false;
    });
    if (!waiting) this.#open.delete(key);
    this.#outbox.poke();
  }

  async #step(
    signalId: string,
    event: SignalEvent,
    by: string,
    atMs: number,
    refuse: (row: SignalRow) => string | null,
  ): Promise<StepResult> {
    const result = await this.#database.transaction<StepResult>(async (manager) => {
      const rows: SignalRow[] = await manager.query(
        'select id, status, claimed_by, lease_expires_at, content from signals where id = $1 for update',
        [signalId],
      );
      const row = rows[0];
      if (row === undefined) return { ok: false, code: 'unknown-signal', message: `there is no signal ${signalId}` };
      if (row.status === LEADS_TO[event]) return { ok: true, status: row.status };
      const notYours = refuse(row);
      if (notYours !== null) return { ok: false, code: 'not-yours', message: notYours };
      const target = nextSignalStatus(row.status, event);
      if (target === null) {
        const message = `signal ${signalId} is ${row.status} and cannot become ${LEADS_TO[event]}`;
        return { ok: false, code: 'illegal-step', message };
      }
      await Promise.all([
        manager.query(
          `update signals set status = $2, acknowledged = $3,
             claimed_by = case when $2 = 'APPROVED' then null else claimed_by end,
             lease_expires_at = case when $2 = 'APPROVED' then null else lease_expires_at end
           where id = $1`,
          [signalId, target, target !== 'APPROVED'],
        ),
        this.#tell(manager, row.content, row.status, target, by, atMs),
      ]);
      return { ok: true, status: target };
    });
    if (result.ok) this.#outbox.poke();
    return result;
  }

  async #tell(
    manager: EntityManager,
    signal: TradeSignal,
    from: SignalStatus,
    to: SignalStatus,
    by: string,
    atMs: number,
    correlationId: string = signal.correlationId,
  ): Promise<void> {
    const change = { signalId: signal.id, symbol: signal.symbol, timeframe: signal.timeframe, from, to, by, atMs };
    await Promise.all([
      manager.query(
        'insert into signal_status_history (signal_id, from_status, to_status, by, at) values ($1, $2, $3, $4, $5)',
        [signal.id, from, to, by, new Date(atMs)],
      ),
      this.#outbox.append(manager, [
        this.#publisher.outgoing(signalStatusChanged, change, { timeMs: atMs, correlationId }),
      ]),
    ]);
  }
}

function openKey(symbol: string, timeframe: string): string {
  return `${timeframe} ${symbol}`;
}
