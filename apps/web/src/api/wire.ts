/** What the gateway sends, as far as the page reads it. Times are ISO 8601 UTC, prices decimal text. */
export type Side = 'ACCUMULATION' | 'DISTRIBUTION';
export type Phase = 'A' | 'B' | 'C' | 'D' | 'E';
export type EffortResult = 'CLIMACTIC' | 'ABSORPTION' | 'NO_DEMAND' | 'NO_SUPPLY' | 'NORMAL';
export type Direction = 'LONG' | 'SHORT';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

export interface Bar {
  readonly open_time: string;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly ratio: number | null;
  readonly spread: number | null;
  readonly effort_result: EffortResult | null;
}

export interface BarsPage extends Page<Bar> {
  readonly symbol: string;
  readonly timeframe: string;
  readonly simulated: boolean;
}

/** A bar as it comes over the socket. */
export interface LiveBar extends Bar {
  readonly symbol: string;
  readonly timeframe: string;
  readonly simulated: boolean;
  readonly warming_bars_to_go: number;
  readonly side: Side | null;
  readonly phase: Phase | null;
}

export interface Series {
  readonly symbol: string;
  readonly timeframe: string;
  readonly asset_class: string | null;
  readonly simulated: boolean;
  readonly desired_state: 'RUNNING' | 'PAUSED' | 'STOPPED';
  readonly last_bar_time: string | null;
  readonly last_price: string | null;
  readonly previous_price: string | null;
  readonly side: Side | null;
  readonly phase: Phase | null;
}

export interface Range {
  readonly range_id: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly side: Side | null;
  readonly state: 'FORMING' | 'ACTIVE' | 'BROKEN_UP' | 'BROKEN_DOWN' | 'COMPLETED' | 'FAILED';
  readonly start_time: string;
  readonly known_at: string;
  readonly ice: string;
  readonly creek: string;
  readonly jump: string | null;
  readonly quality: number;
  readonly duration_bars: number;
}

export interface PhaseChange {
  readonly symbol: string;
  readonly timeframe: string;
  readonly range_id: string | null;
  readonly side: Side;
  readonly event: string | null;
  readonly phase: Phase | null;
  readonly previous_phase: Phase | null;
  readonly confidence: number;
  readonly reason: string;
  readonly event_time: string;
  readonly known_at: string;
  readonly price: string;
  readonly score: number | null;
}

/** What a detector plug-in found. */
export interface CustomEvent {
  readonly symbol: string;
  readonly timeframe: string;
  readonly detector: string;
  readonly side: Side | null;
  readonly event_time: string;
  readonly known_at: string;
  readonly price: string;
  readonly score: number;
}

/** One value a stage held against one limit. */
export interface StageCheck {
  readonly name: string;
  readonly status: 'PASS' | 'WARN' | 'FAIL';
  readonly measured: string | null;
  readonly bound: 'at-least' | 'over' | 'at-most' | 'under' | 'is';
  readonly limit: string | null;
}

export interface StageVerdict {
  readonly stage: string;
  readonly status: 'PASS' | 'WARN' | 'FAIL';
  readonly validator: string;
  readonly reason: string | null;
  readonly message: string;
  readonly measured: string | null;
  readonly limit: string | null;
  readonly near_miss: boolean;
  /** What the stage looked at, by name. */
  readonly metadata: Readonly<Record<string, string | number | boolean | null>>;
  /** Absent on what was stored before stages listed their checks. */
  readonly checks?: readonly StageCheck[];
}

export interface Chain {
  readonly overall: 'PASS' | 'WARN' | 'FAIL';
  readonly needs_review: boolean;
  readonly stages: readonly StageVerdict[];
}

export interface Signal {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly simulated: boolean;
  readonly direction: Direction;
  readonly pattern: string;
  readonly phase: Phase;
  readonly entry: string;
  readonly stop: string;
  readonly targets: { readonly primary: string };
  readonly position_size: string;
  readonly position_unit: string;
  readonly risk_amount: string;
  readonly risk_percent: string;
  readonly r_multiple: string;
  readonly confidence: number;
  readonly priority: number;
  readonly needs_review: boolean;
  readonly validation_chain: Chain;
  readonly event_time: string;
  readonly bar_time: string;
  readonly created_at: string;
  readonly expires_at: string;
  /** Absent on the socket, where a signal is new. */
  readonly status?: string;
}

