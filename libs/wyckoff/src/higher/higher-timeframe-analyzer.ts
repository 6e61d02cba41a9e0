import { createFloatResampler, type AssetClass, type Bar, type Resampler, type ResamplerState } from '@tape/market';
import type { Timeframe } from '@tape/market';
import type { AnalysisStep, Analyzer, AnalyzerSnapshot, HigherReading } from '../analysis.js';
import { copyOfStep } from '../latest-step.js';

/** An analyzer that also says where its series stands, for a lower one to be read against. */
export interface LeadingAnalyzer extends Analyzer {
  /** Null while warming up. */
  readonly leading: Omit<HigherReading, 'timeframe'> | null;
}

/** What is kept beside the snapshot of the series itself. */
export interface HigherState {
  readonly timeframe: Timeframe;
  readonly resampler: ResamplerState<Bar>;
  readonly analyzer: AnalyzerSnapshot;
}

interface HigherSeries {
  readonly timeframe: Timeframe;
  readonly resampler: Resampler<Bar>;
  readonly analyzer: LeadingAnalyzer;
}

/**
 * Reads a series in the light of a longer timeframe made of its own bars. A candidate carries what the longer one said after
 * its last closed bar; a longer bar that closes together with the bar of the candidate is closed. Nothing else changes.
 */
export class HigherTimeframeAnalyzer implements Analyzer {
  readonly #own: Analyzer;
  readonly #higher: HigherSeries;

  constructor(own: Analyzer, higher: HigherSeries) {
    this.#own = own;
    this.#higher = higher;
  }

  get lastOpenTimeMs(): number | null {
    return this.#own.lastOpenTimeMs;
  }

  push(bar: Bar): AnalysisStep {
    // The series first: it refuses a bad bar before anything has taken it.
    const step = this.#own.push(bar);
    this.#readHigher(bar);
    return this.#inItsLight(step);
  }

  read(bar: Bar): AnalysisStep {
    const step = this.#own.read(bar);
    this.#readHigher(bar);
    return this.#inItsLight(step);
  }

  pushForNews(bar: Bar): AnalysisStep | null {
    const step = this.#own.pushForNews(bar);
    this.#readHigher(bar);
    return step === null ? null : this.#inItsLight(step);
  }

  #readHigher(bar: Bar): void {
    const { resampler, analyzer } = this.#higher;
    for (const closed of resampler.push(bar)) analyzer.read(closed);
  }

  #inItsLight(step: AnalysisStep): AnalysisStep {
    if (step.candidates.length === 0) return step;
    const { timeframe, analyzer } = this.#higher;
    const { leading } = analyzer;
    const higher = leading === null ? null : { timeframe, ...leading };
    return { ...copyOfStep(step), candidates: step.candidates.map((candidate) => ({ ...candidate, higher })) };
  }

  snapshot(): AnalyzerSnapshot {
    const { timeframe, resampler, analyzer } = this.#higher;
    const higher: HigherState = { timeframe, resampler: resampler.snapshot(), analyzer: analyzer.snapshot() };
    return { ...this.#own.snapshot(), higher };
  }
}

/** The longer series, fresh or as it was kept. @throws RangeError when `to` is not longer than `from`. */
export function higherSeries(
  from: Timeframe,
  to: Timeframe,
  assetClass: AssetClass,
  analyzer: LeadingAnalyzer,
  state?: HigherState,
): HigherSeries {
  return { timeframe: to, resampler: createFloatResampler(from, to, assetClass, state?.resampler), analyzer };
}

/** @throws RangeError when the snapshot knows nothing of this timeframe: the series must be read anew. */
export function higherStateOf(snapshot: AnalyzerSnapshot, timeframe: Timeframe): HigherState {
  const state = snapshot['higher'] as HigherState | undefined;
  if (state?.timeframe === timeframe) return state;
  throw new RangeError(`analyzer snapshot has higher timeframe '${state?.timeframe ?? 'none'}', not '${timeframe}'`);
}
