import { describe, expect, it } from '@jest/globals';
import { simulateMarket, toBar, type Bar } from '@tape/market';
import * as fc from 'fast-check';
import { marketWalk } from './testing/market-walk.contract.js';
import type { PlainOptions } from './testing/oracle/plain-analysis.contract.js';
import { expectSameStory, type Tally } from './testing/oracle/same-story.contract.js';
import { realBars } from './testing/real-bars.contract.js';

const DAILY: PlainOptions = { symbol: 'TEST', timeframe: '1d', strict: false, forex: false };
const RUNS = { numRuns: 25 };

/** All there are, AR and ST of either side under one name. */
const EVENTS = ['AR', 'BC', 'LPS', 'LPSY', 'PS', 'PSY', 'SC', 'SOS', 'SOW', 'SPRING', 'ST', 'TEST', 'UT', 'UTAD'];

function everyHour(bars: readonly Bar[]): Bar[] {
  return bars.map((bar, index) => ({ ...bar, openTimeMs: index * 3_600_000 }));
}

describe('the fast analysis tells the story the plain one tells', () => {
  it.each([false, true])('of markets of any mood (strict: %s)', (strict) => {
    fc.assert(
      fc.property(marketWalk, (bars) => expectSameStory(bars, { ...DAILY, strict })),
      RUNS,
    );
  });

  it('of intraday forex, session by session', () => {
    const options: PlainOptions = { symbol: 'EURUSD', timeframe: '1h', strict: false, forex: true };
    fc.assert(
      fc.property(marketWalk, (bars) => expectSameStory(everyHour(bars), options)),
      { numRuns: 10 },
    );
  });

  it('of the simulated market, from any seed', () => {
    const options: PlainOptions = { symbol: 'ALPHA-SIM', timeframe: '15m', strict: false, forex: false };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const bars = simulateMarket(seed, options.symbol).take(700).map(toBar);
        expectSameStory([...bars], options);
      }),
      { numRuns: 10 },
    );
  });
});

const FILES = ['stocks/KO_1d.csv', 'stocks/AAPL_1d.csv', 'etf/SPY_1d.csv'];
const daily = FILES.flatMap((file) => {
  const bars = realBars(file)?.slice(0, 2_000);
  return bars === undefined ? [] : [{ file, bars }];
});

(daily.length < FILES.length ? describe.skip : describe)('the fast analysis on real daily bars', () => {
  it('tells the story the plain one tells, and every event is in it', () => {
    const tally: Tally = {};
    for (const { bars } of daily) expectSameStory(bars, DAILY, tally);
    expect(Object.keys(tally).toSorted()).toEqual(EVENTS);
  });
});
