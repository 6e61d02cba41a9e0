import type { PhaseChange, Range } from '../api/wire-market.js';

/** More ranges than this make the chart a net of lines. */
const MAX_SHOWN = 12;
const RUNNING = new Set<Range['state']>(['FORMING', 'ACTIVE']);

/**
 * The ranges worth drawing: those whose phases were read (they led at their time), and the best of those still running.
 * The analysis keeps many candidates beside the leading one.
 */
export function shownRanges(ranges: readonly Range[], changes: readonly PhaseChange[]): Range[] {
  const leading = new Set(changes.map((change) => change.range_id));
  const newest = ranges.toSorted((a, b) => (a.known_at < b.known_at ? 1 : -1));
  const best = newest.filter((range) => RUNNING.has(range.state)).toSorted((a, b) => b.quality - a.quality)[0];
  return newest.filter((range) => leading.has(range.range_id) || range === best).slice(0, MAX_SHOWN);
}

/** Where the lines of a range end; null while it runs. */
export function rangeEnd(range: Range): string | null {
  return RUNNING.has(range.state) ? null : range.known_at;
}
