import { amount, decimalText, type Amount as Decimal } from '@tape/risk-rules';
import type { Direction } from '@tape/wyckoff';

/** A limit order that takes profit on part of the position. */
export interface TargetLeg {
  /** Counted from 1, nearest first; names the order of the leg. */
  readonly leg: number;
  readonly price: string;
  readonly quantity: string;
  /** Where the stop of the rest goes once this leg is filled: the entry after the first, the target before it after a later one. */
  readonly stopAfter: string;
}

/** Part of the position sold at each target, by how many targets there are; the last one takes what is left. Unit: percent. */
const SHARES: Readonly<Record<1 | 2 | 3, readonly number[]>> = { 1: [], 2: [50], 3: [50, 30] };

export interface LadderTerms {
  readonly direction: Direction;
  readonly targets: { readonly primary: string; readonly secondary: readonly string[] };
  /** Price of the entry's fill: a target that it has passed is none any more. */
  readonly entryPrice: Decimal;
  readonly quantity: Decimal;
  /** Smallest tradable part. */
  readonly quantityStep: Decimal;
}

/**
 * Half at the first target, 30 % at the second, the rest at the primary objective. Parts are rounded down to the step; one that
 * comes to nothing goes with the rest. Source: trading rules, execution, "partials 50/30/20".
 */
export function targetLadder({
  direction,
  targets,
  entryPrice,
  quantity,
  quantityStep,
}: LadderTerms): readonly TargetLeg[] {
  const sign = direction === 'LONG' ? 1 : -1;
  const ahead = (from: Decimal, to: Decimal): boolean => to.minus(from).times(sign).greaterThan(0);
  const primary = amount(targets.primary);
  const nearer = targets.secondary
    .map((price) => amount(price))
    .filter((price) => ahead(entryPrice, price) && ahead(price, primary))
    .toSorted((a, b) => a.minus(b).times(sign).toNumber())
    .filter((price, index, all) => index === 0 || !price.eq(all[index - 1]!))
    .slice(0, 2);
  const shares = SHARES[(nearer.length + 1) as 1 | 2 | 3];
  const legs: TargetLeg[] = [];
  let left = quantity;
  let stopAfter = entryPrice;
  for (const [index, price] of nearer.entries()) {
    const part = quantity.times(shares[index]!).div(100).div(quantityStep).floor().times(quantityStep);
    if (part.isZero()) continue;
    legs.push(legOf(legs.length + 1, price, part, stopAfter));
    left = left.minus(part);
    stopAfter = price;
  }
  return [...legs, legOf(legs.length + 1, primary, left, stopAfter)];
}

function legOf(leg: number, price: Decimal, quantity: Decimal, stopAfter: Decimal): TargetLeg {
  return {
    leg,
    price: decimalText(price),
    quantity: decimalText(quantity),
    stopAfter: decimalText(stopAfter),
  };
}

/** The better of two stops: a stop only ever moves with the trade. */
export function tighterStop(direction: Direction, stop: string, candidate: string): string {
  const isBetter = direction === 'LONG' ? amount(candidate).greaterThan(stop) : amount(candidate).lessThan(stop);
  return isBetter ? candidate : stop;
}
