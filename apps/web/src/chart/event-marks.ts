import type { CustomEvent, PhaseChange, Side } from '../api/wire-market.js';
import { seconds } from '../format/time.js';

/** Events that may become a trade stand out. */
const TRADABLE = new Set(['SPRING', 'SOS', 'LPS', 'UTAD', 'SOW', 'LPSY']);

/** Events that are made by a high of price; the others by a low. What is a low of one side can be a high of the other. */
const AT_HIGH: Readonly<Record<Side, ReadonlySet<string>>> = {
  ACCUMULATION: new Set(['AR', 'SOS', 'UT', 'PSY', 'BC']),
  DISTRIBUTION: new Set(['PSY', 'BC', 'ST', 'UT', 'UTAD', 'TEST', 'LPSY']),
};

export interface EventMark {
  readonly time: number;
  readonly label: string;
  readonly above: boolean;
  readonly tradable: boolean;
  readonly change: PhaseChange;
}

/** One mark for each event on the chart, oldest first. An event that is read in several ranges is marked once. */
export function eventMarks(changes: readonly PhaseChange[]): EventMark[] {
  const marks = new Map<string, EventMark>();
  for (const change of changes) {
    if (change.event === null) continue;
    const time = seconds(change.event_time);
    const key = `${time}:${change.side}:${change.event}`;
    const known = marks.get(key);
    if (known !== undefined && (known.change.score ?? 0) >= (change.score ?? 0)) continue;
    marks.set(key, {
      time,
      label: change.event,
      above: AT_HIGH[change.side].has(change.event),
      tradable: TRADABLE.has(change.event),
      change,
    });
  }
  return [...marks.values()].toSorted((a, b) => a.time - b.time);
}

/** What a plug-in found, under its name. */
export type CustomMark = Pick<EventMark, 'time' | 'label' | 'above'>;

/** One mark a bar for each plug-in, oldest first; above the bar what speaks of distribution. */
export function customMarks(events: readonly CustomEvent[]): CustomMark[] {
  const marks = new Map<string, CustomMark>();
  for (const { event_time: at, detector, side } of events) {
    const time = seconds(at);
    marks.set(`${time}:${detector}`, { time, label: detector, above: side === 'DISTRIBUTION' });
  }
  return [...marks.values()].toSorted((a, b) => a.time - b.time);
}
