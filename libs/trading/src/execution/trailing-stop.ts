import type { PriceBar } from '@tape/market';
import { amount, decimalText, type Amount as Decimal } from '@tape/risk-rules';
import type { TrailPlan } from '@tape/validation';
import type { Direction } from '@tape/wyckoff';
import type { Position } from './position.js';
import { tighterStop, type TargetLeg } from './target-ladder.js';

/** A trail as a position carries it. Nothing else has to be remembered, so a position read from its row trails on. */
export interface Trail extends TrailPlan {
  /** Best price since the trail began: high of a long, low of a short; null before. */
  readonly extreme: string | null;
}

/** The trail at the entry; null for a plan without one. */
export function newTrail(plan: TrailPlan | null | undefined): Trail | null {
  return plan === null || plan === undefined ? null : { ...plan, extreme: null };
}

/** The ladder as the plan wants it: without the objective where the last part is to run on. A single target is kept. */
export function trailedLadder(ladder: readonly TargetLeg[], plan: TrailPlan | null | undefined): readonly TargetLeg[] {
  return plan?.beyondObjective === true && ladder.length > 1 ? ladder.slice(0, -1) : ladder;
}

/** Whether enough targets are filled: those that are left tell by their number. */
function hasBegun({ afterTargets, beyondObjective }: Trail, targets: readonly TargetLeg[]): boolean {
  const [next] = targets;
  if (next === undefined) return true;
  const filled = next.leg - 1;
  const isLast = targets.length === 1 && !beyondObjective;
  return filled >= afterTargets || (filled > 0 && isLast);
}

function reached(direction: Direction, bar: Pick<PriceBar, 'high' | 'low'>): Decimal {
  return amount(direction === 'LONG' ? bar.high : bar.low);
}

/**
 * The position after a bar whose stops and targets are worked: at a new best price the stop follows, and only ever towards it. It
 * stands for the bars after this one.
 * @returns the same object when nothing moves.
 */
export function trailStop(position: Position, bar: Pick<PriceBar, 'high' | 'low'>): Position {
  const { direction, trail, targets } = position;
  if (trail === null || trail === undefined || position.closedAtMs !== null || !hasBegun(trail, targets))
    return position;
  const sign = direction === 'LONG' ? 1 : -1;
  const best = reached(direction, bar);
  if (trail.extreme !== null && !best.minus(amount(trail.extreme)).times(sign).greaterThan(0)) return position;
  const behind =
    trail.by === 'STRUCTURE'
      ? amount(direction === 'LONG' ? bar.low : bar.high)
      : best.minus(amount(trail.distance ?? '0').times(sign));
  const stop = tighterStop(direction, position.stop, decimalText(behind));
  return { ...position, stop, trail: { ...trail, extreme: decimalText(best) } };
}
