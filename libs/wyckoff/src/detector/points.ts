/** Whole points, as {@link share} has them. */
export function graded(value: number, from: number, low: number, to: number, high: number): number {
  return Math.round(share(value, from, low, to, high));
}

/** Points that rise evenly from `low` at `from` to `high` at `to`, and stay there beyond either end. */
export function share(value: number, from: number, low: number, to: number, high: number): number {
  const way = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return low + way * (high - low);
}
