import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type BacktestRequest, type BacktestResult, runBacktest } from '@tape/backtesting';
import { DAY_MS, inferInstrument, newsKindsOf } from '@tape/market';
import { type RunningStack, startStack } from '@tape/stack';
import { dataSet, describeWithData } from '@tape/testing';
import { type FinalTables, readFinalTables, waitUntilWorked } from './final-tables.js';
import { asSeriesBars, readTape, sendBars } from './tape-file.js';

/** Real bars of one pair under the name of another: a cross, whose own price does not tell what it is worth in dollars. */
const FILE = 'forex/USDJPY_1d.csv';
const SYMBOL = 'CHFJPY';
const CURRENCIES = ['CHF', 'JPY'];
const KNOWN = { fromMs: Date.UTC(1999, 0, 1), toMs: Date.UTC(2030, 0, 1) };

/** A rate for the last day of every month, which counts when the month is over. */
const RATES = Array.from({ length: 26 * 12 }, (_, month) => ({
  day: new Date(Date.UTC(1999, month + 1, 0)).toISOString().slice(0, 10),
  rate: String(100 + (month % 50)),
}));

const byId = <Item extends object>(items: readonly Item[], key: keyof Item): Item[] =>
  items.toSorted((a, b) => (String(a[key]) < String(b[key]) ? -1 : 1));

describeWithData('a cross with stored rates and a stored calendar', [FILE], () => {
  let stack: RunningStack;
  let live: FinalTables;
  let backtest: BacktestResult;
  let ignorant: BacktestResult;

  async function post(path: string, body: string, type = 'application/json'): Promise<Record<string, unknown>> {
    const answer = await fetch(`${stack.gatewayUrl!}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': type, authorization: `Bearer ${stack.apiToken}` },
      body,
    });
    const told = (await answer.json()) as Record<string, unknown>;
    expect({ path, status: answer.status, refusals: told['refusals'] }).toEqual({ path, status: 200, refusals: [] });
    return told;
  }

  beforeAll(async () => {
    const bars = readTape(dataSet(FILE)!, SYMBOL);
    const request: BacktestRequest = {
      series: [{ instrument: inferInstrument(SYMBOL), timeframe: '1d', simulated: false, bars: asSeriesBars(bars) }],
      initialEquity: '100000',
      rates: RATES.map(({ day, rate }) => ({ base: 'USD', quote: 'JPY', atMs: Date.parse(day) + DAY_MS, rate })),
    };
    ignorant = runBacktest(request);
    // The first signal closes within the hours of a release, to the minute.
    const atMs = ignorant.signals[0]!.createdAtMs + 4 * 3_600_000;
    const coverage = CURRENCIES.flatMap((subject) => newsKindsOf(subject).map((kind) => ({ kind, subject, ...KNOWN })));
    const news = [{ kind: 'BOJ' as const, currency: 'JPY', atMs }];
    backtest = runBacktest({ ...request, calendar: { earnings: [], news, coverage } });

    stack = await startStack({ ephemeral: true });
    await post(
      'rates',
      ['pair,at,rate', ...RATES.map(({ day, rate }) => `USD/JPY,${day},${rate}`)].join('\n'),
      'text/csv',
    );
    const calendar = {
      rows: [{ kind: 'BOJ', at: new Date(atMs).toISOString() }],
      subjects: CURRENCIES,
      known_from: new Date(KNOWN.fromMs).toISOString(),
      known_to: new Date(KNOWN.toMs).toISOString(),
    };
    await post('calendars/economic', JSON.stringify(calendar));
    await sendBars(() => stack, bars);
    await waitUntilWorked(stack.urls.database, { symbol: SYMBOL, timeframe: '1d' }, bars.at(-1)!.timestamp, 120_000);
    live = await readFinalTables(stack.urls.database);
  }, 240_000);

  afterAll(async () => {
    await stack?.stop();
  }, 60_000);

  it('has something to compare: one signal less than without the calendar, and no doubt left', () => {
    expect(backtest.signals.length).toBeGreaterThan(0);
    expect(backtest.signals).toHaveLength(ignorant.signals.length - 1);
    expect(backtest.positions.length).toBeGreaterThan(0);
    expect(ignorant.signals.map((signal) => signal.validationChain.stages.at(-1)?.reason)).toContain(
      'calendar-unavailable',
    );
    expect(backtest.signals.map((signal) => signal.validationChain.stages.at(-1)?.reason)).not.toContain(
      'calendar-unavailable',
    );
    expect(backtest.rejections.map(({ reason }) => reason)).toContain('news-near');
  });

  it('is judged the same by the services and by the backtest', () => {
    const verdicts = backtest.verdicts.toSorted((a, b) => (a.pattern.id < b.pattern.id ? -1 : 1));
    expect(live.verdicts).toEqual(verdicts);
  });

  it('is sized, filled and marked the same', () => {
    expect(live.signals).toEqual(byId(backtest.signals, 'id'));
    expect(live.fills).toEqual(byId(backtest.fills, 'id'));
    expect(live.positions).toEqual(
      byId(backtest.positions, 'positionId').map(({ atMs: _at, ...position }) => position),
    );
    expect(live.portfolio).toMatchObject({ equity: backtest.metrics.finalEquity });
  });
});
