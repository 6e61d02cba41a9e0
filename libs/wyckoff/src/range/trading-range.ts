import type { Phase, RangeState, Side, WyckoffEvent } from '../analysis.js';
import type { Touch } from '../level/touch.js';

/** An event the range remembers. Price is as the event's own side reads it (negated for distribution). */
export interface Mark {
  readonly event: WyckoffEvent;
  readonly index: number;
  readonly timeMs: number;
  readonly knownIndex: number;
  readonly price: number;
  readonly volume: number;
  readonly relativeVolume: number | null;
  readonly score: number;
}

/** A mark that is being written. */
export type MarkPlace = { -readonly [Field in keyof Mark]: Mark[Field] };

/** What one side has done in a range so far. */
export interface Marks {
  preliminary: Mark | null;
  climax: Mark | null;
  automaticMove: Mark | null;
  secondaryTest: Mark | null;
  /** Spring, or UTAD on the other side. */
  spring: Mark | null;
  test: Mark | null;
  /** SOS, or SOW on the other side. */
  breakout: Mark | null;
  /** LPS, or LPSY on the other side. */
  backup: Mark | null;
}

export type RangeOrigin = 'climax' | 'cluster';

/** A range and the campaign in it: plain JSON data, changed only by the range and phase rules. */
export interface TradingRange {
  readonly id: string;
  readonly origin: RangeOrigin;
  readonly startIndex: number;
  readonly startTimeMs: number;
  /** Direction price came from, before the range. */
  readonly priorTrend: 1 | -1;
  side: Side;
  state: RangeState;
  ice: number;
  creek: number;
  /** Its own, oldest first. */
  readonly iceTouches: Touch[];
  readonly creekTouches: Touch[];
  /** Extremes of the touches: a spring must make a new low, not only dip under the mean. */
  lowestTouch: number;
  highestTouch: number;
  volumeSum: number;
  volumeBars: number;
  phase: Phase | null;
  phaseConfidence: number;
  /** Bar phase B began at; null before. */
  phaseBIndex: number | null;
  quality: number;
  /** Closes in a row above the creek (positive) or below the ice (negative). */
  outsideBars: number;
  accumulation: Marks;
  distribution: Marks;
}

export function noMarks(): Marks {
  return {
    preliminary: null,
    climax: null,
    automaticMove: null,
    secondaryTest: null,
    spring: null,
    test: null,
    breakout: null,
    backup: null,
  };
}

export function durationBars(range: TradingRange, now: number): number {
  return now - range.startIndex;
}

export function marksOf(range: TradingRange, side: Side): Marks {
  return side === 'ACCUMULATION' ? range.accumulation : range.distribution;
}
