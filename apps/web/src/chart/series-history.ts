import type { Frame } from '../api/feed.js';
import { getJson, query } from '../api/request.js';
import type { Bar, BarsPage, CustomEvent, LiveBar, PhaseChange, Range } from '../api/wire-market.js';
import type { Page } from '../api/wire-page.js';
import { seconds } from '../format/time.js';

/** What is stored of one series, as much as the chart shows. */
export interface SeriesHistory {
  readonly bars: readonly Bar[];
  readonly ranges: readonly Range[];
  readonly changes: readonly PhaseChange[];
  readonly customEvents: readonly CustomEvent[];
  readonly simulated: boolean;
}

const PAGES = 3;
const PAGE_BARS = 500;

/** Loads bars oldest first, with what was read in them. @throws ApiError */
export async function loadHistory(symbol: string, timeframe: string, signal: AbortSignal): Promise<SeriesHistory> {
  const analysis = query({ symbol, timeframe, limit: 500 });
  const [bars, ranges, phases, custom] = await Promise.all([
    loadBars(symbol, timeframe, signal),
    getJson<Page<Range>>(`ranges?${analysis}`, signal),
    getJson<Page<PhaseChange>>(`phases?${analysis}`, signal),
    getJson<Page<CustomEvent>>(`custom-events?${analysis}`, signal),
  ]);
  return { ...bars, ranges: ranges.items, changes: phases.items, customEvents: custom.items };
}

async function loadBars(symbol: string, timeframe: string, signal: AbortSignal) {
  const bars: Bar[] = [];
  let simulated = false;
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const asked = query({ symbol, timeframe, limit: PAGE_BARS, measures: true, cursor });
    const answer = await getJson<BarsPage>(`bars?${asked}`, signal);
    bars.push(...answer.items);
    simulated = answer.simulated;
    if (answer.next_cursor === null) break;
    cursor = answer.next_cursor;
  }
  return { bars: bars.toReversed(), simulated };
}

/** The history after a frame that belongs to the series; the same object when it does not. Bars go to the chart directly. */
export function historyAfter(history: SeriesHistory, frame: Frame): SeriesHistory {
  if (frame.type === 'range_detected') {
    const range = frame.data as Range;
    return { ...history, ranges: [range, ...history.ranges.filter((each) => each.range_id !== range.range_id)] };
  }
  if (frame.type === 'phase_detected') {
    return { ...history, changes: [frame.data as PhaseChange, ...history.changes] };
  }
  if (frame.type === 'custom_detected') {
    return { ...history, customEvents: [frame.data as CustomEvent, ...history.customEvents] };
  }
  return history;
}

/** Whether a frame is about this series. */
export function isOf(frame: Frame, symbol: string, timeframe: string): boolean {
  const data = frame.data as Partial<LiveBar> | null;
  return data?.symbol === symbol && data.timeframe === timeframe;
}

/** What became known of the bar at a time, each once. */
export function changesAt(
  history: Pick<SeriesHistory, 'changes'> | undefined,
  time: number | undefined,
): readonly PhaseChange[] {
  if (history === undefined || time === undefined) return [];
  const seen = new Set<string>();
  return history.changes.filter((change) => {
    const key = `${change.side}:${change.event ?? change.reason}:${change.phase}`;
    if (seconds(change.event === null ? change.known_at : change.event_time) !== time || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
