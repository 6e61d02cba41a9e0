import type { PositionSnapshot } from '@tape/trading';
import type { CandidatePattern } from '@tape/validation';
import type { BacktestSeries } from '../merge-series.js';
import type { BacktestMetrics } from '../metrics.js';
import type { BacktestResult } from '../run-backtest.js';
import { sampledCurve, type SampledPoint } from '../sampled-curve.js';
import { randomBaseline, type RandomBaseline } from './random-baseline.js';
import { randomTrades, type RandomTrades } from './random-trades.js';

/** A position with the pattern it was opened for. */
export interface Trade extends PositionSnapshot {
  readonly pattern: CandidatePattern | null;
}

/** The series a run read. */
export interface ReportedSeries {
  readonly symbol: string;
  readonly timeframe: string;
  readonly simulated: boolean;
  readonly bars: number;
  readonly fromMs: number | null;
  readonly throughMs: number | null;
}

/** What a person looks at after a run, and what is kept of it: plain data, of a size that does not grow with the bars. */
export interface BacktestSummary {
  readonly series: readonly ReportedSeries[];
  readonly metrics: BacktestMetrics;
  readonly trades: readonly Trade[];
  /** For a drawing: see `sampledCurve`. */
  readonly equityCurve: readonly SampledPoint[];
  readonly baseline: RandomBaseline;
  /** Not in runs kept before it was asked. */
  readonly chance?: RandomTrades;
}

const CURVE_POINTS = 1_000;

export function summaryOf(result: BacktestResult, series: readonly BacktestSeries[]): BacktestSummary {
  const patternOf = new Map(result.signals.map(({ id, pattern }) => [id, pattern]));
  return {
    series: series.map(({ instrument, timeframe, simulated, bars }) => ({
      symbol: instrument.symbol,
      timeframe,
      simulated,
      bars: bars.length,
      fromMs: bars[0]?.openTimeMs ?? null,
      throughMs: bars.at(-1)?.openTimeMs ?? null,
    })),
    metrics: result.metrics,
    trades: result.positions.map((position) => ({ ...position, pattern: patternOf.get(position.signalId) ?? null })),
    equityCurve: sampledCurve(result.equityCurve, CURVE_POINTS),
    baseline: randomBaseline(result.signals, series),
    chance: randomTrades(result, series),
  };
}