/** What a refused candidate would have earned on paper. */
export interface Shadow {
  readonly state: 'OPEN' | 'WON' | 'LOST' | 'EXPIRED';
  readonly ending: string | null;
  readonly entry_price: string | null;
  readonly exit_price: string | null;
  readonly r_multiple: string | null;
  readonly opened_at: string | null;
  readonly closed_at: string | null;
}

export interface Rejection {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly simulated: boolean;
  readonly direction: Direction;
  readonly pattern: string;
  readonly phase: Phase | null;
  readonly entry: string;
  readonly stop: string;
  readonly target: string;
  readonly confidence: number;
  readonly stage: string;
  readonly reason: string;
  readonly message: string;
  readonly measured: string | null;
  readonly limit: string | null;
  readonly near_miss: boolean;
  readonly validation_chain: Chain;
  readonly event_time: string;
  readonly bar_time: string;
  readonly rejected_at: string;
  /** Absent on the socket, where a refusal is new; null for those older than this measurement. */
  readonly shadow?: Shadow | null;
}

/** How many each stage refused. */
export interface StageCounts {
  readonly total: number;
  readonly items: readonly {
    readonly stage: string;
    readonly count: number;
    readonly near_misses: number;
    readonly share_pct: number;
  }[];
}

/** What refuses most. */
export interface ReasonCounts {
  readonly total: number;
  readonly items: readonly (StageCounts['items'][number] & { readonly reason: string; readonly newest: string })[];
}

/** What became of those that a rule refused; figures are null below the least sample. */
export interface RuleCost {
  readonly stage: string;
  readonly reason: string;
  readonly count: number;
  readonly open: number;
  readonly not_entered: number;
  readonly ended: number;
  readonly win_rate_pct: number | null;
  readonly expectancy_r: string | null;
  readonly insufficient_sample: boolean;
}

export interface Position {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly direction: Direction;
  readonly quantity: string;
  readonly initial_quantity: string;
  readonly entry_price: string;
  readonly stop: string;
  readonly initial_risk: string;
  readonly exit_price: string | null;
  readonly exit_reason: string | null;
  readonly realised_pnl: string;
  readonly r_multiple: string | null;
  readonly opened_at: string;
  readonly closed_at: string | null;
}

export interface Campaign {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly direction: Direction;
  readonly state: string;
  readonly guard_kind: string | null;
  readonly guard_price: string | null;
  readonly opened_at: string;
  readonly ended_at: string | null;
  readonly reason: string | null;
  readonly metrics: CampaignMetrics;
}

export type CampaignHealth = 'WAITING' | 'WINNING' | 'LOSING' | 'ENDANGERED' | 'LEAVING' | 'ENDED';

/** How a campaign stands; R and distance are null before there is anything to measure. */
export interface CampaignMetrics {
  readonly health: CampaignHealth;
  readonly open_positions: number;
  readonly closed_positions: number;
  readonly risk_budget: string;
  readonly risk_used: string;
  readonly risk_used_percent: string;
  readonly realised_pnl: string;
  readonly unrealised_pnl: string;
  readonly realised_r: string | null;
  readonly unrealised_r: string | null;
  readonly guard_distance_percent: string | null;
}

export interface Status {
  readonly status: 'running' | 'halted' | 'idle';
  readonly trading_state: 'ACTIVE' | 'REDUCING' | 'HALTED';
  readonly last_processed_bar: string | null;
}

export interface ServiceHealth {
  readonly name: string;
  readonly status: 'up' | 'degraded' | 'down';
  readonly message: string | null;
  readonly lag: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly messages_handled: number;
  readonly dead_letters: number;
}

export interface Health {
  readonly status: 'ok' | 'degraded';
  readonly detectors_loaded: number;
  readonly failed_detectors: readonly string[];
  readonly cache_hit_rate: number | null;
  readonly avg_analysis_time_ms: number | null;
  readonly services: readonly ServiceHealth[];
}

export interface Metrics {
  readonly pipeline_latency: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null };
  readonly patterns_detected_total: number;
  readonly signals_generated_total: number;
  readonly signals_rejected_total: number;
  readonly rejection_rate_pct: number;
}
