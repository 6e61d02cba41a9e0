import type { Side } from '../analysis.js';
import { automaticMoveGoal } from '../detector/rule/automatic-move.js';
import type { Rules } from '../rules.js';
import { at, type OrientedBars } from '../series/bar-series.js';
import type { Mark } from './trading-range.js';

/** A climax that waits for its automatic move: phase A without a range yet. Plain JSON data. */
export interface ClimaxZone {
  readonly id: string;
  readonly side: Side;
  readonly startIndex: number;
  readonly startTimeMs: number;
  readonly preliminary: Mark | null;
  /** The climactic bar the event was reported on. */
  readonly reported: Mark;
  /** The extreme of the zone, with the zone's largest volume; what later tests are measured against. */
  climax: Mark;
  lastClimacticIndex: number;
  /** The automatic move has gone its distance; where it ends is not known yet. */
  moved: boolean;
}

export function climaxZone(id: string, side: Side, climax: Mark, preliminary: Mark | null): ClimaxZone {
  return {
    id,
    side,
    startIndex: climax.index,
    startTimeMs: climax.timeMs,
    preliminary,
    reported: climax,
    climax,
    lastClimacticIndex: climax.index,
    moved: false,
  };
}

/** Another climactic bar inside the zone: it carries on, and so does its volume. */
export function extendZone(zone: ClimaxZone, climax: Mark): void {
  zone.lastClimacticIndex = climax.index;
  const busier = climax.volume > zone.climax.volume ? climax : zone.climax;
  zone.climax = {
    ...zone.climax,
    volume: busier.volume,
    relativeVolume: busier.relativeVolume,
    score: Math.max(climax.score, zone.climax.score),
  };
}

/** Carries the zone over bar `now`; false when the climax is void: no automatic move in time, or its extreme was lost. */
export function zoneHolds(zone: ClimaxZone, bars: OrientedBars, now: number, rules: Rules): boolean {
  const { climax } = zone;
  const low = at(bars.low, now);
  if (low < climax.price) {
    if (now - zone.lastClimacticIndex > rules.config.climax.zoneBars) return false;
    zone.climax = { ...climax, index: now, timeMs: at(bars.time, now), price: low };
    zone.moved = false;
    return true;
  }
  const age = now - climax.index;
  if (!zone.moved && at(bars.high, now) >= automaticMoveGoal(climax.price, rules)) zone.moved = true;
  const { maxBars, maxSwingBars } = rules.config.automaticMove;
  return zone.moved ? age <= maxSwingBars : age < maxBars;
}
