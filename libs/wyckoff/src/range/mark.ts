import type { Found } from '../detector/detection.js';
import { at, type OrientedBars } from '../series/bar-series.js';
import { orNull } from '../series/extreme.js';
import type { Mark, MarkPlace } from './trading-range.js';

/** Not-a-number makes the fields of prices, times and volumes doubles from the start, which are written over where they stand. */
export function blankMark(event: Mark['event']): MarkPlace {
  const none = Number.NaN;
  return { event, index: 0, timeMs: none, knownIndex: 0, price: none, volume: none, relativeVolume: null, score: 0 };
}

/** What a range remembers of an event found at bar `now`. */
export function markOf(found: Found, bars: OrientedBars, now: number): Mark {
  return {
    event: found.event,
    index: found.index,
    timeMs: at(bars.time, found.index),
    knownIndex: now,
    price: found.price,
    volume: at(bars.volume, found.index),
    relativeVolume: orNull(at(bars.relativeVolume, found.index)),
    score: found.score,
  };
}
