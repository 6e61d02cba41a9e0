import type { Direction, Phase } from './wire-market.js';

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
  readonly status: 'PASS' | 'WARN' | 'FAIL' | 'NOT_APPLICABLE';
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
  /** Null where a strategy saw none. */
  readonly phase: Phase | null;
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
