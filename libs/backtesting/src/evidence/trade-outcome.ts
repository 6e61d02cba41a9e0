import type { Bar } from '@tape/market';
import type { Direction } from '@tape/wyckoff';
import type { EvidenceCosts } from './evidence-rules.js';

/** A trade as it was decided at the close of a bar. Prices are absolute. */
export interface TradeIdea {
  readonly direction: Direction;
  /** Price the risk was measured from. */
  readonly entry: number;
  readonly stop: number;
  readonly target: number;
}

export type TradeEnding = 'target' | 'stop' | 'time';

export type TradeOutcome =
  | { readonly ending: TradeEnding; readonly r: number; readonly barsHeld: number }
  /** The next open was already through stop or target, or the bars end before the trade does. */
  | { readonly ending: 'not-entered' | 'unfinished' };

const NOT_ENTERED: TradeOutcome = { ending: 'not-entered' };
const UNFINISHED: TradeOutcome = { ending: 'unfinished' };

/**
 * What became of an idea known at the close of bar `known`: in at the next open, then stop before target inside each bar, a gap fills
 * at the open, out at the close after `maxHoldBars`. As the paper broker does, without size.
 * R is the result after costs in units of the risk as decided, |entry - stop|.
 */
export function outcomeOf(
  bars: readonly Bar[],
  known: number,
  idea: TradeIdea,
  costs: EvidenceCosts,
  maxHoldBars: number,
): TradeOutcome {
  const sign = idea.direction === 'LONG' ? 1 : -1;
  const { stop, target } = idea;
  const first = known + 1;
  const open = bars[first]?.open;
  if (open === undefined) return UNFINISHED;
  if ((open - stop) * sign <= 0 || (target - open) * sign <= 0) return NOT_ENTERED;
  const ended = (exit: number, ending: TradeEnding, last: number): TradeOutcome => {
    const slippage = costs.slippageFraction * sign;
    const paid = open * (1 + slippage);
    const received = ending === 'target' ? exit : exit * (1 - slippage);
    const fees = costs.feeFraction * (paid + received);
    return { ending, r: ((received - paid) * sign - fees) / Math.abs(idea.entry - stop), barsHeld: last - first + 1 };
  };
  for (let index = first; index <= first + maxHoldBars; index += 1) {
    const bar = bars[index];
    if (bar === undefined) return UNFINISHED;
    const worst = sign === 1 ? bar.low : bar.high;
    const best = sign === 1 ? bar.high : bar.low;
    // A gap: the open itself is worse than the stop, or better than the target.
    if ((worst - stop) * sign <= 0) return ended(sign * Math.min(sign * stop, sign * bar.open), 'stop', index);
    if ((best - target) * sign >= 0) return ended(sign * Math.max(sign * target, sign * bar.open), 'target', index);
    if (index === first + maxHoldBars) return ended(bar.close, 'time', index);
  }
  return UNFINISHED;
}
