import type { Phase, Side, WyckoffEvent } from '../analysis.js';
import type { Marks, RangeOrigin } from '../range/trading-range.js';
import type { Rules } from '../rules.js';
import type { OrientedBars } from '../series/bar-series.js';

/** What a detector found, resting on one bar. Price is as the detector's side reads it. */
export interface Found {
  readonly event: WyckoffEvent;
  readonly index: number;
  readonly price: number;
  readonly score: number;
  /** Integer points by component; they sum to the score. */
  readonly parts: Readonly<Record<string, number>>;
}

export type Detection<Reason extends string = string> = Finding | { readonly found: false; readonly reason: Reason };

export interface Finding {
  readonly found: true;
  readonly event: Found;
}

/** An ordinary "no": one frozen value per reason, so that the common path allocates nothing. */
export function missed<Reason extends string>(reason: Reason): Detection<Reason> {
  return Object.freeze({ found: false, reason });
}

/** Sums the whole points: a score is what its parts say, never more than 100. `spare` is a finding of the same event that was told to nobody: it is written over. */
export function found(
  event: WyckoffEvent,
  index: number,
  price: number,
  points: Readonly<Record<string, number>>,
  spare: Finding | null = null,
): Finding {
  let score = 0;
  for (const name in points) score += points[name]!;
  if (spare === null) return { found: true, event: { event, index, price, score, parts: points } };
  const place: { -readonly [Field in keyof Found]: Found[Field] } = spare.event;
  place.index = index;
  place.price = price;
  place.score = score;
  place.parts = points;
  return spare;
}

/** A range as one side reads it: floor under the price, ceiling over it, whichever way the chart is turned. */
export interface RangeReading {
  readonly side: Side;
  /** Side the range itself is on for now. */
  readonly rangeSide: Side;
  readonly origin: RangeOrigin;
  readonly phase: Phase | null;
  readonly phaseBIndex: number | null;
  readonly startIndex: number;
  /** True when price came into the range from below, as this side reads it: re-accumulation, redistribution. */
  readonly continuation: boolean;
  readonly floor: number;
  readonly ceiling: number;
  /** Lowest turn at the floor so far. */
  readonly lowestTouch: number;
  readonly floorStrength: number;
  readonly ceilingStrength: number;
  readonly meanVolume: number;
  readonly marks: Readonly<Marks>;
}

export interface RangeDetector {
  readonly name: string;
  readonly side: Side;
  readonly phases: readonly Phase[];
  /** Judges bar `now`, the newest; reads nothing after it and writes nothing. */
  readonly detect: (bars: OrientedBars, range: RangeReading, now: number, rules: Rules) => Detection;
}

/** Detectors of what comes before a range exists. */
export interface TrendDetector {
  readonly name: string;
  readonly side: Side;
  /** @param spare an earlier finding of this detector that may be written over */
  readonly detect: (bars: OrientedBars, now: number, rules: Rules, spare?: Finding | null) => Detection;
}
