import type { Phase, RangeState } from '../analysis.js';
import { durationBars, marksOf, type TradingRange } from '../range/trading-range.js';
import type { Rules } from '../rules.js';
import { slotOf, type OrientedBars } from '../series/bar-series.js';
import { jumpPrice } from '../target/jump.js';
import type { PhaseReason } from './phase-reason.js';

/** What a close did to a range without any event: the phase it moves to, or its end. */
export interface Drift {
  readonly reason: PhaseReason;
  /** Null ends the range. */
  readonly phase: Phase | null;
  readonly state: RangeState;
}

const EXPIRED: Drift = { reason: 'range-expired', phase: null, state: 'FAILED' };
const UNTESTED: Drift = { reason: 'no-secondary-test', phase: null, state: 'FAILED' };
const BROKEN_UP: Drift = { reason: 'range-broken', phase: null, state: 'BROKEN_UP' };
const BROKEN_DOWN: Drift = { reason: 'range-broken', phase: null, state: 'BROKEN_DOWN' };
const FAILED: Drift = { reason: 'range-broken', phase: null, state: 'FAILED' };
const SPRING_FAILED: Drift = { reason: 'spring-failed', phase: 'B', state: 'ACTIVE' };
const UTAD_FAILED: Drift = { ...SPRING_FAILED, reason: 'utad-failed' };
const ICE_LOST: Drift = { reason: 'campaign-ice-lost', phase: 'C', state: 'ACTIVE' };
const ICE_LOST_FOR_GOOD: Drift = { reason: 'campaign-ice-lost', phase: null, state: 'FAILED' };
const OVER: Drift = { reason: 'campaign-over', phase: null, state: 'COMPLETED' };

/** `bars` are those of the range's own side. Null on almost every bar. */
export function phaseDrift(range: TradingRange, bars: OrientedBars, now: number, rules: Rules): Drift | null {
  if (range.phase === 'D' || range.phase === 'E') return markup(range, range.phase, bars, now, rules);
  if (durationBars(range, now) > rules.config.range.maxBars) return EXPIRED;
  const broken = unexplainedExit(range, bars, now, rules);
  if (range.phase === 'C') {
    if (broken !== null) return broken === (bars.orientation === 1 ? BROKEN_UP : BROKEN_DOWN) ? broken : FAILED;
    const { spring } = marksOf(range, range.side);
    if (spring === null || bars.close[slotOf(now)]! >= spring.price) return null;
    return bars.orientation === 1 ? SPRING_FAILED : UTAD_FAILED;
  }
  if (broken !== null) return broken;
  const { automaticMove } = marksOf(range, range.side);
  const overdue =
    range.phase === 'A' && automaticMove !== null && now - automaticMove.index > rules.config.secondaryTest.maxBars + 5;
  return overdue ? UNTESTED : null;
}

/** Price left without an event to say why: too far for a spring to come back from, or for too long. */
function unexplainedExit(range: TradingRange, bars: OrientedBars, now: number, rules: Rules): Drift | null {
  if (range.outsideBars === 0) return null;
  const { maxOutsideBars } = rules.config.range;
  const close = bars.orientation * bars.close[slotOf(now)]!;
  const reach = rules.config.spring.maxDepthHeightRatio * (range.creek - range.ice);
  if (range.outsideBars > 0) {
    const limit = range.creek + Math.max(reach, rules.springDepthFraction * range.creek);
    return close > limit || range.outsideBars > maxOutsideBars ? BROKEN_UP : null;
  }
  const limit = range.ice - Math.max(reach, rules.springDepthFraction * range.ice);
  return close < limit || range.outsideBars < -maxOutsideBars ? BROKEN_DOWN : null;
}

function markup(range: TradingRange, phase: 'D' | 'E', bars: OrientedBars, now: number, rules: Rules): Drift | null {
  const up = bars.orientation === 1;
  const slot = slotOf(now);
  const close = bars.close[slot]!;
  const ceiling = up ? range.creek : -range.ice;
  const { breakout, spring } = marksOf(range, range.side);
  const { phase: limits } = rules.config;
  const lost = close < ceiling - rules.iceLossFraction * Math.abs(ceiling);
  if (phase === 'E') {
    if (lost || (breakout !== null && now - breakout.index > limits.maxMarkupBars)) return OVER;
    // No objective is nearer than one height beyond the edge.
    if (bars.high[slot]! < ceiling + (range.creek - range.ice)) return null;
    const jump = jumpPrice(range.side, range.ice, range.creek, durationBars(range, now));
    return jump !== null && bars.high[slot]! >= bars.orientation * jump ? OVER : null;
  }
  if (lost) return spring !== null && close >= spring.price ? ICE_LOST : ICE_LOST_FOR_GOOD;
  const held = Math.abs(range.outsideBars) >= limits.holdBars && close > ceiling;
  // The breakout bar itself is phase D however far it went: it is what made the phase.
  const far = breakout?.index !== now && close >= ceiling + limits.holdHeightRatio * (range.creek - range.ice);
  if (!held && !far) return null;
  return { reason: 'held-beyond-the-edge', phase: 'E', state: range.state };
}
