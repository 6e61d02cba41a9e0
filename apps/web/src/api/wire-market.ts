import type { Page } from './wire-page.js';

/** What the gateway sends, as far as the page reads it. Times are ISO 8601 UTC, prices decimal text. */
export type Side = 'ACCUMULATION' | 'DISTRIBUTION';

export type Phase = 'A' | 'B' | 'C' | 'D' | 'E';

export type EffortResult = 'CLIMACTIC' | 'ABSORPTION' | 'NO_DEMAND' | 'NO_SUPPLY' | 'NORMAL';

export type Direction = 'LONG' | 'SHORT';

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
  /** Whether somebody put it on the watchlist; the others have bars. */
  readonly watched: boolean;
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

/** A supply or demand zone that still counts. */
export interface Zone {
  readonly kind: 'SUPPLY' | 'DEMAND';
  readonly state: 'FRESH' | 'TESTED' | 'EXHAUSTED';
  readonly from_time: string;
  readonly low: string;
  readonly high: string;
  readonly touches: number;
}

/** Where the longer timeframe stands, from its closed bars. */
export interface HigherReading {
  readonly timeframe: string;
  readonly side: Side | null;
  readonly phase: Phase | null;
  readonly ice: string | null;
  readonly creek: string | null;
}

/** What is a function of the bars and not stored. */
export interface Levels {
  readonly zones: readonly Zone[];
  readonly higher: HigherReading | null;
}
