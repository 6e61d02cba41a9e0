import type { Phase, PhaseChange, Side } from '../api/wire-market.js';
import { seconds } from '../format/time.js';

/** A stretch of bars in one phase; `to` is null while it lasts. */
export interface PhaseBand {
  readonly phase: Phase;
  readonly side: Side;
  readonly from: number;
  readonly to: number | null;
}

/** The phases one after the other, from changes in any order. Changes that only confirm a phase make no new band. */
export function phaseBands(changes: readonly PhaseChange[]): PhaseBand[] {
  const bands: PhaseBand[] = [];
  let current: { phase: Phase; side: Side; from: number } | undefined;
  for (const change of changes.toSorted((a, b) => seconds(a.known_at) - seconds(b.known_at))) {
    const { phase, side } = change;
    if (current !== undefined && current.phase === phase && current.side === side) continue;
    const at = seconds(change.known_at);
    // Two changes at one bar: the later one is what holds after it.
    if (current !== undefined && current.from < at) bands.push({ ...current, to: at });
    current = phase === null ? undefined : { phase, side, from: at };
  }
  if (current !== undefined) bands.push({ ...current, to: null });
  return bands;
}
