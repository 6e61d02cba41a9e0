import type { Rejection } from './wire-decision.js';
import type { Direction } from './wire-market.js';

export type BacktestKind = 'SINGLE' | 'SWEEP' | 'WALK_FORWARD';
export type BacktestStatus = 'QUEUED' | 'RUNNING' | 'DONE' | 'CANCELLED' | 'FAILED';

export interface BacktestRequest {
  readonly symbols: readonly string[];
  readonly timeframe: string;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly options: Readonly<Record<string, unknown>>;
}

/** A run without its results. */
export interface BacktestRow {
  readonly id: string;
  readonly kind: BacktestKind;
  readonly status: BacktestStatus;
  /** Why it failed. */
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly request: Partial<BacktestRequest>;
  readonly created_at: string;
}

/** A frame of the socket. */
export interface BacktestProgress {
  readonly backtest_id: string;
  readonly status: BacktestStatus;
  readonly bars_processed: number;
  readonly bars: number;
}

export interface CurvePoint {
  readonly time: string;
  readonly equity: string;
  readonly drawdown_percent: number;
}

export interface TradeStatistics {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  readonly win_rate_percent: number | null;
  readonly expectancy_r: number | null;
  /** 95 % interval of the expectancy. */
  readonly expectancy_interval: readonly [number, number] | null;
  readonly profit_factor: number | null;
  readonly net_pnl: string;
  readonly fees: string;
  readonly insufficient_sample: boolean;
}

export interface BacktestMetrics extends TradeStatistics {
  readonly bars_processed: number;
  readonly patterns_detected: number;
  readonly signals_generated: number;
  readonly signals_rejected: number;
  readonly rejections_by_stage: Readonly<Record<string, number>>;
  readonly rejections_by_reason: Readonly<Record<string, number>>;
  readonly cagr_percent: number | null;
  readonly max_drawdown_percent: number;
  readonly longest_drawdown_days: number;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly exposure_percent: number | null;
  readonly final_equity: string;
  readonly open_positions: number;
  readonly by_pattern: Readonly<Record<string, TradeStatistics>>;
}

export interface BacktestTrade {
  readonly position_id: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly direction: Direction;
  readonly pattern: string | null;
  readonly initial_quantity: string;
  readonly entry_price: string;
  readonly stop: string;
  readonly exit_price: string | null;
  readonly exit_reason: string | null;
  readonly realised_pnl: string;
  readonly fees: string;
  readonly r_multiple: string | null;
  readonly opened_at: string;
  readonly closed_at: string | null;
}

/** The signals of the run beside entries that chance chose. */
export interface RandomBaseline {
  readonly signals: number;
  readonly mean_r: number | null;
  readonly random_mean_r: number | null;
  readonly random_entries: number;
  readonly insufficient_sample: boolean;
}

/** The same trades entered at random. */
export interface RandomTrades {
  readonly trades: number;
  readonly mean_r: number | null;
  readonly draws: number;
  /** Percent of the draws that the real result is better than. */
  readonly percentile: number | null;
  readonly insufficient_sample: boolean;
}

type Varied = Readonly<Record<string, string | number>>;
type VariantFigures = Pick<
  BacktestMetrics,
  'trades' | 'expectancy_r' | 'profit_factor' | 'net_pnl' | 'max_drawdown_percent' | 'sharpe' | 'insufficient_sample'
>;

/** Every combination of some options. */
export interface SweepReport {
  readonly objective: string;
  readonly rows: readonly (VariantFigures & { readonly varied: Varied; readonly objective_value: number | null })[];
  readonly best: number | null;
  readonly deflated_sharpe: {
    readonly sharpe: number;
    readonly trials: number;
    readonly expected_by_chance: number;
    readonly probability: number;
  } | null;
  readonly cautions: readonly string[];
}

/** Options chosen from the past again and again, traded where they were not chosen. */
export interface WalkForwardReport {
  readonly objective: string;
  readonly variants: number;
  readonly steps: readonly {
    readonly in_sample_after: string;
    readonly chosen_at: string;
    readonly through: string;
    readonly varied: Varied;
    readonly because: 'BEST_IN_SAMPLE' | 'KEPT';
    readonly in_sample: VariantFigures;
    readonly out_of_sample: TradeStatistics;
  }[];
  readonly in_sample_expectancy_r: number | null;
  readonly out_of_sample_expectancy_r: number | null;
  readonly efficiency: number | null;
}

/** A run as it is kept; results are null until it is done. */
export interface Backtest extends BacktestRow {
  readonly metrics: BacktestMetrics | null;
  readonly rejections: readonly Rejection[] | null;
  readonly baseline: RandomBaseline | null;
  readonly chance: RandomTrades | null;
  readonly equity_curve: readonly CurvePoint[] | null;
  readonly trades: readonly BacktestTrade[] | null;
  readonly sweep: SweepReport | null;
  readonly walk_forward: WalkForwardReport | null;
  readonly finished_at: string | null;
}

export interface RunComparison {
  readonly a: string;
  readonly b: string;
  readonly figures: readonly {
    readonly figure: string;
    readonly a: number | string | null;
    readonly b: number | string | null;
    readonly difference: number | null;
  }[];
  readonly insufficient_sample: boolean;
}
