/** Points that rise evenly from `low` at `from` to `high` at `to`, and stay there beyond either end. */
export function graded(value: number, from: number, low: number, to: number, high: number): number {
  const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return low + share * (high - low);
}
