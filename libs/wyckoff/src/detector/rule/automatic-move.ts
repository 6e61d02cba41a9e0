import type { Mark } from '../../range/trading-range.js';
import type { Rules } from '../../rules.js';
import { at, slotOf, type OrientedBars } from '../../series/bar-series.js';
import { knownSwingHigh } from '../../swing/known-swing.js';
import { found, missed, type Detection } from '../detection.js';
import { graded } from '../points.js';

export type NoAutomaticMove = 'no-swing' | 'before-the-climax' | 'too-small' | 'too-slow';

const NO_SWING = missed<NoAutomaticMove>('no-swing');
const BEFORE_THE_CLIMAX = missed<NoAutomaticMove>('before-the-climax');
const TOO_SMALL = missed<NoAutomaticMove>('too-small');
const TOO_SLOW = missed<NoAutomaticMove>('too-slow');

/**
 * The rally that follows a climax of itself, once selling has dried up. It must go its distance within ten bars; the event
 * rests on the swing it ends at, known five bars later.
 */
export function detectAutomaticMove(
  bars: OrientedBars,
  climax: Pick<Mark, 'index' | 'price'>,
  now: number,
  rules: Rules,
): Detection<NoAutomaticMove> {
  const swing = knownSwingHigh(bars, now);
  if (swing < 0) return NO_SWING;
  if (swing <= climax.index) return BEFORE_THE_CLIMAX;
  if (!reachesGoal(bars, swing, climax, rules)) return TOO_SMALL;
  const { maxBars } = rules.config.automaticMove;
  let reached = climax.index + 1;
  while (reached <= swing && !reachesGoal(bars, reached, climax, rules)) reached += 1;
  if (reached - climax.index > maxBars) return TOO_SLOW;
  const high = at(bars.high, swing);
  const distance = (high - climax.price) / Math.abs(climax.price);
  return found('AR', swing, high, {
    distance: graded(distance / rules.automaticMoveFraction, 1, 20, 3, 50),
    speed: graded(reached - climax.index, 5, 50, maxBars, 20),
  });
}

/** Whether bar `index` is as far from the climax as the automatic move must come. */
export function reachesGoal(bars: OrientedBars, index: number, { price }: Pick<Mark, 'price'>, rules: Rules): boolean {
  return bars.high[slotOf(index)]! >= price + rules.automaticMoveFraction * Math.abs(price);
}
