import type { SqlRunner } from '@tape/persistence';
import { MAY_ORDER } from '@tape/trading';
import { tradingStates } from '../trading-states.js';
import type { LiveTrade } from './live-order.repository.js';
import type { DifferenceRepository } from './difference.repository.js';

/** `wait` keeps the order unsent until the reason is gone; without it the order is withdrawn for that reason. */
export interface EntryRefusal {
  readonly wait: boolean;
  readonly reason:
    | 'simulated-market'
    | 'short-not-possible'
    | 'expired'
    | 'stale'
    | 'trading-not-active'
    | 'books-differ';
}

export interface EntryGateParts {
  readonly differences: DifferenceRepository;
  /** Whether the broker sells what is not held. */
  readonly sellsShort: boolean;
  /** A signal older than this was made for a market that has moved on. */
  readonly oldestSignalMs: number;
  readonly nowMs: () => number;
}

/** Asked right before an entry is sent, because between writing and sending a day may have passed, or a halt. */
export class EntryGate {
  readonly #parts: EntryGateParts;

  constructor(parts: EntryGateParts) {
    this.#parts = parts;
  }

  async refusalOf(sql: SqlRunner, { terms }: LiveTrade): Promise<EntryRefusal | null> {
    const now = this.#parts.nowMs();
    if (terms.simulated) return { wait: false, reason: 'simulated-market' };
    if (terms.direction === 'SHORT' && !this.#parts.sellsShort) return { wait: false, reason: 'short-not-possible' };
    if (now >= terms.expiresAtMs) return { wait: false, reason: 'expired' };
    if (now - terms.createdAtMs > this.#parts.oldestSignalMs) return { wait: false, reason: 'stale' };
    if (!MAY_ORDER[(await tradingStates(sql, now))(terms)].ENTRY) {
      return { wait: false, reason: 'trading-not-active' };
    }
    return (await this.#parts.differences.isOpenFor(sql, terms.symbol)) ? { wait: true, reason: 'books-differ' } : null;
  }
}
