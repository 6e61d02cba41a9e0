import type { RangeView } from '../analysis.js';
import { levelStrength } from '../level/strength.js';
import { jumpPrice, objective } from '../target/jump.js';
import { durationBars, type TradingRange } from './trading-range.js';

/** The range as it stands after bar `now`. */
export function viewOf(range: TradingRange, now: number): RangeView {
  const duration = durationBars(range, now);
  return {
    id: range.id,
    side: range.side,
    state: range.state,
    startTimeMs: range.startTimeMs,
    ice: range.ice,
    creek: range.creek,
    jump: jumpPrice(range.side, range.ice, range.creek, duration),
    conservativeObjective: objective(range.side, range.ice, range.creek, 1),
    quality: range.quality,
    iceStrength: levelStrength(range.iceTouches, now),
    creekStrength: levelStrength(range.creekTouches, now),
    durationBars: duration,
  };
}
