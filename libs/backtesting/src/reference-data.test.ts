import { describe, expect, it } from '@jest/globals';
import { inferInstrument, type PriceBar } from '@tape/market';
import { MAX_RATE_AGE_MS, type RateQuote } from '@tape/risk-rules';
import type { CalendarBook } from '@tape/validation';
import { runBacktest, type BacktestRequest, type BacktestResult } from './run-backtest.js';
import { bar, DAY_0_MS, DAY_MS, quiet, scripted, seriesOf, spring, stock } from './testing/scripted-market.js';

/** Known at the close of day 0, filled at the open of day 1, at its targets on day 2. */
const BARS = [quiet(0), quiet(1), bar(2, 104, 141, 103, 139)];
const CLOSE_0_MS = DAY_0_MS + DAY_MS;
/** A lot of a pair at 102 is worth millions. */
const EQUITY = '100000000';
const GBP_RATE: RateQuote = { base: 'GBP', quote: 'USD', atMs: CLOSE_0_MS, rate: '1.25' };

function run(
  symbol: string,
  overrides: Partial<BacktestRequest> = {},
  bars: readonly PriceBar[] = BARS,
): BacktestResult {
  const instrument = symbol === 'ACME' ? stock(symbol) : inferInstrument(symbol);
  return runBacktest({
    series: [seriesOf(instrument, bars)],
    initialEquity: EQUITY,
    analyzer: scripted([spring(0, symbol)]),
    ...overrides,
  });
}

function outcomeOf({ verdicts }: BacktestResult): string {
  const last = verdicts[0]?.chain.stages.at(-1);
  return `${last?.stage} ${last?.status} ${last?.reason}`;
}

function rateSeries(bars: readonly PriceBar[]): ReturnType<typeof seriesOf> {
  return seriesOf(inferInstrument('GBP/USD'), bars);
}

describe('rates in a backtest', () => {
  it('size a cross by what its quote currency was worth when its bar closed', () => {
    const [signal] = run('EURGBP', { rates: [GBP_RATE, { ...GBP_RATE, atMs: CLOSE_0_MS + 1, rate: '9' }] }).signals;
    // 0.5 % of equity is 500 000; a lot of 100 000 loses 4.00005 GBP a unit, which at 1.25 is 500 006.25: 0.99 lots are left.
    expect(signal).toMatchObject({
      symbol: 'EURGBP',
      positionUnit: 'LOTS',
      positionSize: '0.99',
      notional: '12622500',
    });
  });

  it.each([
    ['without a rate', []],
    ['with a rate of another currency', [{ ...GBP_RATE, base: 'JPY' }]],
    ['with a rate that came a moment later', [{ ...GBP_RATE, atMs: CLOSE_0_MS + 1 }]],
    ['with a rate past its age', [{ ...GBP_RATE, atMs: CLOSE_0_MS - MAX_RATE_AGE_MS - 1 }]],
  ])('refuse a cross %s', (_what, rates) => {
    const result = run('EURGBP', { rates });
    expect(result.signals).toEqual([]);
    expect(result.rejections).toMatchObject([{ stage: 'RISK', reason: expect.stringContaining('rate') }]);
  });

  it('take a rate of just that age', () => {
    expect(run('EURGBP', { rates: [{ ...GBP_RATE, atMs: CLOSE_0_MS - MAX_RATE_AGE_MS }] }).signals).toHaveLength(1);
  });

  it('book an exit at the rate of its own bar, however old it is by then', () => {
    const later = { ...GBP_RATE, atMs: DAY_0_MS + 2 * DAY_MS, rate: '2.5' };
    const still = run('EURGBP', { rates: [GBP_RATE] }).positions[0];
    const moved = run('EURGBP', { rates: [GBP_RATE, later] }).positions[0];
    expect(still?.closedAtMs).toBe(moved?.closedAtMs);
    expect(Number(moved?.realisedPnl) / Number(still?.realisedPnl)).toBeCloseTo(2, 1);
    const longAfter = BARS.map((each, day) => ({
      ...each,
      openTimeMs: each.openTimeMs + (day === 2 ? 2 * MAX_RATE_AGE_MS : 0),
    }));
    expect(run('EURGBP', { rates: [GBP_RATE] }, longAfter).positions[0]?.closedAtMs).not.toBeNull();
  });

  it('come from the forex series of the run too, a bar late', () => {
    const cross = seriesOf(inferInstrument('EURGBP'), BARS);
    const before = { ...quiet(-1), close: '1.25' };
    const known = runBacktest({
      series: [cross, rateSeries([before, { ...quiet(0), close: '9' }])],
      initialEquity: EQUITY,
      analyzer: scripted([spring(0, 'EURGBP')]),
    });
    expect(known.signals).toEqual(run('EURGBP', { rates: [GBP_RATE] }).signals);
    const late = runBacktest({
      series: [cross, rateSeries([quiet(0)])],
      initialEquity: EQUITY,
      analyzer: scripted([spring(0, 'EURGBP')]),
    });
    expect(late.signals).toEqual([]);
  });

  it('are the same in whatever order they come', () => {
    const rates = [GBP_RATE, { ...GBP_RATE, atMs: CLOSE_0_MS - 1, rate: '1.2' }, { ...GBP_RATE, atMs: 0, rate: '1.1' }];
    expect(run('EURGBP', { rates: rates.toReversed() })).toEqual(run('EURGBP', { rates }));
  });
});

describe('a calendar in a backtest', () => {
  const covered: CalendarBook['coverage'] = [
    { kind: 'EARNINGS', subject: 'ACME', fromMs: DAY_0_MS - DAY_MS, toMs: DAY_0_MS + 10 * DAY_MS },
  ];

  it.each<readonly [string, CalendarBook | undefined, string]>([
    ['that nobody imported', undefined, 'STRATEGY WARN calendar-unavailable'],
    ['that is complete', { earnings: [], news: [], coverage: covered }, 'STRATEGY PASS null'],
    [
      'with a report the next day',
      { earnings: [{ symbol: 'ACME', atMs: CLOSE_0_MS + DAY_MS }], news: [], coverage: covered },
      'STRATEGY FAIL earnings-near',
    ],
    [
      'with a report the day after',
      { earnings: [{ symbol: 'ACME', atMs: CLOSE_0_MS + DAY_MS + 1 }], news: [], coverage: covered },
      'STRATEGY PASS null',
    ],
  ])('%s', (_what, calendar, expected) => {
    expect(outcomeOf(run('ACME', calendar === undefined ? {} : { calendar }))).toBe(expected);
  });
});
