import type { AnalysisStep, Phase, Side } from '../analysis.js';
import type { ClimaxWatch } from '../range/climax-watch.js';
import type { TradingRange } from '../range/trading-range.js';

const NOWHERE: AnalysisStep['current'] = Object.freeze({ side: null, phase: null, rangeId: null });

/**
 * The phase the series is in: of its best range, the youngest of equals; of a climax that waits when there is no range.
 * `before` itself when it still is that.
 */
export function leadingPhase(
  ranges: readonly TradingRange[],
  climaxes: readonly ClimaxWatch[],
  before: AnalysisStep['current'],
): AnalysisStep['current'] {
  let best: TradingRange | null = null;
  for (let i = 0; i < ranges.length; i += 1) {
    const range = ranges[i]!;
    if (range.phase === null) continue;
    if (
      best === null ||
      range.quality > best.quality ||
      (range.quality === best.quality && range.startIndex > best.startIndex)
    ) {
      best = range;
    }
  }
  if (best !== null) return stand(best.side, best.phase, best.id, before);
  for (const { zone } of climaxes) if (zone !== null) return stand(zone.side, 'A', zone.id, before);
  return NOWHERE;
}

function stand(
  side: Side,
  phase: Phase | null,
  rangeId: string,
  before: AnalysisStep['current'],
): AnalysisStep['current'] {
  const same = before.side === side && before.phase === phase && before.rangeId === rangeId;
  return same ? before : { side, phase, rangeId };
}
