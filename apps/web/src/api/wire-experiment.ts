import type { Direction } from './wire-market.js';

export const POLICY_MODES = ['SHADOW_ONLY', 'ENGINE_A_PRIMARY', 'ENGINE_B_PRIMARY', 'SPLIT_CAPITAL'] as const;
export type PolicyMode = (typeof POLICY_MODES)[number];

/** Who gets the real order of a signal. */
export interface ExecutionPolicy {
  readonly version: string;
  readonly mode: PolicyMode;
  /** Share of engine A in the draw of variants. */
  readonly split_percentage: number;
  readonly enabled: boolean;
  readonly set_by: string;
  readonly note: string;
  readonly created_at: string;
}

export interface EngineExit {
  readonly price: string;
  readonly r_multiple: string;
  readonly at: string;
}

/** What an engine wants done with a signal. */
export type EnginePlan =
  | {
      readonly kind: 'trade';
      readonly direction: Direction;
      readonly stop: string;
      readonly targets: { readonly primary: string };
      readonly position_size: string;
    }
  | { readonly kind: 'stand-aside'; readonly reason: string };

/** What became of one engine's plan for a signal. */
export interface EngineOutcome {
  readonly engine: 'A' | 'B';
  readonly engine_version: string;
  readonly kind: 'REAL' | 'SHADOW';
  readonly input_sha256: string;
  readonly plan: EnginePlan;
  readonly state: 'OPEN' | 'CLOSED' | 'NOT_ENTERED';
  readonly ending: string | null;
  readonly entry_price: string | null;
  readonly opened_at: string | null;
  readonly own_exit: EngineExit | null;
  readonly synchronised_exit: EngineExit | null;
}

export interface Experiment {
  readonly id: string;
  readonly signal_id: string;
  readonly source: 'OWN' | 'WEBHOOK';
  readonly symbol: string;
  readonly timeframe: string;
  readonly state: 'PENDING' | 'PROCESSING' | 'RUNNING' | 'COMPLETED' | 'FAILED';
  readonly variant: 'A' | 'B' | null;
  readonly context_sha256: string | null;
  readonly error: string | null;
  readonly received_at: string;
  readonly policy: { readonly version: string; readonly mode: PolicyMode; readonly split_percentage: number };
  readonly outcomes: readonly EngineOutcome[];
}

export type Sufficiency = 'not-reported' | 'insufficient sample' | 'sound';

export interface WindowMetrics {
  readonly window: string;
  readonly engine: 'A' | 'B';
  readonly kind: 'REAL' | 'SHADOW';
  readonly exit: 'OWN' | 'SYNCHRONISED';
  readonly sample: number;
  readonly sufficiency: Sufficiency;
  readonly win_rate_percent: number | null;
  readonly expectancy_r: number | null;
  readonly sharpe: number | null;
}

export interface WindowComparison {
  readonly window: string;
  readonly exit: 'OWN' | 'SYNCHRONISED';
  readonly pairs: number;
  readonly mean_difference_r: number | null;
  readonly judgement: string;
}

export interface OutcomeMetrics {
  readonly as_of: string | null;
  readonly least_sample: number;
  readonly sound_sample: number;
  readonly items: readonly WindowMetrics[];
  readonly comparison: readonly WindowComparison[];
}
