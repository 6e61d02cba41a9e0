import { Amount, amount, contentHash, decimalText } from '@tape/risk-rules';
import type { BrokerPosition } from './broker-port.js';

/** What an operator may do about a difference. Nothing is done unasked. */
export type DifferenceChoice = 'EXPLAIN' | 'ADOPT' | 'FLATTEN';

export type DifferenceKind = 'POSITION' | 'UNKNOWN_ORDER' | 'MISSING_ORDER';

/** One thing on which the broker and our books do not agree. */
export interface Difference {
  /** The same difference has the same id, so that finding it again is no news. */
  readonly id: string;
  readonly kind: DifferenceKind;
  /** Symbol for a POSITION, client order id for orders. */
  readonly subject: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface Books {
  /** Signed quantity by symbol of all open positions. */
  readonly ourPositions: readonly BrokerPosition[];
  readonly theirPositions: readonly BrokerPosition[];
  /** Client order ids of our orders that the broker has confirmed and that have not ended. */
  readonly ourOrders: readonly string[];
  readonly theirOrders: readonly string[];
  /** Holdings an operator has explained as not ours, by symbol; signed. */
  readonly explained: readonly BrokerPosition[];
}

function bySymbol(positions: readonly BrokerPosition[]): Map<string, Amount> {
  const sums = new Map<string, Amount>();
  for (const { symbol, quantity } of positions) {
    sums.set(symbol, (sums.get(symbol) ?? new Amount(0)).plus(amount(quantity)));
  }
  return sums;
}

const difference = (kind: DifferenceKind, subject: string, ours: string, theirs: string): Difference => ({
  id: `dif_${contentHash('difference', kind, subject, ours, theirs)}`,
  kind,
  subject,
  ours,
  theirs,
});

/** Compares our books with the broker's, symbol by symbol and order by order. Empty when they agree. */
export function reconcile(books: Books): readonly Difference[] {
  const ours = bySymbol(books.ourPositions);
  const theirs = bySymbol(books.theirPositions);
  const explained = bySymbol(books.explained);
  const zero = new Amount(0);
  const positions = [...new Set([...ours.keys(), ...theirs.keys(), ...explained.keys()])]
    .toSorted()
    .filter((symbol) => {
      const own = (ours.get(symbol) ?? zero).plus(explained.get(symbol) ?? zero);
      return !own.eq(theirs.get(symbol) ?? zero);
    })
    .map((symbol) =>
      difference('POSITION', symbol, decimalText(ours.get(symbol) ?? zero), decimalText(theirs.get(symbol) ?? zero)),
    );
  const known = new Set(books.ourOrders);
  const worked = new Set(books.theirOrders);
  const unknown = books.theirOrders
    .filter((id) => !known.has(id))
    .map((id) => difference('UNKNOWN_ORDER', id, 'none', 'open'));
  const missing = books.ourOrders
    .filter((id) => !worked.has(id))
    .map((id) => difference('MISSING_ORDER', id, 'open', 'none'));
  return [...positions, ...unknown, ...missing];
}
