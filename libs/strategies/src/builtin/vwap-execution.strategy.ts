import { closeTimeMs, TIMEFRAME_MS, type Timeframe } from '@tape/market';
import { Amount, amount, contentHash, decimalText } from '@tape/risk-rules';
import { isIntraday } from '@tape/validation';
import type { Direction } from '@tape/wyckoff';
import { canonicalText } from '../strategy/canonical-text.js';
import { defineStrategy, type Series, type StrategyCore } from '../strategy/define-strategy.js';
import { intended, NOTHING, type StrategyStep } from '../strategy/intent.js';
import type { Strategy, StrategyInput } from '../strategy/strategy.js';
import { sliceOrder, type Slice } from './slice-order.js';
import { createCurveLearner, type VolumeCurve } from './volume-curve.js';

export interface VwapTerms {
  readonly id: string;
  readonly version: number;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly parent: {
    readonly id: string;
    readonly direction: Direction;
    /** Decimal text, a multiple of `step`. */
    readonly quantity: string;
    readonly step: string;
    /** The window, whole bars long and at most a day. */
    readonly fromMs: number;
    readonly untilMs: number;
  };
  /** Zone whose clock the session's volume follows. */
  readonly zone: string;
  /** Sessions the curve remembers. */
  readonly sessions: number;
}

interface VwapState {
  readonly curve: VolumeCurve;
  /** Null until the window begins: then the curve is fixed. */
  readonly slices: readonly Slice[] | null;
  /** How many slices have left. */
  readonly sent: number;
}

const DAY_MS = TIMEFRAME_MS['1d'];

/**
 * Brings a large order to the market in the rhythm of its volume. The curve is learned from the bars before the window; a slice
 * leaves at the close that begins its bar, and what was held up by missing bars leaves with the next one. Nothing leaves at the
 * end of the window or later: it would trade outside; what is left then was not worked, and the parent shows it.
 * @throws RangeError for a window that is not whole bars, longer than a day, or of bars that belong to no hour.
 */
export function vwapExecution(terms: VwapTerms): Strategy {
  const { id, version, symbol, timeframe, parent, sessions } = terms;
  const lengthMs = parent.untilMs - parent.fromMs;
  const bars = lengthMs / TIMEFRAME_MS[timeframe];
  if (!isIntraday(timeframe) || !Number.isSafeInteger(bars) || bars < 1 || lengthMs > DAY_MS) {
    throw new RangeError(
      `${id}: the window must be whole intraday bars, at most a day, not ${bars} bars of ${timeframe}`,
    );
  }
  if (!Number.isSafeInteger(sessions) || sessions < 1) throw new RangeError(`${id}: sessions must be 1 or more`);
  return defineStrategy({
    id,
    version,
    tier: 'STRATEGIST',
    timeframes: [timeframe],
    symbols: [symbol],
    legs: 1,
    definitionHash: contentHash(canonicalText(terms)),
    begin: (series, state) => vwapCore(terms, series, state as VwapState | undefined),
  });
}

function vwapCore(terms: VwapTerms, { timeframe }: Series, state?: VwapState): StrategyCore {
  const { parent } = terms;
  const learner = createCurveLearner(terms.zone, terms.sessions, state?.curve);
  let slices = state?.slices ?? null;
  let sent = state?.sent ?? 0;

  const push = ({ symbol, bar }: StrategyInput): StrategyStep => {
    const nowMs = closeTimeMs(bar.openTimeMs, timeframe);
    if (slices === null && bar.openTimeMs < parent.fromMs) learner.push(bar);
    if (nowMs < parent.fromMs || nowMs >= parent.untilMs) return NOTHING;
    slices ??= planned(terms, learner.weights);
    const due = slices.slice(sent).filter(({ dueAtMs }) => dueAtMs <= nowMs);
    sent += due.length;
    const quantity = due.reduce((sum, slice) => sum.plus(amount(slice.quantity)), new Amount(0));
    if (quantity.isZero()) return NOTHING;
    const base = intended(terms, 'SLICE', symbol, timeframe, bar.openTimeMs, parent.direction);
    const intent = { ...base, kind: 'SLICE', parentId: parent.id, quantity: decimalText(quantity) } as const;
    return { intents: [intent], refused: null };
  };
  return { push, state: () => ({ curve: learner.curve(), slices, sent }) satisfies VwapState };
}

function planned({ parent, timeframe }: VwapTerms, weights: (timesMs: readonly number[]) => readonly number[]) {
  const stepMs = TIMEFRAME_MS[timeframe];
  const bars = (parent.untilMs - parent.fromMs) / stepMs;
  const startsMs = Array.from({ length: bars }, (_, i) => parent.fromMs + i * stepMs);
  return sliceOrder(parent.quantity, parent.step, startsMs, weights(startsMs));
}
