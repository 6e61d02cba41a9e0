import type { RangeReading } from '../detector/detection.js';
import { noMarks, type Mark, type Marks } from '../range/trading-range.js';
import type { Side, WyckoffEvent } from '../analysis.js';

/** A mark of the story: what it is, where, at what price and volume. */
export function mark(event: WyckoffEvent, index: number, price: number, volume = 1000): Mark {
  return {
    event,
    index,
    timeMs: index * 86_400_000,
    knownIndex: index,
    price,
    volume,
    relativeVolume: volume / 1000,
    score: 70,
  };
}

/**
 * A range with its floor at 100 and its ceiling at 120 as `side` reads it, in phase B since bar 10, in a series multiplied by
 * `price` and `volume`.
 */
export function rangeStory(
  side: Side,
  price: number,
  volume: number,
  marks: Partial<Marks> = {},
  more: Partial<RangeReading> = {},
): RangeReading {
  const sign = side === 'ACCUMULATION' ? 1 : -1;
  const base = side === 'ACCUMULATION' ? { floor: 100, ceiling: 120 } : { floor: -120, ceiling: -100 };
  const scaledMarks = Object.fromEntries(
    Object.entries(marks).map(([name, m]) => [
      name,
      m === null ? null : { ...m, price: m.price * sign * price, volume: m.volume * volume },
    ]),
  );
  return {
    side,
    rangeSide: side,
    origin: 'cluster',
    phase: 'B',
    phaseBIndex: 10,
    startIndex: 0,
    continuation: false,
    floor: base.floor * price,
    ceiling: base.ceiling * price,
    lowestTouch: (base.floor - 0.25) * price,
    floorStrength: 80,
    ceilingStrength: 80,
    meanVolume: 1000 * volume,
    marks: { ...noMarks(), ...scaledMarks },
    ...more,
  };
}
