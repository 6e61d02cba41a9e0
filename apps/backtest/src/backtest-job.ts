import type { MessagePort } from 'node:worker_threads';
import type { BacktestSummary } from '@tape/backtesting';
import type { AssetClass, HigherTimeframes, Instrument, PriceBar, Timeframe } from '@tape/market';
import type { RateQuote, RiskProfile } from '@tape/risk-rules';
import type { CalendarBook, ValidationProfile } from '@tape/validation';

/** One series as it goes to the worker thread: plain data only. */
export interface JobSeries {
  readonly instrument: Instrument & { readonly assetClass: AssetClass };
  readonly timeframe: Timeframe;
  readonly simulated: boolean;
  readonly bars: readonly PriceBar[];
}

/** A backtest to run. */
export interface BacktestJob {
  readonly series: readonly JobSeries[];
  readonly initialEquity: string;
  readonly profile: ValidationProfile;
  /** The rules of the account, as risk is set to. */
  readonly riskProfile: RiskProfile;
  readonly higherTimeframes: HigherTimeframes;
  /** What was imported of the symbols and currencies of the series. */
  readonly calendar: CalendarBook;
  /** What currencies were worth over the time of the bars; empty where no series asks. */
  readonly rates: readonly RateQuote[];
  /** Files of detector plug-ins; each thread reads them for itself. */
  readonly plugins: readonly string[];
  /** Hears how many bars are worked, now and then. */
  readonly progress: MessagePort;
}

/** What is kept of it. */
export interface BacktestReport {
  readonly signals: readonly object[];
  readonly rejections: readonly object[];
  readonly customEvents: readonly object[];
  readonly summary: Omit<BacktestSummary, 'metrics'>;
  readonly metrics: Readonly<Record<string, unknown>>;
  readonly barsProcessed: number;
}
