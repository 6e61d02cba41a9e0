import type { StrategyProposed } from '@tape/contracts';
import type { Stance } from '@tape/strategies';

/** An entry of a strategy that is not over: proposed, waiting, or open. Plain JSON. */
export interface Trade {
  readonly strategyId: string;
  readonly proposal: StrategyProposed;
}

/** WAITING: it has no verdict, or its order is not filled. OVER: refused, cancelled, expired or closed. */
export type TradeState = 'WAITING' | 'OPEN' | 'OVER';

/** What the tables say of a trade. */
export interface TradeFacts {
  readonly overall: string | null;
  readonly signalStatus: string | null;
  readonly expiresAtMs: number | null;
  readonly entryState: string | null;
  readonly isPositionOpen: boolean | null;
}

const NEVER_FILLED: ReadonlySet<string> = new Set(['CANCELLED', 'REJECTED']);
const ENDED: ReadonlySet<string> = new Set(['EXPIRED', 'CANCELLED', 'TARGET_HIT', 'STOPPED', 'CLOSED']);

/** @param closeTimeMs of the bar up to which execution is known to have worked. */
export function tradeStateOf(facts: TradeFacts, closeTimeMs: number): TradeState {
  const { overall, signalStatus, expiresAtMs, entryState, isPositionOpen } = facts;
  if (isPositionOpen !== null) return isPositionOpen ? 'OPEN' : 'OVER';
  if (overall === 'FAIL' || (entryState !== null && NEVER_FILLED.has(entryState))) return 'OVER';
  if (signalStatus !== null && ENDED.has(signalStatus)) return 'OVER';
  const hasLapsed = entryState === null && expiresAtMs !== null && closeTimeMs > expiresAtMs;
  return hasLapsed ? 'OVER' : 'WAITING';
}

/** What a strategy holds: a strategy opens one trade at a time, so the newest that is not over says it. */
export function stanceOf(trades: readonly Trade[], strategyId: string): Stance {
  return trades.findLast((trade) => trade.strategyId === strategyId)?.proposal.direction ?? 'FLAT';
}
