import type { AnalysisStep, Candidate, Phase, RangeView, Side, WyckoffEvent } from '@tape/wyckoff';
import type { Regime } from '../regime/regime.js';

/** What the Wyckoff analysis and the regime know of a series after a bar. */
export interface AnalysisView {
  readonly side: Side | null;
  readonly phase: Phase | null;
  /** The range that leads; null in phase A while only its climax is there, and no second edge. */
  readonly range: Pick<RangeView, 'id' | 'ice' | 'creek' | 'jump' | 'quality' | 'durationBars'> | null;
  readonly lastEvent: WyckoffEvent | null;
  /** 0: it became known at this bar. */
  readonly barsSinceEvent: number | null;
  /** Patterns of this bar that may be traded, best first. */
  readonly candidates: readonly Candidate[];
  /** Null while it is not known, or not asked for. */
  readonly regime: Regime | null;
}

export interface AnalysisViewState {
  readonly ranges: readonly RangeView[];
  readonly lastEvent: WyckoffEvent | null;
  readonly barsSinceEvent: number | null;
}

/** Folds the steps of an analyzer, which tell changes, into what stands after each bar. */
export interface AnalysisViewer {
  push(step: AnalysisStep, regime: Regime | null): AnalysisView;
  snapshot(): AnalysisViewState;
}

export function createAnalysisViewer(state?: AnalysisViewState): AnalysisViewer {
  let { ranges, lastEvent, barsSinceEvent } = state ?? { ranges: [], lastEvent: null, barsSinceEvent: null };
  const push = (step: AnalysisStep, regime: Regime | null): AnalysisView => {
    const { side, phase, rangeId } = step.current;
    if (step.ranges.length > 0) ranges = merge(ranges, step.ranges, rangeId);
    const newest = step.events.at(-1);
    if (newest !== undefined) [lastEvent, barsSinceEvent] = [newest.event, 0];
    else if (barsSinceEvent !== null) barsSinceEvent += 1;
    const range = ranges.find(({ id }) => id === rangeId) ?? null;
    return { side, phase, range, lastEvent, barsSinceEvent, candidates: step.candidates, regime };
  };
  return { push, snapshot: () => ({ ranges, lastEvent, barsSinceEvent }) };
}

/** Ended ranges are forgotten, unless they lead still: what is kept must not grow with the history. */
function merge(known: readonly RangeView[], news: readonly RangeView[], leading: string | null): readonly RangeView[] {
  const byId = new Map([...known, ...news].map((range) => [range.id, range]));
  return [...byId.values()].filter(({ id, state }) => id === leading || (state !== 'COMPLETED' && state !== 'FAILED'));
}
