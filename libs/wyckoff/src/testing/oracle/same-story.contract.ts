import { expect } from '@jest/globals';
import type { Bar } from '@tape/market';
import type { Candidate, RangeView, WyckoffEvent } from '../../analysis.js';
import { createAnalyzer } from '../../analyzer.js';
import { CLASSIC_CONFIG, STRICT_CONFIG } from '../../config.js';
import { plainAnalysis, type PlainOptions } from './plain-analysis.contract.js';

/** How often each event was said, by both. */
export type Tally = Partial<Record<WyckoffEvent, number>>;

/** Ways to smooth the ADX that differ in the last bits may differ by this much. Unit: points of ADX. */
const ROUNDING = 1e-6;

/** All that is said of every bar, its measures aside: the fast analyzer says what the plain one says, to the last digit but of the ADX. */
export function expectSameStory(bars: readonly Bar[], options: PlainOptions, tally: Tally = {}): void {
  const { symbol, timeframe, strict } = options;
  const analyzer = createAnalyzer({ symbol, timeframe }, strict ? STRICT_CONFIG : CLASSIC_CONFIG);
  const plain = plainAnalysis(bars, options);
  for (const [index, bar] of bars.entries()) {
    const { events, phases, current, ranges, zones, candidates } = analyzer.push(bar);
    const fast = {
      index,
      events,
      phases,
      current,
      zones,
      ranges: byId(ranges),
      candidates: candidates.map(withoutAdx),
    };
    const slow = plain[index];
    expect(fast).toEqual({
      index,
      ...slow,
      ranges: byId(slow.ranges),
      candidates: slow.candidates.map(withoutAdx),
    });
    for (const [i, { market }] of candidates.entries()) {
      expect(Math.abs((market.adx ?? 0) - (slow.candidates[i].market.adx ?? 0))).toBeLessThan(ROUNDING);
    }
    for (const { event } of events) tally[event] = (tally[event] ?? 0) + 1;
  }
}

function byId(ranges: readonly RangeView[]): readonly RangeView[] {
  return ranges.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function withoutAdx(candidate: Candidate): Candidate {
  return { ...candidate, market: { ...candidate.market, adx: null } };
}
