/** A stretch in which something was held; null is to the end. */
export interface Holding {
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
}

/** Percent of the time from `fromMs` to `toMs` in which at least one position was open; null where that is no time. */
export function timeInMarketPercent(holdings: readonly Holding[], fromMs: number, toMs: number): number | null {
  if (toMs <= fromMs) return null;
  let heldMs = 0;
  let coveredToMs = fromMs;
  for (const { openedAtMs, closedAtMs } of holdings.toSorted((a, b) => a.openedAtMs - b.openedAtMs)) {
    const endMs = Math.min(closedAtMs ?? toMs, toMs);
    if (endMs <= coveredToMs) continue;
    heldMs += endMs - Math.max(openedAtMs, coveredToMs);
    coveredToMs = endMs;
  }
  return Number(((heldMs / (toMs - fromMs)) * 100).toFixed(4));
}
