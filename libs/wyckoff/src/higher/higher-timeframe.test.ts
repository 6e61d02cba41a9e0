import { describe, expect, it } from '@jest/globals';
import { closeTimeMs, createFloatResampler, simulateMarket, toBar, type Bar, type Timeframe } from '@tape/market';
import * as fc from 'fast-check';
import type { AnalysisStep, AnalyzerSnapshot, HigherReading } from '../analysis.js';
import { createAnalyzer, restoreAnalyzer } from '../analyzer.js';
import { analyzerMaker } from '../promise/analyzer-maker.js';
import { checkRewrites, evenCuts } from '../promise/rewrite-check.js';

const OWN: Timeframe = '15m';
const SERIES = { symbol: 'ALPHA-SIM', timeframe: OWN } as const;
const IN_LIGHT_OF_1H = { ...SERIES, higherTimeframe: '1h' } as const;

const market = (seed: number, count = 3_000): Bar[] =>
  simulateMarket(seed, SERIES.symbol).take(count).map(toBar).toArray();

function stepsOf(bars: readonly Bar[], options: Parameters<typeof createAnalyzer>[0]): AnalysisStep[] {
  const analyzer = createAnalyzer(options);
  return bars.map((bar) => analyzer.push(bar));
}

/** The plain way: all longer bars that had closed by the close of the bar, read by an analyzer of their own. */
function readingAt(bars: readonly Bar[], index: number, timeframe: Timeframe): HigherReading | null {
  const byThenMs = closeTimeMs(bars[index]!.openTimeMs, OWN);
  const resampler = createFloatResampler(OWN, timeframe, 'CRYPTO');
  const analyzer = createAnalyzer({ symbol: SERIES.symbol, timeframe });
  const ranges = new Map<string, { ice: number; creek: number }>();
  let last: AnalysisStep | null = null;
  for (const closed of bars.slice(0, index + 1).flatMap((bar) => resampler.push(bar))) {
    expect(closeTimeMs(closed.openTimeMs, timeframe)).toBeLessThanOrEqual(byThenMs);
    last = analyzer.push(closed);
    for (const range of last.ranges) ranges.set(range.id, range);
  }
  if (last === null || last.warmingBarsToGo > 0) return null;
  const range = last.current.rangeId === null ? undefined : ranges.get(last.current.rangeId);
  return { timeframe, ...last.current, ice: range?.ice ?? null, creek: range?.creek ?? null };
}

const withoutHigher = (step: AnalysisStep): AnalysisStep => ({
  ...step,
  candidates: step.candidates.map((candidate) => ({ ...candidate, higher: null })),
});

describe('a series in the light of a longer timeframe', () => {
  it('tells each candidate what the longer one said after its last closed bar', () => {
    let told = 0;
    for (const seed of [7, 11, 23]) {
      const bars = market(seed);
      for (const [index, step] of stepsOf(bars, IN_LIGHT_OF_1H).entries()) {
        for (const { higher } of step.candidates) {
          expect(higher).toEqual(readingAt(bars, index, '1h'));
          if (higher?.phase != null && higher.ice !== null) told += 1;
        }
      }
    }
    expect(told).toBeGreaterThan(3);
  });

  it('changes nothing else', () => {
    const bars = market(7);
    const plain = stepsOf(bars, SERIES);
    expect(plain.flatMap((step) => step.candidates).every((candidate) => candidate.higher === null)).toBe(true);
    expect(JSON.stringify(stepsOf(bars, IN_LIGHT_OF_1H).map(withoutHigher))).toBe(JSON.stringify(plain));
  });

  it('says nothing of the longer timeframe while that one warms up', () => {
    const bars = market(7);
    const candidates = stepsOf(bars, { ...SERIES, higherTimeframe: '1w' }).flatMap((step) => step.candidates);
    expect(candidates.length).toBeGreaterThan(0);
    expect(candidates.every((candidate) => candidate.higher === null)).toBe(true);
  });

  it('knows no later bar, and goes on from snapshots byte for byte', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.constantFrom<Timeframe>('1h', '4h'),
        (seed, higherTimeframe) => {
          const bars = market(seed, 1_200);
          const report = checkRewrites(bars, analyzerMaker({ ...SERIES, higherTimeframe }), evenCuts(bars.length, 6));
          expect(report.first).toBeNull();
          expect(report.restores).toBe(6);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('is byte for byte the same when it was put away as text at every bar of a day', () => {
    const bars = market(7, 1_500);
    let analyzer = createAnalyzer(IN_LIGHT_OF_1H);
    const steps = bars.map((bar, index) => {
      if (index % 96 < 5 || (index > 1_000 && index < 1_100)) {
        const text = JSON.stringify(analyzer.snapshot());
        analyzer = restoreAnalyzer(JSON.parse(text) as AnalyzerSnapshot, IN_LIGHT_OF_1H);
        expect(JSON.stringify(analyzer.snapshot())).toBe(text);
      }
      return analyzer.push(bar);
    });
    expect(JSON.stringify(steps)).toBe(JSON.stringify(stepsOf(bars, IN_LIGHT_OF_1H)));
  });

  it('refuses a snapshot that knows nothing of it, and needs none to read the series alone', () => {
    const alone = createAnalyzer(SERIES).snapshot();
    expect(alone).not.toHaveProperty('higher');
    expect(() => restoreAnalyzer(alone, IN_LIGHT_OF_1H)).toThrow(/higher timeframe 'none', not '1h'/);
    const inLight = createAnalyzer(IN_LIGHT_OF_1H).snapshot();
    expect(() => restoreAnalyzer(inLight, { ...SERIES, higherTimeframe: '4h' })).toThrow(/'1h', not '4h'/);
    expect(restoreAnalyzer(inLight, SERIES).lastOpenTimeMs).toBeNull();
  });

  it('refuses a timeframe that is not longer, and a bad bar before anything has taken it', () => {
    expect(() => createAnalyzer({ ...SERIES, higherTimeframe: '15m' })).toThrow(RangeError);
    const bars = market(7, 50);
    const analyzer = createAnalyzer(IN_LIGHT_OF_1H);
    for (const bar of bars) analyzer.push(bar);
    const before = JSON.stringify(analyzer.snapshot());
    expect(() => analyzer.push(bars[0]!)).toThrow(RangeError);
    expect(JSON.stringify(analyzer.snapshot())).toBe(before);
  });
});
