import type { Rules } from '../../rules.js';
import { at, type OrientedBars } from '../../series/bar-series.js';
import { knownSwingLow } from '../../swing/known-swing.js';
import { found, missed, type Detection, type RangeReading } from '../detection.js';
import { graded } from '../points.js';

export type NoSecondaryTest = 'no-swing' | 'no-climax' | 'too-early' | 'too-late' | 'too-far' | 'supply-not-less';

const NO_SWING = missed<NoSecondaryTest>('no-swing');
const NO_CLIMAX = missed<NoSecondaryTest>('no-climax');
const TOO_EARLY = missed<NoSecondaryTest>('too-early');
const TOO_LATE = missed<NoSecondaryTest>('too-late');
const TOO_FAR = missed<NoSecondaryTest>('too-far');
const SUPPLY_NOT_LESS = missed<NoSecondaryTest>('supply-not-less');

/** Price comes back to the climax and finds less of what made it. */
export function detectSecondaryTest(
  bars: OrientedBars,
  range: RangeReading,
  now: number,
  rules: Rules,
): Detection<NoSecondaryTest> {
  const swing = knownSwingLow(bars, now);
  if (swing < 0) return NO_SWING;
  const { climax, automaticMove } = range.marks;
  if (climax === null || automaticMove === null) return NO_CLIMAX;
  if (swing <= automaticMove.index) return TOO_EARLY;
  const { maxBars, maxVolumeRatio } = rules.config.secondaryTest;
  if (swing - automaticMove.index > maxBars) return TOO_LATE;
  const low = at(bars.low, swing);
  const tolerance = rules.secondaryTestFraction * Math.abs(climax.price);
  const distance = Math.abs(low - climax.price);
  if (distance > tolerance) return TOO_FAR;
  const volumeRatio = at(bars.volume, swing) / climax.volume;
  if (!(volumeRatio <= maxVolumeRatio)) return SUPPLY_NOT_LESS;
  return found('ST', swing, low, {
    volume: graded(volumeRatio, 0.3, 50, maxVolumeRatio, 25),
    distance: graded(distance / tolerance, 0, 30, 1, 15),
    held: low >= climax.price ? 20 : 8,
  });
}
