import { describe, expect, it } from '@jest/globals';
import { SIMULATED_TIMEFRAME, simulateMarket, toBar, type Bar } from '@tape/market';
import { createAnalyzer, type AnalysisStep, type Analyzer, type Candidate } from '@tape/wyckoff';
import { seededDraw } from '../testing/seeded-draw.js';
import { evidenceReport } from './evidence-report.js';
import { EVIDENCE_RULES } from './evidence-rules.js';
import { randomEntries } from './random-entries.js';
import { seriesEvidence, type EvidenceSeries, type SeriesEvidence } from './series-evidence.js';

const RULES = { ...EVIDENCE_RULES, bootstrapSamples: 200 };
const drawOf = (): (() => number) => seededDraw(9);

const bars = [...simulateMarket(3, 'ALPHA-SIM').take(4_000)].map(toBar);
const series: EvidenceSeries = { symbol: 'ALPHA-SIM', timeframe: SIMULATED_TIMEFRAME, assetClass: 'CRYPTO', bars };
const fresh = (): Analyzer => createAnalyzer({ symbol: series.symbol, timeframe: series.timeframe });
const evidence = seriesEvidence(series, fresh(), RULES, [], seededDraw(1));

describe('the evidence of a series', () => {
  it('is the same for the same seed', () => {
    expect(seriesEvidence(series, fresh(), RULES, [], seededDraw(1))).toEqual(evidence);
  });

  it('follows every candidate to one end', () => {
    const analyzer = fresh();
    const candidates = bars.reduce((sum, bar) => sum + analyzer.push(bar).candidates.length, 0);
    const counts = Object.values(evidence.counts);
    expect(counts.reduce((sum, count) => sum + count.candidates, 0)).toBe(candidates);
    const lost = counts.reduce((sum, count) => sum + count.notEntered + count.unfinished, 0);
    expect(evidence.trades).toHaveLength(candidates - lost);
    expect(candidates).toBeGreaterThan(10);
  });

  it('counts each bar in one phase', () => {
    const inPhases = Object.values(evidence.phases.bars).reduce((sum, count) => sum + count, 0);
    expect(inPhases).toBe(bars.length);
    expect(evidence.phases.transitions['B>C']).toBeGreaterThan(0);
  });

  it('counts time on the calendar', () => {
    expect(evidence.symbolYears).toBeCloseTo((4_000 * 15) / (365.25 * 24 * 60), 9);
  });
});

describe('random entries', () => {
  /** A market that falls a percent a bar: longs are stopped, shorts arrive. */
  const falling = Array.from({ length: 400 }, (_, index): Bar => {
    const open = 1_000 * 0.99 ** index;
    return { openTimeMs: index, open, high: open, low: open * 0.99, close: open * 0.99, volume: 1 };
  });
  const free = { slippageFraction: 0, feeFraction: 0 };
  const long = { direction: 'LONG', entry: 100, stop: 95, target: 115 } as const;
  const short = { direction: 'SHORT', entry: 100, stop: 105, target: 85 } as const;

  it('have the risk and reward of the idea, wherever they stand', () => {
    expect(randomEntries(falling, 40, long, free, RULES, seededDraw(1))).toMatchObject({
      hits: 0,
      meanR: expect.closeTo(-1, 6),
    });
    const shorts = randomEntries(falling, 40, short, free, RULES, seededDraw(1))!;
    expect(shorts).toMatchObject({ hits: shorts.n, meanR: expect.closeTo(3, 6) });
  });

  it('are none where there is no room', () => {
    expect(randomEntries(falling.slice(0, 41), 40, long, free, RULES, seededDraw(1))).toBeNull();
    expect(randomEntries([], 40, long, free, RULES, seededDraw(1))).toBeNull();
  });

  it('of a random strategy are not told apart from it', () => {
    const draw = seededDraw(77);
    const { symbol, timeframe } = series;
    const guess = (bar: Bar): Pick<AnalysisStep, 'candidates' | 'events' | 'ranges' | 'phases' | 'current'> => {
      const { close: entry, openTimeMs: knownAtMs } = bar;
      const idea = { pattern: 'SOS', direction: 'LONG', entry, stop: entry * 0.97, knownAtMs, confidence: 75 };
      const candidate = { ...idea, targets: { primary: entry * 1.06 } } as unknown as Candidate;
      const candidates = draw() < 0.1 ? [candidate] : [];
      return { candidates, events: [], ranges: [], phases: [], current: { side: null, phase: null, rangeId: null } };
    };
    const blind = seriesEvidence(series, { read: guess as Analyzer['read'] }, RULES, [], seededDraw(4));
    const { groups } = evidenceReport([blind], RULES, drawOf);
    const sos = groups[0].patterns.find(({ pattern }) => pattern === 'SOS')!;
    expect(sos.n).toBeGreaterThan(200);
    expect(sos).toMatchObject({ againstRandom: 'NOT_TOLD_APART', insufficientSample: false });
    expect({ symbol, timeframe, group: groups[0].timeframe }).toMatchObject({ group: timeframe });
  });
});

