import type { Rules } from '../../rules.js';
import { slotOf, type OrientedBars } from '../../series/bar-series.js';
import { found, missed, type Detection, type RangeDetector, type RangeReading } from '../detection.js';
import { graded } from '../points.js';
import { causeIsBuilt } from '../rule/cause.js';
import { endedExcursion, EXCURSION_TOO_LONG, NO_EXCURSION } from '../rule/excursion.js';

export type NoUpthrust =
  | 'resistance-held'
  | 'not-a-distribution'
  | 'recovered-too-late'
  | 'no-new-high'
  | 'penetration-too-small'
  | 'penetration-too-high'
  | 'no-volume'
  | 'volume-ordinary';

const RESISTANCE_HELD = missed<NoUpthrust>('resistance-held');
const NOT_A_DISTRIBUTION = missed<NoUpthrust>('not-a-distribution');
const TOO_LATE = missed<NoUpthrust>('recovered-too-late');
const NO_NEW_HIGH = missed<NoUpthrust>('no-new-high');
const TOO_SMALL = missed<NoUpthrust>('penetration-too-small');
const TOO_HIGH = missed<NoUpthrust>('penetration-too-high');
const NO_VOLUME = missed<NoUpthrust>('no-volume');
const VOLUME_ORDINARY = missed<NoUpthrust>('volume-ordinary');

/**
 * A break above the creek that finds no followers. UT while the cause is being built, UTAD (after distribution) once it is.
 * Prices are upside down: the creek is the floor of this reading. Source: docs/wyckoff/utad.md
 */
export function detectUpthrust(
  bars: OrientedBars,
  range: RangeReading,
  now: number,
  rules: Rules,
): Detection<NoUpthrust> {
  const { upthrust } = rules.config;
  const index = endedExcursion(bars, range, now, rules.config.spring.maxExcursionBars);
  if (index === NO_EXCURSION) return RESISTANCE_HELD;
  if (range.rangeSide !== range.side) return NOT_A_DISTRIBUTION;
  if (index === EXCURSION_TOO_LONG || now - index > upthrust.maxRecoveryBars) return TOO_LATE;
  const price = bars.low[slotOf(index)]!;
  const last = range.marks.spring;
  if (price >= range.lowestTouch || (last !== null && price >= last.price)) return NO_NEW_HIGH;
  const { floor } = range;
  const depth = (floor - price) / Math.abs(floor);
  if (depth < rules.upthrustMinFraction) return TOO_SMALL;
  if (depth > rules.upthrustMaxFraction) return TOO_HIGH;
  const volume = bars.relativeVolume[slotOf(index)]!;
  if (!(volume >= 0)) return NO_VOLUME;
  if (volume < upthrust.minRelativeVolume) return VOLUME_ORDINARY;
  const built = now - range.startIndex >= upthrust.minCauseBars && causeIsBuilt(bars, range, index, rules);
  return found(built ? 'UTAD' : 'UT', index, price, {
    depth: graded(depth / rules.upthrustMaxFraction, 0.3, 25, 1, 10),
    recovery: graded(now - index, 0, 30, upthrust.maxRecoveryBars, 15),
    volume: graded(volume, 0.8, 12, 2, 30),
    level: Math.round(range.floorStrength * 0.15),
  });
}

export const upthrustDetector: RangeDetector = {
  name: 'UTAD',
  side: 'DISTRIBUTION',
  phases: ['B', 'C'],
  detect: detectUpthrust,
};
