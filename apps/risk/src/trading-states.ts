import { tradingStateChanged } from '@tape/contracts';
import type { EventPublisher } from '@tape/messaging';
import type { Outbox, SqlRunner } from '@tape/persistence';
import { type TradingState, type TradingStateChange, setTradingStateByHand } from '@tape/risk-rules';
import type { DataSource } from 'typeorm';
import type { RiskStateRepository } from './risk-state.repository.js';

/** Changes what may be traded, and keeps who did it and why. */
export class TradingStates {
  readonly #database: DataSource;
  readonly #states: RiskStateRepository;
  readonly #outbox: Outbox;
  readonly #publisher: Pick<EventPublisher, 'outgoing'>;
  readonly #nowMs: () => number;

  constructor(parts: {
    database: DataSource;
    states: RiskStateRepository;
    outbox: Outbox;
    publisher: Pick<EventPublisher, 'outgoing'>;
    nowMs: () => number;
  }) {
    this.#database = parts.database;
    this.#states = parts.states;
    this.#outbox = parts.outbox;
    this.#publisher = parts.publisher;
    this.#nowMs = parts.nowMs;
  }

  /** By an operator's hand; the note goes into the audit log. Setting what is set already changes nothing. */
  async set(to: TradingState, by: string, note: string): Promise<{ from: TradingState; to: TradingState }> {
    const from = await this.#database.transaction(async (manager) => {
      const before = await this.#states.lock(manager);
      const step = setTradingStateByHand(before.portfolio, to, { reason: note, by, atMs: this.#nowMs() });
      await this.#states.save(manager, before, { ...before, portfolio: step.portfolio });
      if (step.change !== null) await this.record(manager, step.change, note);
      return before.portfolio.tradingState;
    });
    this.#outbox.poke();
    return { from, to };
  }

  /** Writes a change to the audit log and the outbox, inside the transaction that makes it true. */
  async record(sql: SqlRunner, change: TradingStateChange, note: string | null = null): Promise<void> {
    await sql.query(
      `insert into audit_log (at, actor, action, subject, before, after, note) values ($1, $2, 'trading-state', 'account', $3::jsonb, $4::jsonb, $5)`,
      [
        new Date(change.atMs),
        change.by,
        JSON.stringify({ tradingState: change.from }),
        JSON.stringify({ tradingState: change.to }),
        note ?? change.reason,
      ],
    );
    const origin = { timeMs: change.atMs, correlationId: `trading-state:${change.revision}` };
    await this.#outbox.append(sql, [this.#publisher.outgoing(tradingStateChanged, change, origin)]);
  }
}
