import type { FeedState, Frame } from '../api/feed.js';
import type { Rejection, Signal } from '../api/wire-decision.js';
import type { LiveBar, Series } from '../api/wire-market.js';
import type { Status } from '../api/wire-operations.js';
import type { Campaign, Portfolio, Position } from '../api/wire-portfolio.js';

/** What a list is: not asked yet, there, or not to be had. What was there stays shown while it is asked again. */
export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly error: string | undefined;
}

export const NOT_LOADED: Loaded<never> = { value: undefined, error: undefined };

/** Everything the page shows besides the chart. */
export interface DeskState {
  readonly connection: FeedState;
  readonly series: Loaded<readonly Series[]>;
  readonly signals: Loaded<readonly Signal[]>;
  readonly rejections: Loaded<readonly Rejection[]>;
  readonly positions: Loaded<readonly Position[]>;
  readonly campaigns: Loaded<readonly Campaign[]>;
  readonly portfolio: Loaded<Portfolio>;
  readonly status: Loaded<Status>;
  /** Bars to go before the analysis of a series may speak, by `symbol:timeframe`. */
  readonly warming: Readonly<Record<string, number>>;
}

export const EMPTY_DESK: DeskState = {
  connection: 'connecting',
  series: NOT_LOADED,
  signals: NOT_LOADED,
  rejections: NOT_LOADED,
  positions: NOT_LOADED,
  campaigns: NOT_LOADED,
  portfolio: NOT_LOADED,
  status: NOT_LOADED,
  warming: {},
};

/** Rows kept of a list that grows by the socket; older ones are on the API. */
export const MAX_ROWS = 300;

/** What a frame changes that is on the page already; what it does not touch keeps its identity. */
export function afterFrame(state: DeskState, frame: Frame): DeskState {
  switch (frame.type) {
    case 'signal_generated':
      return { ...state, signals: withRow(state.signals, { status: 'APPROVED', ...(frame.data as Signal) }) };
    case 'signal_rejected':
      return { ...state, rejections: withRow(state.rejections, frame.data as Rejection) };
    case 'signal_status':
      return { ...state, signals: withStatus(state.signals, frame.data as { signal_id: string; to: string }) };
    case 'bar':
      return afterBar(state, frame.data as LiveBar);
    default:
      return state;
  }
}

export function seriesKey(series: { readonly symbol: string; readonly timeframe: string }): string {
  return `${series.symbol}:${series.timeframe}`;
}

/** A repeat (a frame that was also in the list just loaded) replaces what is there. */
function withRow<Row extends { readonly id: string }>(list: Loaded<readonly Row[]>, row: Row): Loaded<readonly Row[]> {
  const others = (list.value ?? []).filter((each) => each.id !== row.id);
  return { value: [row, ...others].slice(0, MAX_ROWS), error: undefined };
}

function withStatus(
  list: Loaded<readonly Signal[]>,
  change: { readonly signal_id: string; readonly to: string },
): Loaded<readonly Signal[]> {
  if (list.value === undefined) return list;
  const value = list.value.map((row) => (row.id === change.signal_id ? { ...row, status: change.to } : row));
  return { ...list, value };
}

function afterBar(state: DeskState, bar: LiveBar): DeskState {
  const key = seriesKey(bar);
  const list = state.series.value ?? [];
  const known = list.find((series) => seriesKey(series) === key);
  // A late bar must not move the price back.
  if (known?.last_bar_time != null && known.last_bar_time >= bar.open_time) return state;
  const updated: Series = {
    asset_class: null,
    desired_state: 'RUNNING',
    watched: false,
    ...known,
    symbol: bar.symbol,
    timeframe: bar.timeframe,
    simulated: bar.simulated,
    last_bar_time: bar.open_time,
    last_price: bar.close,
    previous_price: known?.last_price ?? null,
    side: bar.side,
    phase: bar.phase,
  };
  const value =
    known === undefined
      ? [...list, updated].toSorted((a, b) => (seriesKey(a) < seriesKey(b) ? -1 : 1))
      : list.map((series) => (series === known ? updated : series));
  const warming =
    (state.warming[key] ?? 0) === bar.warming_bars_to_go
      ? state.warming
      : { ...state.warming, [key]: bar.warming_bars_to_go };
  return { ...state, series: { value, error: undefined }, warming };
}
