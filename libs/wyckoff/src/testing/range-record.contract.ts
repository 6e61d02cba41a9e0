import { noMarks, type TradingRange } from '../range/trading-range.js';

/** A range between 100 and 120 in phase B since bar 10, changed as the story wants it. */
export function range(more: Partial<TradingRange> = {}): TradingRange {
  return {
    id: 'range',
    origin: 'climax',
    startIndex: 5,
    startTimeMs: 0,
    priorTrend: -1,
    side: 'ACCUMULATION',
    state: 'ACTIVE',
    ice: 100,
    creek: 120,
    iceTouches: [],
    creekTouches: [],
    lowestTouch: 99,
    highestTouch: 121,
    volumeSum: 0,
    volumeBars: 0,
    phase: 'B',
    phaseConfidence: 0,
    phaseBIndex: 10,
    quality: 80,
    outsideBars: 0,
    accumulation: noMarks(),
    distribution: noMarks(),
    ...more,
  };
}