const outcome = (grade: 'A' | 'B' | 'C' | 'X', found: boolean, isRange = false): SeriesEvidence['labels'][number] => ({
  symbol: 'A',
  timeframe: '1d',
  event: 'SC',
  timeMs: 0,
  untilMs: null,
  toleranceBars: 1,
  barsAway: null,
  grade,
  found,
  isRange,
});

const trade = (r: number, month: string, random: number): SeriesEvidence['trades'][number] => ({
  pattern: 'SPRING',
  knownAtMs: 0,
  month,
  confidence: r > 0 ? 85 : 75,
  ending: r > 0 ? 'target' : 'stop',
  r,
  barsHeld: 1,
  random: { n: 10, meanR: random, hits: 4 },
});

describe('the report', () => {
  const { groups, series: summaries, labels } = evidenceReport([evidence], RULES, drawOf);

  it('names all six patterns, and those with under 30 trades as an insufficient sample', () => {
    const { patterns } = groups[0];
    expect(patterns.map(({ pattern }) => pattern)).toEqual(['SPRING', 'SOS', 'LPS', 'UTAD', 'SOW', 'LPSY']);
    for (const { n, againstRandom, insufficientSample } of patterns) {
      expect(insufficientSample).toBe(n < 30);
      if (n < 30) expect(againstRandom).toBe('INSUFFICIENT_SAMPLE');
    }
    expect(labels).toBeNull();
    expect(summaries[0]).toMatchObject({ symbol: 'ALPHA-SIM', bars: 4_000 });
  });

  it('takes hit rate, mean and median over what ended', () => {
    const trades = Array.from({ length: 40 }, (_, i) => trade(i % 4 === 0 ? 5 : -1, `m${i}`, 0.1));
    const counts = { SPRING: { candidates: 44, notEntered: 3, unfinished: 1 } };
    const one: SeriesEvidence = { ...evidence, trades, counts, symbolYears: 11 };
    const [group] = evidenceReport([one], RULES, drawOf).groups;
    expect(group.patterns[0]).toMatchObject({
      n: 40,
      candidates: 44,
      notEntered: 3,
      unfinished: 1,
      candidatesPerSymbolYear: 4,
      hitRatePercent: 25,
      targetRatePercent: 25,
      meanR: 0.5,
      medianR: -1,
      randomHitRatePercent: 40,
      randomMeanR: expect.closeTo(0.1, 9),
      differenceR: expect.closeTo(0.4, 9),
      againstRandom: 'NOT_TOLD_APART',
      strong: { n: 10, meanR: 5 },
      weak: { n: 30, meanR: -1 },
    });
    const better = { ...one, trades: trades.map((each) => ({ ...each, random: { n: 10, meanR: -5, hits: 0 } })) };
    const worse = { ...one, trades: trades.map((each) => ({ ...each, random: { n: 10, meanR: 9, hits: 9 } })) };
    expect(evidenceReport([better], RULES, drawOf).groups[0].patterns[0].againstRandom).toBe('ABOVE');
    expect(evidenceReport([worse], RULES, drawOf).groups[0].patterns[0].againstRandom).toBe('BELOW');
  });

  it('keeps bars of different length apart, and sums them up', () => {
    const daily = { ...evidence, symbol: 'OTHER', timeframe: '1d' as const };
    const both = evidenceReport([evidence, daily], RULES, drawOf);
    expect(both.groups.map(({ timeframe, series }) => [timeframe, series])).toEqual([
      ['all', 2],
      ['15m', 1],
      ['1d', 1],
    ]);
  });

  it('counts labels by what they are worth', () => {
    const outcomes = [
      outcome('A', true),
      outcome('B', false),
      outcome('C', true),
      outcome('C', true, true),
      outcome('X', false),
    ];
    expect(evidenceReport([{ ...evidence, labels: outcomes }], RULES, drawOf).labels).toMatchObject({
      expert: { found: 1, of: 2 },
      vague: { found: 1, of: 1 },
      ranges: { found: 1, of: 1 },
      refuted: { found: 0, of: 1 },
    });
  });
});
