import { describe, it } from '@jest/globals';
import { inferInstrument } from '@tape/market';
import { expectSameStory } from '../src/testing/oracle/same-story.contract.js';
import { realBars } from '../src/testing/real-bars.contract.js';
import { everySeries } from './every-series.js';

/** Newest bars of each series: the plain analysis reads the whole history again for every bar. */
const BARS = 2_000;

const series = everySeries();

(series.length === 0 ? describe.skip : describe)('the fast analysis on every real series', () => {
  it.each(series)('tells of $file what the plain one tells, in either profile', ({ file, symbol, timeframe }) => {
    const bars = (realBars(file) ?? []).slice(-BARS);
    const forex = inferInstrument(symbol).assetClass === 'FOREX';
    for (const strict of [false, true]) expectSameStory(bars, { symbol, timeframe, strict, forex });
  });
});
