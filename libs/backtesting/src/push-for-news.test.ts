import { describe, expect, it } from '@jest/globals';
import { inferInstrument, type Instrument, type PriceBar } from '@tape/market';
import { CLASSIC_RISK } from '@tape/risk-rules';
import type { Candidate } from '@tape/wyckoff';
import * as fc from 'fast-check';
import type { BarOutcome } from './bar-outcome.js';
import { mergeByClose, seriesBarOf, type BacktestSeries } from './merge-series.js';
import { createPipeline } from './pipeline.js';
import { runBacktest, type BacktestRequest } from './run-backtest.js';
import { bar, coin, DAY_0_MS, quiet, scripted, simulatedSeries, spring, stock } from './testing/scripted-market.js';

const DAYS = 12;
const HOUR_MS = 3_600_000;
/** Each of another asset class, so that each has a daily loss limit of its own. */
const INSTRUMENTS: readonly Instrument[] = [coin('AAA'), stock('BBB'), inferInstrument('EURUSD'), coin('DDD')];

/** A day that does nothing, runs to the targets, breaks the guard, or falls through everything. */
const shape = fc.constantFrom<(day: number) => PriceBar>(
  (day) => quiet(day),
  (day) => bar(day, 104, 141, 103, 139),
  (day) => bar(day, 101, 102, 98.4, 101),
  (day) => bar(day, 70, 71, 60, 70),
);
const dayOf = fc.nat({ max: DAYS - 1 });
const market = fc.record({
  shapes: fc.array(fc.array(fc.option(shape, { freq: 4 }), { minLength: DAYS, maxLength: DAYS }), {
    minLength: INSTRUMENTS.length,
    maxLength: INSTRUMENTS.length,
  }),
  found: fc.array(fc.tuple(fc.nat({ max: INSTRUMENTS.length - 1 }), dayOf), { maxLength: 12 }),
  accountZone: fc.constantFrom('UTC', 'America/New_York'),
});

type DrawnMarket = typeof market extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function request(drawn: DrawnMarket): BacktestRequest {
  const series = INSTRUMENTS.map((instrument, place): BacktestSeries => {
    const bars = drawn.shapes[place]!.flatMap((make, day) => (make === null ? [] : [make(day)]));
    return { instrument, timeframe: '1d', simulated: false, bars };
  });
  const candidates = drawn.found.map(([place, day]): Candidate => ({
    ...spring(day, INSTRUMENTS[place]!.symbol),
    id: `${place}:${day}`,
  }));
  return {
    series,
    initialEquity: '100000',
    riskProfile: { ...CLASSIC_RISK, accountZone: drawn.accountZone, maxDrawdownPercent: '6' },
    analyzer: scripted(candidates),
  };
}

function hour(index: number, made = quiet(0)): PriceBar {
  return { ...made, openTimeMs: DAY_0_MS + index * HOUR_MS };
}

describe('hearing of news only', () => {
  it('comes to what working every bar in full comes to, whatever happens', () => {
    fc.assert(
      fc.property(market, (drawn) => {
        const asked = request(drawn);
        const outcomes: BarOutcome[] = [];
        const inFull = runBacktest({ ...asked, onBar: (outcome) => outcomes.push(outcome) });
        expect(runBacktest(asked)).toEqual(inFull);
        expect(outcomes).toHaveLength(inFull.metrics.barsProcessed);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves the account as working every bar in full does, the time of its last mark included', () => {
    fc.assert(
      fc.property(market, (drawn) => {
        const asked = request(drawn);
        const [quick, full] = [createPipeline(asked), createPipeline(asked)];
        for (const together of mergeByClose(asked.series)) {
          quick.pushForNews(together);
          full.pushTogether(together.map((placed) => seriesBarOf(asked.series, placed)));
          expect(quick.risk.portfolio).toEqual(full.risk.portfolio);
          expect(quick.risk.reservations).toEqual(full.risk.reservations);
          expect(new Set(quick.risk.campaigns)).toEqual(new Set(full.risk.campaigns));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('tells of a bar that begins a day, or on which something is found or held, and of no other', () => {
    const series = [{ instrument: coin('AAA'), timeframe: '1h', simulated: false, bars: [] }] as const;
    const found = { ...spring(0, 'AAA', { timeframe: '1h' }), knownAtMs: hour(2).openTimeMs };
    const pipeline = createPipeline({ series, initialEquity: '100000', analyzer: scripted([found]) });
    const bars = [hour(0), hour(1), hour(2), hour(3), hour(4, bar(0, 104, 141, 103, 139)), hour(5), hour(24)];
    const told = bars.map((each) => pipeline.pushForNews([{ place: 0, bar: each }]).length);
    expect(told).toEqual([1, 0, 1, 1, 1, 0, 1]);
  });

  it('refuses a bar that is not after the last one, and a place that no series has', () => {
    const series = [{ instrument: coin('AAA'), timeframe: '1h', simulated: false, bars: [] }] as const;
    const pipeline = createPipeline({ series, initialEquity: '100000', analyzer: scripted([]) });
    for (const hours of [0, 1]) {
      pipeline.pushForNews([{ place: 0, bar: hour(hours) }]);
    }
    expect(() => pipeline.pushForNews([{ place: 0, bar: quiet(0) }])).toThrow('not after');
    expect(() => pipeline.pushForNews([{ place: 1, bar: quiet(1) }])).toThrow('no series at place 1');
  });

  it('is the same over the simulated market, read by the real analysis', () => {
    const series = simulatedSeries(3, 1_500);
    const inFull = runBacktest({ series, initialEquity: '100000', onBar: () => undefined });
    expect(runBacktest({ series, initialEquity: '100000' })).toEqual(inFull);
    expect(inFull.positions.length).toBeGreaterThan(5);
  });
});
