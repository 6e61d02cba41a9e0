import { Amount, amount, decimalText, floorToStep } from '@tape/risk-rules';

export interface Slice {
  /** Its order may leave from here on. */
  readonly dueAtMs: number;
  /** Decimal text, a multiple of the step, possibly 0. */
  readonly quantity: string;
}

/**
 * A quantity in parts after weights: each part is what is due by then less what went before, rounded down to the step, so that
 * no part runs ahead of the curve and all of them sum to the quantity exactly.
 * @throws RangeError when the quantity is not a positive multiple of the step, or weights are missing or negative.
 */
export function sliceOrder(
  quantity: string,
  step: string,
  dueTimesMs: readonly number[],
  weights: readonly number[],
): readonly Slice[] {
  const [whole, unit] = [amount(quantity), amount(step)];
  if (!unit.gt(0) || !whole.gt(0) || !whole.mod(unit).isZero()) {
    throw new RangeError(`quantity ${quantity} is not a positive multiple of ${step}`);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const isSound = weights.length === dueTimesMs.length && weights.every((weight) => weight >= 0) && total > 0;
  if (!isSound) throw new RangeError(`weights must be ${dueTimesMs.length}, none negative, not all zero`);
  let reached = 0;
  let sent = new Amount(0);
  return dueTimesMs.map((dueAtMs, i) => {
    reached += weights[i]!;
    const isLast = i === weights.length - 1;
    // Floats may sum a hair past the total they were summed to.
    const share = Amount.min(new Amount(reached).div(total), 1);
    const due = isLast ? whole : floorToStep(whole.times(share), unit);
    const part = Amount.max(due.minus(sent), 0);
    sent = sent.plus(part);
    return { dueAtMs, quantity: decimalText(part) };
  });
}
