import type { Side } from '../analysis.js';

/** Boxes price must turn by to begin a new column; the field's usual three. */
export const REVERSAL_BOXES = 3;

/** Highs and lows of the bars of a range, oldest first. */
export interface CountedBar {
  readonly high: number;
  readonly low: number;
}

/** A horizontal count: columns × box × reversal, projected from the edge the side leaves by. */
export interface HorizontalCount {
  readonly columns: number;
  readonly objective: number;
}

/**
 * The horizontal point-and-figure count of a range, offered beside the jump: a second opinion on the same cause. Null under
 * three columns, or when the objective is no price. Source: docs/wyckoff/targets.md#count
 */
export function horizontalCount(
  bars: readonly CountedBar[],
  boxSize: number,
  side: Side,
  edge: number,
): HorizontalCount | null {
  if (!(boxSize > 0)) return null;
  const columns = countColumns(bars, boxSize);
  if (columns < 3) return null;
  const distance = columns * boxSize * REVERSAL_BOXES;
  const objective = side === 'ACCUMULATION' ? edge + distance : edge - distance;
  return objective > 0 ? { columns, objective } : null;
}

function countColumns(bars: readonly CountedBar[], boxSize: number): number {
  const turn = REVERSAL_BOXES * boxSize;
  let columns = 0;
  let rising = true;
  let top = Number.NEGATIVE_INFINITY;
  let bottom = Number.POSITIVE_INFINITY;
  for (const { high, low } of bars) {
    if (columns === 0) {
      top = Math.max(top, high);
      bottom = Math.min(bottom, low);
      if (top - bottom < turn) continue;
      columns = 1;
      rising = high === top;
      continue;
    }
    if (rising) {
      // A bar that goes on counts as going on, whatever its other end did.
      if (high >= top + boxSize) top = high;
      else if (low <= top - turn) {
        rising = false;
        bottom = low;
        columns += 1;
      }
    } else if (low <= bottom - boxSize) bottom = low;
    else if (high >= bottom + turn) {
      rising = true;
      top = high;
      columns += 1;
    }
  }
  return columns;
}
