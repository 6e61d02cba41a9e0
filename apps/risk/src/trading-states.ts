import { type TradingScope, tradingStateChanged } from '@tape/contracts';
import { type EventPublisher, RpcRefusal } from '@tape/messaging';
import type { Outbox, SqlRunner } from '@tape/persistence';
import {
  ACCOUNT_SCOPE,
  type RiskState,
  type TradingState,
  type TradingStateChange,
  needsReset,
  scopeText,
  setRestriction,
  setTradingStateByHand,
} from '@tape/risk-rules';
import type { DataSource } from 'typeorm';
import type { RiskStateRepository } from './risk-state.repository.js';

/** What an operator asks for, with name and note. */
export interface StateRequest {
  readonly scope: TradingScope;
  readonly to: TradingState;
  /** Ends a drawdown halt, which nothing else does. */
  readonly reset: boolean;
  readonly by: string;
  readonly note: string;
}

export interface StateAnswer {
  readonly scope: TradingScope;
  readonly from: TradingState;
  readonly to: TradingState;
}

/** Changes what may be traded, and keeps who did it and why: the one place that writes it into the audit log. */
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

  /**
   * By an operator's hand. Setting what is set already changes nothing and is not audited again.
   * @throws RpcRefusal `scope-without-name` and `halted-by-drawdown`.
   */
  async set(request: StateRequest): Promise<StateAnswer> {
    const { scope, to } = request;
    const from = await this.#database.transaction(async (manager) => {
      const before = await this.#states.lock(manager);
      return scope.level === 'ACCOUNT'
        ? this.#setAccount(manager, before, request)
        : this.#restrict(manager, before, request);
    });
    this.#outbox.poke();
    return { scope: scope.level === 'ACCOUNT' ? ACCOUNT_SCOPE : scope, from, to };
  }

  /** Writes a change to the audit log and the outbox, inside the transaction that makes it true. */
  async record(sql: SqlRunner, change: TradingStateChange): Promise<void> {
    await sql.query(
      `insert into audit_log (at, actor, action, subject, before, after, note) values ($1, $2, 'trading-state', $3, $4::jsonb, $5::jsonb, $6)`,
      [
        new Date(change.atMs),
        change.by,
        scopeText(change.scope),
        JSON.stringify({ tradingState: change.from }),
        JSON.stringify({ tradingState: change.to }),
        change.reason,
      ],
    );
    const origin = { timeMs: change.atMs, correlationId: `trading-state:${change.revision}` };
    await this.#outbox.append(sql, [this.#publisher.outgoing(tradingStateChanged, change, origin)]);
  }

  async #setAccount(sql: SqlRunner, before: RiskState, request: StateRequest): Promise<TradingState> {
    const { to, reset, by, note } = request;
    if (!reset && needsReset(before.portfolio, to)) {
      throw new RpcRefusal(
        'halted-by-drawdown',
        'the account was halted at its drawdown limit: only a reset, with a note, lets it trade again',
      );
    }
    const step = setTradingStateByHand(before.portfolio, to, { reason: note, by, atMs: this.#nowMs() });
    if (step.change === null) return to;
    await this.#states.save(sql, before, { ...before, portfolio: step.portfolio });
    await this.record(sql, step.change);
    return step.change.from;
  }

  async #restrict(sql: SqlRunner, before: RiskState, request: StateRequest): Promise<TradingState> {
    const { scope, to, by, note } = request;
    const { level, name } = scope;
    if (level === 'ACCOUNT' || name === null) {
      throw new RpcRefusal('scope-without-name', `which ${level.toLowerCase()} is meant? The scope has no name`);
    }
    const why = { reason: note, by, atMs: this.#nowMs() };
    const step = setRestriction(before.portfolio, before.restrictions, { level, name }, to, why);
    if (step.change === null) return to;
    await this.#states.save(sql, before, { ...before, portfolio: step.portfolio });
    await this.#states.saveRestriction(sql, step.restriction, why);
    await this.record(sql, step.change);
    return step.change.from;
  }
}
