import { closeTimeMs } from '@tape/market';
import { CLASSIC_RISK } from '@tape/risk-rules';
import { DEFAULT_COSTS } from '@tape/trading';
import type { ValidationProfile } from '@tape/validation';
import type { BacktestSeries } from '../merge-series.js';
import type { AdoptedSettings } from '../pipeline-options.js';
import { runBacktest, type BacktestRequest, type BacktestResult } from '../run-backtest.js';
import { recordAnalysis, recordedAnalyzer, type AnalysisRecord } from './analysis-record.js';
import { settingsOf, type BacktestChoice } from './choice.js';

/** A run under many choices: what is the same in all of them. */
export type StudyRequest = Omit<BacktestRequest, 'profile' | 'analyzer' | 'changes' | 'onBar' | 'onProgress'>;

/** A stretch of time: bars that close after its begin and not after its end. */
export interface Stretch {
  readonly afterMs: number;
  readonly throughMs: number;
}

/** A choice from a time on. */
export interface DatedChoice {
  readonly afterMs: number;
  readonly choice: BacktestChoice;
}

/** Runs the same bars under one choice after the other. They are analysed once for each profile, not once for each run. */
export class VariantRunner {
  readonly #request: StudyRequest;
  readonly #onAnalysed: (bars: number) => void;
  readonly #records = new Map<ValidationProfile, AnalysisRecord>();

  constructor(request: StudyRequest, onAnalysed: (bars: number) => void = () => undefined) {
    this.#request = request;
    this.#onAnalysed = onAnalysed;
  }

  get series(): readonly BacktestSeries[] {
    return this.#request.series;
  }

  run(choice: BacktestChoice, stretch?: Stretch): BacktestResult {
    return runBacktest({ ...this.#request, ...this.#settings(choice), series: this.#within(stretch) });
  }

  /** One account through a stretch, whose owner chose anew on the way. @param choices oldest first, at least one. */
  runThrough(choices: readonly DatedChoice[], stretch: Stretch): BacktestResult {
    const [first, ...later] = choices;
    if (first === undefined) throw new RangeError('a run without a choice');
    return runBacktest({
      ...this.#request,
      ...this.#settings(first.choice),
      series: this.#within(stretch),
      changes: later.map(({ afterMs, choice }) => ({ afterMs, settings: this.#settings(choice) })),
    });
  }

  /** The series as a run through the stretch reads them. */
  within(stretch: Stretch): readonly BacktestSeries[] {
    return this.#within(stretch);
  }

  #settings(choice: BacktestChoice): AdoptedSettings {
    const { riskProfile = CLASSIC_RISK, costs = DEFAULT_COSTS } = this.#request;
    const analyzer = recordedAnalyzer(this.#recordOf(choice.profile), choice);
    return { ...settingsOf(choice, { riskProfile, costs }), analyzer };
  }

  #recordOf(profile: ValidationProfile): AnalysisRecord {
    const known = this.#records.get(profile);
    if (known !== undefined) return known;
    const { series, higherTimeframes, plugins } = this.#request;
    const options = {
      profile,
      ...(higherTimeframes === undefined ? {} : { higherTimeframes }),
      ...(plugins === undefined ? {} : { plugins }),
    };
    const record = recordAnalysis(series, options, this.#onAnalysed);
    this.#records.set(profile, record);
    return record;
  }

  #within(stretch: Stretch | undefined): readonly BacktestSeries[] {
    const { series } = this.#request;
    if (stretch === undefined) return series;
    return series.map((one) => ({
      ...one,
      bars: one.bars.slice(firstAfter(one, stretch.afterMs), firstAfter(one, stretch.throughMs)),
    }));
  }
}

/** Place of the first bar that closes after a time. */
function firstAfter({ bars, timeframe }: BacktestSeries, timeMs: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (closeTimeMs(bars[middle]!.openTimeMs, timeframe) > timeMs) high = middle;
    else low = middle + 1;
  }
  return low;
}
