import { describe, expect, it } from '@jest/globals';
import type { TradablePattern } from '../analysis.js';
import type { TradingRange } from '../range/trading-range.js';
import { barsOf, calm, seriesOf, upsideDown, type BarRow } from '../testing/bar-story.contract.js';
import { DAILY_RULES } from '../testing/detector.contract.js';
import { range } from '../testing/range-record.contract.js';
import { mark } from '../testing/range-story.contract.js';
import { buildCandidate, compareCandidates } from './build-candidate.js';

const LONG_EVENT = { SPRING: ['SPRING', 44, 98], SOS: ['SOS', 59, 122], LPS: ['LPS', 58, 120.5] } as const;

/** A long of `pattern` entered at the close of bar 59; ATR is about 2, and everything about it is good. */
function candidate(
  pattern: keyof typeof LONG_EVENT,
  close: number,
  more: Partial<TradingRange> = {},
  parts = { all: 90 },
) {
  const rows: BarRow[] = [...calm(59, close), [close, close + 1, close - 1, close, 1500]];
  const series = seriesOf(barsOf(rows));
  const [event, index, price] = LONG_EVENT[pattern];
  const record = range({
    startIndex: 10,
    phase: pattern === 'SPRING' ? 'C' : 'D',
    phaseConfidence: 90,
    volumeSum: 50_000,
    volumeBars: 50,
    ...more,
  });
  const draft = {
    pattern: pattern as TradablePattern,
    range: record,
    mark: mark(event, index, price, pattern === 'SOS' ? 2000 : 600),
    parts,
    test: null,
  };
  const options = { symbol: 'TEST', timeframe: '1d' } as const;
  return buildCandidate(draft, { options, rules: DAILY_RULES, series, now: 59, maxConfidence: 95 });
}

describe('a candidate', () => {
  it('of a spring stops half an ATR under the low, aims at the jump, and names the creek on the way', () => {
    expect(candidate('SPRING', 102)).toMatchObject({
      entry: 102,
      stop: 98 - 0.5 * 2,
      targets: { primary: 180, secondary: [120, 141, 160.5], conservative: 140 },
      guard: { kind: 'SPRING_LOW', price: 98 },
      id: 'TEST:1d:SPRING:3801600000:range',
    });
  });

  it('of a jump stops one ATR under the creek; of a back-up half an ATR under the lower of the two', () => {
    expect(candidate('SOS', 122)).toMatchObject({ stop: 118, guard: { kind: 'CAMPAIGN_ICE', price: 120 } });
    expect(candidate('LPS', 122)).toMatchObject({ stop: 119 });
  });

  it('reports the confidence its components make, half, three and two tenths', () => {
    const { confidence, components } = candidate('SOS', 122)!;
    expect(confidence).toBe(Math.round(0.5 * components.pattern + 0.3 * components.phase + 0.2 * components.volume));
  });

  it.each<[string, keyof typeof LONG_EVENT, number, Partial<TradingRange>, number]>([
    ['the range has no phase any more', 'SOS', 122, { phase: null }, 90],
    ['the range is not good enough', 'SOS', 122, { quality: 69 }, 90],
    ['the range has become too narrow', 'SOS', 122, { ice: 116.6 }, 90],
    ['the range is too young for a jump', 'SOS', 122, { startIndex: 45 }, 90],
    ['the stop is too far', 'SPRING', 110, {}, 90],
    ['the objective is behind', 'SPRING', 102, { ice: 100, creek: 100.5 }, 90],
    ['the level it stands on is lost already', 'LPS', 119.9, {}, 90],
    ['its parts do not convince', 'SOS', 122, { phaseConfidence: 40 }, 60],
  ])('is none when %s', (_name, pattern, close, more, points) => {
    expect(candidate(pattern, close, more, { all: points })).toBeNull();
  });

  it('is one at the lowest quality to trade', () => {
    expect(candidate('SOS', 122, { quality: 70 })).not.toBeNull();
  });

  it('never claims more than it may', () => {
    expect(candidate('SOS', 122, { phaseConfidence: 100 }, { all: 100 })?.confidence).toBe(95);
  });

  it('for a short is the long upside down', () => {
    const series = seriesOf(upsideDown(barsOf([...calm(59, 98), [98, 99, 97, 98, 1500]]), 98));
    const record = range({
      side: 'DISTRIBUTION',
      startIndex: 10,
      phase: 'D',
      phaseConfidence: 90,
      volumeSum: 1,
      volumeBars: 1,
    });
    const draft = {
      pattern: 'SOW' as const,
      range: record,
      mark: mark('SOW', 59, -98, 1800),
      parts: { all: 90 },
      test: null,
    };
    const options = { symbol: 'TEST', timeframe: '1d' } as const;
    expect(buildCandidate(draft, { options, rules: DAILY_RULES, series, now: 59, maxConfidence: 95 })).toMatchObject({
      direction: 'SHORT',
      entry: 98,
      stop: 102,
      targets: { primary: 40, conservative: 80 },
      guard: { kind: 'CAMPAIGN_ICE', price: 100 },
    });
  });
});

describe('the candidates of one bar', () => {
  it('come best first, then by pattern name', () => {
    const good = candidate('SOS', 122)!;
    const sorted = [{ ...good, confidence: 80 }, { ...good, pattern: 'LPS' as const }, good].toSorted(
      compareCandidates,
    );
    expect(sorted.map(({ pattern, confidence }) => `${pattern} ${confidence}`)).toEqual([
      `LPS ${good.confidence}`,
      `SOS ${good.confidence}`,
      'SOS 80',
    ]);
  });
});
