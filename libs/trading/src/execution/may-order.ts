import { type TradingState, WYCKOFF_ENGINE } from '@tape/risk-rules';
import type { OrderPurpose } from './order.js';
import type { EntryTerms } from './series-book.js';

const OUT_ONLY = {
  ENTRY: false,
  STOP: true,
  TARGET: true,
  EMERGENCY_EXIT: true,
  MANUAL_CLOSE: true,
  STRATEGY_EXIT: true,
} as const satisfies Record<OrderPurpose, boolean>;

/**
 * What may be ordered in which state of trading: into risk only while it is ACTIVE, out of it always. HALTED stops what makes
 * risk, never what ends it: a stop that a halt withdrew would leave a position alone with the market.
 */
export const MAY_ORDER: Readonly<Record<TradingState, Readonly<Record<OrderPurpose, boolean>>>> = {
  ACTIVE: { ...OUT_ONLY, ENTRY: true },
  REDUCING: OUT_ONLY,
  HALTED: OUT_ONLY,
};

/** Whose decision an entry was, by the name under which it can be halted. */
export function engineOf(terms: Pick<EntryTerms, 'strategy'>): string {
  return terms.strategy?.id ?? WYCKOFF_ENGINE;
}
