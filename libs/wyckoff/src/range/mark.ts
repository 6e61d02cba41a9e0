import type { Found } from '../detector/detection.js';
import { at, type OrientedBars } from '../series/bar-series.js';
import { orNull } from '../series/extreme.js';
import type { Mark } from './trading-range.js';

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
