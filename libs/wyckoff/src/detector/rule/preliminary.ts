import type { WyckoffEvent } from '../../analysis.js';
import type { Rules } from '../../rules.js';
import { at, type OrientedBars } from '../../series/bar-series.js';
import { closePosition } from '../../series/extreme.js';
import { found, missed, type Detection } from '../detection.js';
import { graded } from '../points.js';
import { declineAtr, isEndOfMove } from './trend.js';

export type NoPreliminary = 'no-volume' | 'volume-ordinary' | 'close-weak' | 'no-trend';

const NO_VOLUME = missed<NoPreliminary>('no-volume');
const VOLUME_ORDINARY = missed<NoPreliminary>('volume-ordinary');
const CLOSE_WEAK = missed<NoPreliminary>('close-weak');
const NO_TREND = missed<NoPreliminary>('no-trend');

/** The first sign that the other side is there: a busy bar of the move that closes against it. */
export function detectPreliminary(
  event: WyckoffEvent,
  bars: OrientedBars,
  now: number,
  rules: Rules,
): Detection<NoPreliminary> {
  const { preliminary, climax } = rules.config;
  const volume = at(bars.relativeVolume, now);
  if (volume < preliminary.minRelativeVolume) return VOLUME_ORDINARY;
  if (!(volume >= 0)) return NO_VOLUME;
  const position = closePosition(bars, now);
  if (position < preliminary.minClosePosition) return CLOSE_WEAK;
  if (!isEndOfMove(bars, now, rules)) return NO_TREND;
  return found(event, now, at(bars.low, now), {
    volume: graded(volume, preliminary.minRelativeVolume, 25, 2.5, 45),
    close: graded(position, preliminary.minClosePosition, 20, 0.9, 35),
    trend: graded(declineAtr(bars, now, rules), climax.minTrendAtr, 10, 2 * climax.minTrendAtr, 20),
  });
}
