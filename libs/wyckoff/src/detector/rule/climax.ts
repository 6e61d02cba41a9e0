import type { WyckoffEvent } from '../../analysis.js';
import type { Rules } from '../../rules.js';
import { at, type OrientedBars } from '../../series/bar-series.js';
import { closePosition } from '../../series/extreme.js';
import { spreadRatio } from '../../series/spread.js';
import { found, missed, type Detection, type Finding } from '../detection.js';
import { graded } from '../points.js';
import { declineAtr, isEndOfMove } from './trend.js';

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
export function detectClimax(
  event: WyckoffEvent,
  bars: OrientedBars,
  now: number,
  rules: Rules,
  spare: Finding | null = null,
): Detection<NoClimax> {
  if (at(bars.relativeVolume, now) < rules.config.climax.minRelativeVolume) return VOLUME_ORDINARY;
  return judged(event, bars, now, rules, spare);
}

/** One bar in ten comes here, and few of those to a score: each by itself is compiled for what it does, and leaves no objects behind. */
function judged(
  event: WyckoffEvent,
  bars: OrientedBars,
  now: number,
  rules: Rules,
  spare: Finding | null,
): Detection<NoClimax> {
  const { climax } = rules.config;
  const volume = at(bars.relativeVolume, now);
  const spread = spreadRatio(bars, now, rules.config.gapsCountAsSpread);
  if (spread < climax.minRelativeSpread) return SPREAD_ORDINARY;
  if (!(volume >= 0 && spread >= 0)) return NO_VOLUME;
  if (volume < climax.fullRelativeVolume && spread < climax.wideRelativeSpread) return SPREAD_ORDINARY;
  if (at(bars.close, now) >= at(bars.close, now - 1)) return CLOSE_NOT_LOWER;
  const position = closePosition(bars, now);
  if (position < climax.minClosePosition) return CLOSE_WEAK;
  return isEndOfMove(bars, now, rules) ? scored(event, bars, now, rules, spare) : NO_TREND;
}

function scored(event: WyckoffEvent, bars: OrientedBars, now: number, rules: Rules, spare: Finding | null): Finding {
  const { minTrendAtr } = rules.config.climax;
  const points: Record<string, number> = spare?.event.parts ?? { volume: 0, spread: 0, close: 0, trend: 0 };
  points.volume = graded(at(bars.relativeVolume, now), 1.5, 20, 3, 35);
  points.spread = graded(spreadRatio(bars, now, rules.config.gapsCountAsSpread), 1, 10, 2, 20);
  points.close = graded(closePosition(bars, now), 0.2, 5, 0.7, 25);
  points.trend = graded(declineAtr(bars, now, rules), minTrendAtr, 10, 2 * minTrendAtr, 20);
  return found(event, now, at(bars.low, now), points, spare);
}
