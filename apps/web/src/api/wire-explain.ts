import type { Rejection, Signal } from './wire-decision.js';
import type { Bar, CustomEvent, Levels, PhaseChange, Range } from './wire-market.js';

/** What was known when something was decided, and nothing that came later. */
export interface AsOf<Decision extends Signal | Rejection> extends Levels {
  readonly symbol: string;
  readonly timeframe: string;
  /** Open time of the bar that was decided on. */
  readonly as_of: string;
  readonly decision: Decision;
  readonly bars: readonly Pick<Bar, 'open_time' | 'open' | 'high' | 'low' | 'close' | 'volume'>[];
  readonly ranges: readonly Range[];
  readonly phases: readonly PhaseChange[];
  readonly custom_events: readonly CustomEvent[];
  readonly bars_read: number;
  readonly read_from: string | null;
  readonly is_complete: boolean;
}
