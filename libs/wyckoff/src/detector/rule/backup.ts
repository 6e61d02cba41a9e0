import type { WyckoffEvent } from '../../analysis.js';
import type { Rules } from '../../rules.js';
import { slotOf, type OrientedBars } from '../../series/bar-series.js';
import { lowestIndex } from '../../series/extreme.js';
import { found, missed, type Detection, type RangeReading } from '../detection.js';
import { graded } from '../points.js';

export type NoBackup =
  | 'no-breakout'
  | 'already-found'
  | 'too-early'
  | 'too-late'
  | 'no-pull-back'
  | 'out-of-reach'
  | 'supply-present'
  | 'not-bounced';

const NO_BREAKOUT = missed<NoBackup>('no-breakout');
const ALREADY_FOUND = missed<NoBackup>('already-found');
const TOO_EARLY = missed<NoBackup>('too-early');
const TOO_LATE = missed<NoBackup>('too-late');
const NO_PULL_BACK = missed<NoBackup>('no-pull-back');
const OUT_OF_REACH = missed<NoBackup>('out-of-reach');
const SUPPLY_PRESENT = missed<NoBackup>('supply-present');
const NOT_BOUNCED = missed<NoBackup>('not-bounced');

/** After the breakout price backs up to the old ceiling, quietly, and turns away from it. */
export function detectBackup(
  event: WyckoffEvent,
  bars: OrientedBars,
  range: RangeReading,
  now: number,
  rules: Rules,
): Detection<NoBackup> {
  const { breakout, backup: earlier } = range.marks;
  if (breakout === null) return NO_BREAKOUT;
  if (earlier !== null && earlier.index > breakout.index) return ALREADY_FOUND;
  const { backup } = rules.config;
  if (now <= breakout.index + 1) return TOO_EARLY;
  if (now - breakout.index > backup.maxBars + backup.bounceBars) return TOO_LATE;
  const index = lowestIndex(bars, breakout.index + 1, now);
  if (now - index > backup.bounceBars || index - breakout.index > backup.maxBars) return TOO_LATE;
  const slot = slotOf(index);
  const before = slotOf(index - 1);
  const low = bars.low[slot]!;
  if (low >= bars.low[before]! && bars.close[slot]! >= bars.close[before]!) return NO_PULL_BACK;
  const { ceiling } = range;
  const distance = (low - ceiling) / Math.abs(ceiling);
  if (distance < -rules.backupBelowFraction || distance > rules.backupAboveFraction) return OUT_OF_REACH;
  const volumeRatio = bars.volume[slot]! / range.meanVolume;
  if (!(volumeRatio < backup.maxRangeVolumeRatio)) return SUPPLY_PRESENT;
  const close = bars.close[slotOf(now)]!;
  const bounce = (close - low) / Math.abs(low);
  // A bounce that has not regained the old ceiling stands on nothing yet.
  if (bounce < rules.bounceFraction || close <= ceiling) return NOT_BOUNCED;
  return found(event, index, low, {
    volume: graded(volumeRatio, 0.5, 35, backup.maxRangeVolumeRatio, 18),
    nearness: graded(Math.abs(distance) / rules.backupAboveFraction, 0, 25, 1, 12),
    bounce: graded(bounce / rules.bounceFraction, 1, 12, 3, 20),
    breakout: Math.round(breakout.score * 0.2),
  });
}
