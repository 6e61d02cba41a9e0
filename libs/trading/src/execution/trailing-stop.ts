import type { PriceBar } from '@tape/market';
import { amount, decimalText, type Amount as Decimal } from '@tape/risk-rules';
import type { Direction } from '@tape/wyckoff';
import type { Position } from './position.js';
import { tighterStop, type TargetLeg } from './target-ladder.js';

/** How the stop of the last part follows the price, as a plan declares it. */
export interface TrailPlan {
  /** DISTANCE: so far behind the best price reached. STRUCTURE: behind the bar that reached it, at its other end. */
  readonly by: 'DISTANCE' | 'STRUCTURE';
  /** Price units; needed by DISTANCE, as a rule a multiple of the average true range. Null for STRUCTURE. */
  readonly distance: string | null;
  /** Begins once so many targets are filled, or all but the last. */
  readonly afterTargets: 1 | 2;
  /** True takes the objective away from the last part: only the stop ends it. */
  readonly beyondObjective: boolean;
}

/** A trail as a position carries it. Nothing else has to be remembered, so a position read from its row trails on. */
export interface Trail extends TrailPlan {
  /** Best price since the trail began: high of a long, low of a short; null before. */
  readonly extreme: string | null;
}

/**
 * A trail that stays `multiple` average true ranges behind the best price. The range is the one of the bar that made the signal,
 * so that the same bars give the same stops wherever they are played.
 * @throws RangeError on a distance that is not positive: the stop would stand at or past the price.
 */
export function atrTrail(
  multiple: string,
  atr: string,
  rest: Pick<TrailPlan, 'afterTargets' | 'beyondObjective'>,
): TrailPlan {
  const distance = amount(multiple).times(amount(atr));
  if (!distance.greaterThan(0)) throw new RangeError(`a trail of ${multiple} × ${atr} is not behind the price`);
  return { by: 'DISTANCE', distance: decimalText(distance), ...rest };
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
