import type { MessagePort } from 'node:worker_threads';
import type {
  BacktestChoice,
  BacktestSummary,
  Objective,
  SweepPart,
  SweepReport,
  Variant,
  WalkForwardPlan,
  WalkForwardReport,
} from '@tape/backtesting';
import type { AssetClass, HigherTimeframes, Instrument, PriceBar, Timeframe } from '@tape/market';
import type { RateQuote, RiskProfile } from '@tape/risk-rules';
import type { CalendarBook } from '@tape/validation';

/** One series as it goes to the worker thread: plain data only. */
export interface JobSeries {
  readonly instrument: Instrument & { readonly assetClass: AssetClass };
  readonly timeframe: Timeframe;
  readonly simulated: boolean;
  readonly bars: readonly PriceBar[];
}

/** What every run of a job reads, and the account it is made for. */
export interface JobMaterial {
  readonly series: readonly JobSeries[];
  readonly initialEquity: string;
  /** The rules of the account, as risk is set to. */
  readonly riskProfile: RiskProfile;
  readonly higherTimeframes: HigherTimeframes;
  /** What was imported of the symbols and currencies of the series. */
  readonly calendar: CalendarBook;
  /** What currencies were worth over the time of the bars; empty where no series asks. */
  readonly rates: readonly RateQuote[];
  /** Files of detector plug-ins; each thread reads them for itself. */
  readonly plugins: readonly string[];
}

/** What is done with it. */
export type JobTask =
  | { readonly kind: 'SINGLE'; readonly choice: BacktestChoice }
  | { readonly kind: 'SWEEP'; readonly variants: readonly Variant[]; readonly objective: Objective }
  | {
      readonly kind: 'WALK_FORWARD';
      readonly variants: readonly Variant[];
      readonly objective: Objective;
      readonly plan: WalkForwardPlan;
    };
export type JobKind = JobTask['kind'];

/** Work for one thread. */
export interface BacktestJob extends JobMaterial {
  readonly task: JobTask;
  /** Hears what share of the work is done, 0..1, now and then. */
  readonly progress: MessagePort;
}

/** What is kept of a backtest. Of a sweep the best run, of a walk forward the one out of sample. */
export interface BacktestReport {
  readonly signals: readonly object[];
  readonly rejections: readonly object[];
  readonly customEvents: readonly object[];
  readonly summary: Omit<BacktestSummary, 'metrics'>;
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly barsProcessed: number;
  readonly sweep?: SweepReport;
  readonly walkForward?: WalkForwardReport;
}

/** What a thread gives back: a report, or its part of a sweep. */
export type JobOutcome =
  | { readonly kind: 'REPORT'; readonly report: BacktestReport }
  | { readonly kind: 'SWEEP_PART'; readonly part: SweepPart };
