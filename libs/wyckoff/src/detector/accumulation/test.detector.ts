import type { Rules } from '../../rules.js';
import { at, type OrientedBars } from '../../series/bar-series.js';
import { found, missed, type Detection, type RangeDetector, type RangeReading } from '../detection.js';
import { graded } from '../points.js';

export type NoTest = 'no-spring' | 'already-tested' | 'no-pull-back' | 'not-confirmed';

const NO_SPRING = missed<NoTest>('no-spring');
const ALREADY_TESTED = missed<NoTest>('already-tested');
const NO_PULL_BACK = missed<NoTest>('no-pull-back');
const NOT_CONFIRMED = missed<NoTest>('not-confirmed');

/** Price comes back towards the spring's low, holds it on less volume, and turns up again. Source: docs/wyckoff/test.md */
export function detectTest(bars: OrientedBars, range: RangeReading, now: number, rules: Rules): Detection<NoTest> {
  const { spring, test } = range.marks;
  if (spring === null) return NO_SPRING;
  if (test !== null && test.index > spring.index) return ALREADY_TESTED;
  const { maxBars, maxVolumeRatio, confirmBars } = rules.config.springTest;
  const reach = rules.springTestFraction * Math.abs(spring.price);
  let sawTest = false;
  for (let index = now - 1; index >= now - confirmBars; index -= 1) {
    if (index <= spring.knownIndex || index - spring.index > maxBars) continue;
    const low = at(bars.low, index);
    if (low < spring.price || low - spring.price > reach) continue;
    if (low >= at(bars.low, index - 1) && at(bars.close, index) >= at(bars.close, index - 1)) continue;
    const volumeRatio = at(bars.volume, index) / spring.volume;
    if (!(volumeRatio < maxVolumeRatio)) continue;
    sawTest = true;
    const close = at(bars.close, now);
    const aboveHigh = close > at(bars.high, index);
    const aboveClose = now - index === confirmBars && close > at(bars.close, index);
    if (!aboveHigh && !aboveClose) continue;
    return found('TEST', index, low, {
      volume: graded(volumeRatio, 0.4, 50, maxVolumeRatio, 15),
      holding: graded((low - spring.price) / reach, 0, 15, 0.5, 25),
      confirmation: aboveHigh ? 25 : 15,
    });
  }
  return sawTest ? NOT_CONFIRMED : NO_PULL_BACK;
}

export const testDetector: RangeDetector = { name: 'TEST', side: 'ACCUMULATION', phases: ['C'], detect: detectTest };
