import type { Bar, Timeframe } from '@tape/market';
import type { AnalysisStep, BarMeasures, Phase, RangeView, Side, StructuralEvent } from '../analysis.js';

/** What a plug-in keeps between two bars: plain JSON, so that it goes into the snapshot of the series. */
export type PluginState =
  | null
  | boolean
  | number
  | string
  | readonly PluginState[]
  | { readonly [key: string]: PluginState };

/** A live range with the phase it is in. */
export interface PluginRange extends RangeView {
  readonly phase: Phase | null;
}

/**
 * What a plug-in sees of a series after a bar. Everything is a copy: writing into it changes nothing. There is no way to a
 * later bar, because none is there yet.
 */
export interface PluginView {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Bars that can be looked at, the newest included: 40 at least, 127 at most. */
  readonly historyBars: number;
  /** The bar `ago` bars back, 0 is the newest. @throws RangeError beyond {@link historyBars}. */
  bar(ago: number): Bar;
  /** Its measures; `effortResult` included. @throws RangeError beyond {@link historyBars}. */
  measures(ago: number): BarMeasures;
  /** Live ranges as they stand after the bar, oldest first. */
  readonly ranges: readonly PluginRange[];
  /** The leading phase after the bar. */
  readonly current: AnalysisStep['current'];
  /** What the built-in detectors found on this bar. */
  readonly events: readonly StructuralEvent[];
}

export interface PluginFound<State extends PluginState = PluginState> {
  readonly found: true;
  readonly side: Side | null;
  /** The range it belongs to; null or absent for none. */
  readonly rangeId?: string | null;
  /** How many bars ago the bar it rests on is; 0 is the newest. */
  readonly barsAgo: number;
  readonly price: number;
  /** Whole points by component; they sum to the score, 0 to 100. */
  readonly scoreParts: Readonly<Record<string, number>>;
  /** Absent: the state stays as it was. */
  readonly state?: State;
}

export interface PluginMissed<Reason extends string = string, State extends PluginState = PluginState> {
  readonly found: false;
  /** One of the plug-in's `reasons`. */
  readonly reason: Reason;
  readonly state?: State;
}

export type PluginAnswer<Reason extends string = string, State extends PluginState = PluginState> =
  | PluginFound<State>
  | PluginMissed<Reason, State>;

/** A detector of one's own. One file exports it, as `default` or as `detector`. */
export interface DetectorPlugin<Reason extends string = string, State extends PluginState = PluginState> {
  /** Capital letters, digits and `_`, up to 32; none of the built-in events' names. It is what its events are called. */
  readonly name: string;
  /** Raise it when the state changes its shape: a state of another version is dropped, and the plug-in begins anew. */
  readonly version: number;
  /** Every word it may answer "no" with. */
  readonly reasons: readonly Reason[];
  /** Absent: null. */
  readonly initialState?: State;
  /**
   * Asked once a bar, after everything else was read. A pure function: what it wants to remember it puts into `state`, and
   * the same bars give the same answers, whatever other series were read in between.
   */
  step(view: PluginView, state: State): PluginAnswer<Reason, State>;
}
