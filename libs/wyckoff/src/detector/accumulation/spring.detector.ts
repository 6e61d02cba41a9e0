import type { Rules } from '../../rules.js';
import { slotOf, type OrientedBars } from '../../series/bar-series.js';
import { found, missed, type Detection, type RangeDetector, type RangeReading } from '../detection.js';
import { graded } from '../points.js';
import { causeIsBuilt } from '../rule/cause.js';
import { endedExcursion, EXCURSION_TOO_LONG, NO_EXCURSION } from '../rule/excursion.js';

export type NoSpring =
  | 'support-held'
  | 'no-new-low'
  | 'recovered-too-late'
  | 'penetration-too-deep'
  | 'cause-too-young'
  | 'no-volume'
  | 'supply-present';

const SUPPORT_HELD = missed<NoSpring>('support-held');
const NO_NEW_LOW = missed<NoSpring>('no-new-low');
const TOO_LATE = missed<NoSpring>('recovered-too-late');
const TOO_DEEP = missed<NoSpring>('penetration-too-deep');
const TOO_YOUNG = missed<NoSpring>('cause-too-young');
const NO_VOLUME = missed<NoSpring>('no-volume');
const SUPPLY_PRESENT = missed<NoSpring>('supply-present');

/** A break of the ice that finds no followers: price closes back above it. Source: docs/wyckoff/spring.md */
export function detectSpring(bars: OrientedBars, range: RangeReading, now: number, rules: Rules): Detection<NoSpring> {
  const { spring } = rules.config;
  const low = endedExcursion(bars, range, now, spring.maxExcursionBars);
  if (low === NO_EXCURSION) return SUPPORT_HELD;
  if (low === EXCURSION_TOO_LONG || now - low > spring.maxRecoveryBars) return TOO_LATE;
  const price = bars.low[slotOf(low)]!;
  const last = range.marks.spring;
  const support = range.lowestTouch;
  if (price >= support || (last !== null && price >= last.price)) return NO_NEW_LOW;
  const { floor } = range;
  const limit = Math.min(
    rules.springDepthFraction * Math.abs(floor),
    spring.maxDepthHeightRatio * (range.ceiling - floor),
  );
  // Measured from the low that was defended last: that is the support which broke.
  const depth = Math.min(floor, support) - price;
  if (depth > limit) return TOO_DEEP;
  if (!causeIsBuilt(bars, range, low, rules)) return TOO_YOUNG;
  const volume = bars.relativeVolume[slotOf(low)]!;
  if (!(volume >= 0)) return NO_VOLUME;
  if (volume >= spring.maxRelativeVolume) return SUPPLY_PRESENT;
  return found('SPRING', low, price, {
    depth: graded(depth / limit, 0.3, 30, 1, 12),
    recovery: graded(now - low, 0, 30, spring.maxRecoveryBars, 12),
    volume: graded(volume, spring.noSupplyVolume, 25, 2.5, 10),
    level: Math.round(range.floorStrength * 0.15),
  });
}

/** 3: no supply; 2: ordinary; 1: terminal shakeout. */
export function springType(relativeVolume: number, rules: Rules): 1 | 2 | 3 {
  if (relativeVolume < rules.config.spring.noSupplyVolume) return 3;
  return relativeVolume <= rules.config.spring.shakeoutVolume ? 2 : 1;
}

export const springDetector: RangeDetector = {
  name: 'SPRING',
  side: 'ACCUMULATION',
  phases: ['B', 'C'],
  detect: detectSpring,
};
