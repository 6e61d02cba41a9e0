import type { OutgoingEvent, RejectedSignal, TradeSignal } from '@tape/contracts';
import type { Outbox } from '@tape/persistence';
import type { ShadowTrade } from '@tape/trading';
import type { DataSource, EntityManager } from 'typeorm';
import type { ShadowRepository } from './shadow.repository.js';

export type StoredOutcome =
  | { readonly kind: 'signal'; readonly signal: TradeSignal; readonly event: OutgoingEvent }
  | {
      readonly kind: 'rejection';
      readonly rejection: RejectedSignal;
      readonly shadow: ShadowTrade;
      readonly event: OutgoingEvent;
    };

/** Keeps signals and rejections together with the events that tell of them. A verdict that comes again changes nothing. */
export class SignalStore {
  readonly #database: DataSource;
  readonly #outbox: Outbox;
  readonly #shadows: ShadowRepository;

  constructor(database: DataSource, outbox: Outbox, shadows: ShadowRepository) {
    this.#database = database;
    this.#outbox = outbox;
    this.#shadows = shadows;
  }

  /** @returns only what was not there before. */
  async keep(outcomes: readonly StoredOutcome[]): Promise<readonly StoredOutcome[]> {
    const fresh = await this.#database.transaction(async (manager) => {
      const added: StoredOutcome[] = [];
      for (const outcome of outcomes) {
        const isNew =
          outcome.kind === 'signal'
            ? await insertSignal(manager, outcome.signal)
            : await insertRejection(manager, outcome.rejection);
        if (isNew) added.push(outcome);
      }
      await this.#shadows.insert(
        manager,
        added.flatMap((outcome) => (outcome.kind === 'rejection' ? [outcome.shadow] : [])),
      );
      await this.#outbox.append(
        manager,
        added.map((outcome) => outcome.event),
      );
      return added;
    });
    if (fresh.length > 0) this.#outbox.poke();
    return fresh;
  }

  /** The newest bar of each series at which a signal was made; null without one. In the order asked. */
  async newestSignalBars(
    series: readonly { readonly symbol: string; readonly timeframe: string }[],
  ): Promise<readonly (number | null)[]> {
    const rows: { newest: Date | null }[] = await this.#database.query(
      `select (select bar_time from signals where symbol = s.symbol and timeframe = s.timeframe
               order by created_at desc limit 1) as newest
       from unnest($1::text[], $2::text[]) with ordinality as s (symbol, timeframe, place) order by s.place`,
      [series.map(({ symbol }) => symbol), series.map(({ timeframe }) => timeframe)],
    );
    return rows.map(({ newest }) => newest?.getTime() ?? null);
  }
}

async function insertSignal(manager: EntityManager, signal: TradeSignal): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at, expires_at, acknowledged, content)
     values ($1, $2, $3, $4, $5, $6, 'APPROVED', $7, $8, $9, $10, false, $11::jsonb)
     on conflict do nothing returning id`,
    [
      signal.id,
      signal.patternId,
      signal.symbol,
      signal.timeframe,
      signal.pattern,
      signal.direction,
      signal.priority,
      new Date(signal.barTimeMs),
      new Date(signal.createdAtMs),
      new Date(signal.expiresAtMs),
      JSON.stringify(signal),
    ],
  );
  return rows.length > 0;
}

async function insertRejection(manager: EntityManager, rejection: RejectedSignal): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    `insert into rejected_signals (id, pattern_id, symbol, timeframe, pattern, stage, reason, near_miss, bar_time, rejected_at, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb)
     on conflict do nothing returning id`,
    [
      rejection.id,
      rejection.patternId,
      rejection.symbol,
      rejection.timeframe,
      rejection.pattern,
      rejection.stage,
      rejection.reason,
      rejection.nearMiss,
      new Date(rejection.barTimeMs),
      new Date(rejection.rejectedAtMs),
      JSON.stringify(rejection),
    ],
  );
  return rows.length > 0;
}
