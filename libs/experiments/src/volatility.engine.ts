import type { PriceBar } from '@tape/market';
import { Amount, amount, decimalText } from '@tape/risk-rules';
import type { Engine } from './engine.js';
import type { MarketContext } from './market-context.js';
import { sizeByBudget } from './size-by-budget.js';

/** Bars the true range is averaged over. Source: J. Welles Wilder, New Concepts in Technical Trading Systems, 1978. */
export const ATR_BARS = 14;
/** From the entry to the stop. Unit: average true ranges. */
export const STOP_ATR = 2;
/** From the entry to the target. Unit: distances to the stop. */
export const TARGET_R = 2;

/**
 * Engine B: takes direction and moment from the signal and nothing else. Its stop is two average true ranges away, its one target
 * twice as far, its size what the risk budget pays for at that stop. So the comparison asks whether the structure of the range gives
 * better exits than plain volatility.
 */
export const VOLATILITY_ENGINE: Engine = {
  name: 'B',
  version: 'atr-1',
  plan: (context) => {
    const { direction, entry } = context.signal;
    const range = averageTrueRange(context.bars);
    if (range === null) return { kind: 'stand-aside', reason: 'too-few-bars' };
    const distance = onTick(range.times(STOP_ATR), context);
    if (distance.isZero()) return { kind: 'stand-aside', reason: 'no-range-of-prices' };
    const at = (r: number): Amount => amount(entry).plus(distance.times(direction === 'LONG' ? r : -r));
    const [stop, target] = [at(-1), at(TARGET_R)];
    if (stop.lessThanOrEqualTo(0) || target.lessThanOrEqualTo(0)) {
      return { kind: 'stand-aside', reason: 'prices-out-of-order' };
    }
    const positionSize = sizeByBudget(context, stop);
    if (positionSize === null) return { kind: 'stand-aside', reason: 'rate-unavailable' };
    return {
      kind: 'trade',
      direction,
      stop: decimalText(stop),
      targets: { primary: decimalText(target), secondary: [], conservative: null },
      // It has no level besides its stop; a guard at the stop never decides anything.
      guard: { kind: direction === 'LONG' ? 'SPRING_LOW' : 'UTAD_HIGH', price: decimalText(stop) },
      positionSize,
    };
  },
};

/** Plain mean of the last true ranges; null when there are not enough bars. Unit: quote currency. */
export function averageTrueRange(bars: readonly PriceBar[]): Amount | null {
  if (bars.length <= ATR_BARS) return null;
  let sum = new Amount(0);
  for (let index = bars.length - ATR_BARS; index < bars.length; index += 1) {
    const before = amount(bars[index - 1]!.close);
    const { high, low } = bars[index]!;
    sum = sum.plus(Amount.max(amount(high), before)).minus(Amount.min(amount(low), before));
  }
  return sum.div(ATR_BARS);
}

function onTick(distance: Amount, { instrument }: MarketContext): Amount {
  const tick = amount(instrument.tickSize);
  return distance.div(tick).round().times(tick);
}
