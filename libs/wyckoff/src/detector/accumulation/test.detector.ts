import type { Rules } from '../../rules.js';
import { slotOf, type OrientedBars } from '../../series/bar-series.js';
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
    const slot = slotOf(index);
    const low = bars.low[slot]!;
    if (low < spring.price || low - spring.price > reach) continue;
    const before = slotOf(index - 1);
    if (low >= bars.low[before]! && bars.close[slot]! >= bars.close[before]!) continue;
    const volumeRatio = bars.volume[slot]! / spring.volume;
    if (!(volumeRatio < maxVolumeRatio)) continue;
    sawTest = true;
    const close = bars.close[slotOf(now)]!;
    const aboveHigh = close > bars.high[slot]!;
    const aboveClose = now - index === confirmBars && close > bars.close[slot]!;
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
