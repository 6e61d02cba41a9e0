import type { AnalysisStep } from '../analysis.js';
import type { ClimaxWatch } from '../range/climax-watch.js';
import type { TradingRange } from '../range/trading-range.js';

const NOWHERE: AnalysisStep['current'] = Object.freeze({ side: null, phase: null, rangeId: null });

/** The phase the series is in: of its best range, the youngest of equals; of a climax that waits when there is no range. */
export function leadingPhase(
  ranges: readonly TradingRange[],
  climaxes: readonly ClimaxWatch[],
): AnalysisStep['current'] {
  let best: TradingRange | null = null;
  for (const range of ranges) {
    if (range.phase === null) continue;
    if (
      best === null ||
      range.quality > best.quality ||
      (range.quality === best.quality && range.startIndex > best.startIndex)
    ) {
      best = range;
    }
  }
  if (best !== null) return { side: best.side, phase: best.phase, rangeId: best.id };
  for (const { zone } of climaxes) if (zone !== null) return { side: zone.side, phase: 'A', rangeId: zone.id };
  return NOWHERE;
}
