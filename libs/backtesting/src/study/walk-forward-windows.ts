/** How the time is cut. */
export interface WalkForwardPlan {
  /** Chosen from the same length of time before each window, or from all the time before it. */
  readonly mode: 'ROLLING' | 'ANCHORED';
  readonly inSampleDays: number;
  readonly outOfSampleDays: number;
  /** Trades in sample under which a variant is not chosen. */
  readonly minimumTrades: number;
}

/** What is known when a choice is made, and for how long it is kept. Bars close after a begin and not after an end. */
export interface WalkForwardWindow {
  readonly inSampleAfterMs: number;
  readonly chosenAtMs: number;
  readonly throughMs: number;
}

export const MAX_WINDOWS = 200;
const DAY_MS = 86_400_000;

/**
 * Windows that follow each other without a gap; the last one ends where the bars do, and may be shorter.
 *
 * @param beginMs open of the first bar. @param endMs close of the last one.
 * @returns none where the bars are not longer than one stretch in sample.
 */
export function walkForwardWindows(
  beginMs: number,
  endMs: number,
  { mode, inSampleDays, outOfSampleDays }: Pick<WalkForwardPlan, 'mode' | 'inSampleDays' | 'outOfSampleDays'>,
): readonly WalkForwardWindow[] {
  const inSampleMs = inSampleDays * DAY_MS;
  const outOfSampleMs = outOfSampleDays * DAY_MS;
  const windows: WalkForwardWindow[] = [];
  for (let chosenAtMs = beginMs + inSampleMs; chosenAtMs < endMs; chosenAtMs += outOfSampleMs) {
    windows.push({
      inSampleAfterMs: mode === 'ANCHORED' ? beginMs : chosenAtMs - inSampleMs,
      chosenAtMs,
      throughMs: Math.min(chosenAtMs + outOfSampleMs, endMs),
    });
    if (windows.length > MAX_WINDOWS) break;
  }
  return windows;
}
