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
  const isSound = weights.length === dueTimesMs.length && weights.every((weight) => weight >= 0);
  if (!isSound || !(total > 0) || !Number.isFinite(total)) {
    throw new RangeError(`weights must be ${dueTimesMs.length}, none negative, not all zero`);
  }
  let reached = 0;
  let sent = new Amount(0);
  return dueTimesMs.map((dueAtMs, i) => {
    // Summed in the order of the total: with the last weight the share is 1, to the bit.
    reached += weights[i]!;
    const due = floorToStep(whole.times(new Amount(reached).div(total)), unit);
    const part = due.minus(sent);
    sent = due;
    return { dueAtMs, quantity: decimalText(part) };
  });
}
