import type { WyckoffEvent } from '../../analysis.js';
import type { Rules } from '../../rules.js';
import { at, type OrientedBars } from '../../series/bar-series.js';
import { closePosition } from '../../series/extreme.js';
import { spreadRatio } from '../../series/spread.js';
import { found, missed, type Detection, type RangeReading } from '../detection.js';
import { graded } from '../points.js';
import { causeIsBuilt } from './cause.js';

export type NoBreakout =
  | 'inside'
  | 'stale'
  | 'spread-ordinary'
  | 'close-weak'
  | 'no-volume'
  | 'volume-ordinary'
  | 'not-widening'
  | 'cause-too-young';

const INSIDE = missed<NoBreakout>('inside');
const STALE = missed<NoBreakout>('stale');
const SPREAD_ORDINARY = missed<NoBreakout>('spread-ordinary');
const CLOSE_WEAK = missed<NoBreakout>('close-weak');
const NO_VOLUME = missed<NoBreakout>('no-volume');
const VOLUME_ORDINARY = missed<NoBreakout>('volume-ordinary');
const NOT_WIDENING = missed<NoBreakout>('not-widening');
const TOO_YOUNG = missed<NoBreakout>('cause-too-young');

/** A close over the ceiling with spread and volume behind it: demand is in control. */
export function detectBreakout(
  event: WyckoffEvent,
  bars: OrientedBars,
  range: RangeReading,
  now: number,
  rules: Rules,
): Detection<NoBreakout> {
  const { breakout } = rules.config;
  const { ceiling } = range;
  const close = at(bars.close, now);
  const margin = (close - ceiling) / Math.abs(ceiling);
  if (margin < rules.breakoutFraction) return INSIDE;
  if (!wasInside(bars, ceiling, now, breakout.freshBars)) return STALE;
  const { gapsCountAsSpread } = rules.config;
  const spread = spreadRatio(bars, now, gapsCountAsSpread);
  if (!(spread >= breakout.minRelativeSpread)) return SPREAD_ORDINARY;
  const position = closePosition(bars, now);
  if (position < breakout.minClosePosition) return CLOSE_WEAK;
  const volume = at(bars.relativeVolume, now);
  if (!(volume >= 0)) return NO_VOLUME;
  if (volume < breakout.minRelativeVolume) return VOLUME_ORDINARY;
  if (volume < breakout.fullRelativeVolume && spread <= spreadRatio(bars, now - 1, gapsCountAsSpread))
    return NOT_WIDENING;
  if (range.phase !== 'D' && !causeIsBuilt(bars, range, now, rules)) return TOO_YOUNG;
  return found(event, now, close, {
    volume: graded(volume, 1, 15, 2, 35),
    spread: graded(spread, breakout.minRelativeSpread, 12, 2, 20),
    close: graded(position, breakout.minClosePosition, 10, 0.7, 20),
    margin: graded(margin / rules.breakoutFraction, 1, 6, 3, 10),
    level: Math.round(range.ceilingStrength * 0.15),
  });
}

function wasInside(bars: OrientedBars, ceiling: number, now: number, freshBars: number): boolean {
  for (let i = 1; i <= freshBars; i += 1) if (at(bars.close, now - i) <= ceiling) return true;
  return false;
}
