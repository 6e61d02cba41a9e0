import type { Timeframe } from '@tape/market';
import type { AnalysisStep, AnalyzerSnapshot } from './analysis.js';
import type { BreakerStates } from './detector/guarded-detector.js';
import type { ZoneBookState } from './level/supply-demand-zone.js';
import type { PluginMemories } from './plugin/plugin-runner.js';
import type { ClimaxWatchState } from './range/climax-watch.js';
import type { RangeBookState } from './range/range-book.js';
import type { BarSeriesState } from './series/bar-series.js';
import type { SwingBookState } from './swing/swing-book.js';
import type { BarMeterState } from './volume/bar-meter.js';

/** Raised with every change of the shape: a snapshot of another version is refused, and the series is read anew. */
export const SNAPSHOT_VERSION = 2;

/** All an analyzer knows, as plain JSON. */
export interface AnalyzerState {
  readonly version: number;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly profile: string;
  readonly series: BarSeriesState;
  readonly meter: BarMeterState;
  readonly swings: SwingBookState;
  readonly climaxes: readonly ClimaxWatchState[];
  readonly ranges: RangeBookState;
  readonly zones: ZoneBookState;
  readonly breakers: BreakerStates;
  readonly current: AnalysisStep['current'];
  /** Absent without plug-ins. */
  readonly plugins?: PluginMemories;
}

/** Cuts the state loose from the analyzer it came from. */
export function freezeState(state: AnalyzerState): AnalyzerSnapshot {
  return copy(state) as unknown as AnalyzerSnapshot;
}

/** @throws RangeError when the snapshot is not of this version, series or profile. */
export function thawState(
  snapshot: AnalyzerSnapshot,
  expected: Pick<AnalyzerState, 'symbol' | 'timeframe' | 'profile'>,
): AnalyzerState {
  const state = copy(snapshot) as unknown as AnalyzerState;
  if (state.version !== SNAPSHOT_VERSION) {
    throw new RangeError(`analyzer snapshot has version ${state.version}, this analyzer reads ${SNAPSHOT_VERSION}`);
  }
  for (const key of ['symbol', 'timeframe', 'profile'] as const) {
    if (state[key] !== expected[key]) {
      throw new RangeError(`analyzer snapshot is of ${key} '${state[key]}', not '${expected[key]}'`);
    }
  }
  return state;
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
