import type { WyckoffEvent } from '../../analysis.js';
import type { Rules } from '../../rules.js';
import { at, type OrientedBars } from '../../series/bar-series.js';
import { closePosition } from '../../series/extreme.js';
import { spreadRatio } from '../../series/spread.js';
import { found, missed, type Detection } from '../detection.js';
import { graded } from '../points.js';
import { declineAtr } from './trend.js';

export type NoClimax =
  | 'no-volume'
  | 'volume-ordinary'
  | 'spread-ordinary'
  | 'close-not-lower'
  | 'close-weak'
  | 'no-trend';

const NO_VOLUME = missed<NoClimax>('no-volume');
const VOLUME_ORDINARY = missed<NoClimax>('volume-ordinary');
const SPREAD_ORDINARY = missed<NoClimax>('spread-ordinary');
const CLOSE_NOT_LOWER = missed<NoClimax>('close-not-lower');
const CLOSE_WEAK = missed<NoClimax>('close-weak');
const NO_TREND = missed<NoClimax>('no-trend');

/** Panic after a long move: the widest, busiest bar of the leg at its extreme. Whether it ended the move, the automatic move decides. */
export function detectClimax(event: WyckoffEvent, bars: OrientedBars, now: number, rules: Rules): Detection<NoClimax> {
  const { climax } = rules.config;
  const volume = at(bars.relativeVolume, now);
  if (volume < climax.minRelativeVolume) return VOLUME_ORDINARY;
  const spread = spreadRatio(bars, now, rules.config.gapsCountAsSpread);
  if (spread < climax.minRelativeSpread) return SPREAD_ORDINARY;
  if (!(volume >= 0 && spread >= 0)) return NO_VOLUME;
  if (volume < climax.fullRelativeVolume && spread < climax.wideRelativeSpread) return SPREAD_ORDINARY;
  if (at(bars.close, now) >= at(bars.close, now - 1)) return CLOSE_NOT_LOWER;
  const position = closePosition(bars, now);
  if (position < climax.minClosePosition) return CLOSE_WEAK;
  const trend = declineAtr(bars, now, rules);
  if (trend < climax.minTrendAtr) return NO_TREND;
  return found(event, now, at(bars.low, now), {
    volume: graded(volume, 1.5, 20, 3, 35),
    spread: graded(spread, 1, 10, 2, 20),
    close: graded(position, 0.2, 5, 0.7, 25),
    trend: graded(trend, climax.minTrendAtr, 10, 2 * climax.minTrendAtr, 20),
  });
}
