import type { Side } from '../analysis.js';
import type { Found } from '../detector/detection.js';
import { reachesGoal } from '../detector/rule/automatic-move.js';
import type { Rules } from '../rules.js';
import { slotOf, type OrientedBars } from '../series/bar-series.js';
import { orNull } from '../series/extreme.js';
import { blankMark } from './mark.js';
import type { Mark, MarkPlace } from './trading-range.js';

/** A climax that waits for its automatic move: phase A without a range yet. Plain JSON data. */
export interface ClimaxZone {
  readonly id: string;
  readonly side: Side;
  readonly startIndex: number;
  readonly startTimeMs: number;
  readonly preliminary: Mark | null;
  /** The climactic bar the event was reported on. */
  readonly reported: Mark;
  /** The extreme of the zone, with the zone's largest volume; what later tests are measured against. Moves with the zone. */
  readonly climax: MarkPlace;
  lastClimacticIndex: number;
  /** The automatic move has gone its distance; where it ends is not known yet. */
  moved: boolean;
}

/** @param place for the extreme; who wants to keep that for longer than the zone copies it */
export function climaxZone(
  id: string,
  side: Side,
  climax: Mark,
  preliminary: Mark | null,
  place: MarkPlace = blankMark(climax.event),
): ClimaxZone {
  return {
    id,
    side,
    startIndex: climax.index,
    startTimeMs: climax.timeMs,
    preliminary,
    reported: climax,
    climax: Object.assign(place, climax),
    lastClimacticIndex: climax.index,
    moved: false,
  };
}

/** Another climactic bar inside the zone: it carries on, and so does its volume. */
export function extendZone(
  zone: ClimaxZone,
  { index, score }: Pick<Found, 'index' | 'score'>,
  bars: OrientedBars,
): void {
  zone.lastClimacticIndex = index;
  const extreme = zone.climax;
  if (score > extreme.score) extreme.score = score;
  const slot = slotOf(index);
  if (!(bars.volume[slot]! > extreme.volume)) return;
  extreme.volume = bars.volume[slot]!;
  extreme.relativeVolume = orNull(bars.relativeVolume[slot]!);
}

/** Carries the zone over bar `now`; false when the climax is void: no automatic move in time, or its extreme was lost. */
export function zoneHolds(zone: ClimaxZone, bars: OrientedBars, now: number, rules: Rules): boolean {
  const { climax } = zone;
  const slot = slotOf(now);
  const low = bars.low[slot]!;
  if (low < climax.price) {
    if (now - zone.lastClimacticIndex > rules.config.climax.zoneBars) return false;
    climax.index = now;
    climax.timeMs = bars.time[slot]!;
    climax.price = low;
    zone.moved = false;
    return true;
  }
  const age = now - climax.index;
  if (!zone.moved && reachesGoal(bars, now, climax, rules)) zone.moved = true;
  const { maxBars, maxSwingBars } = rules.config.automaticMove;
  return zone.moved ? age <= maxSwingBars : age < maxBars;
}
