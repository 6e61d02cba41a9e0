import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type BacktestResult, runBacktest } from '@tape/backtesting';
import { inferInstrument } from '@tape/market';
import { type RunningStack, startStack } from '@tape/stack';
import { dataSet, describeWithData } from '@tape/testing';
import { type FinalTables, readFinalTables, waitUntilWorked } from './final-tables.js';
import { asSeriesBars, readTape, sendBars } from './tape-file.js';

const FILE = 'stocks/AAPL_1d.csv';
const byId = (key: string) => (a: object, b: object) =>
  String(a[key as keyof typeof a]) < String(b[key as keyof typeof b]) ? -1 : 1;
const sorted = <Item extends object>(items: readonly Item[], key: string): Item[] => items.toSorted(byId(key));

/** Whoever guards a bar and whoever assesses its candidates need not be the same process. */
describeWithData('25 years of AAPL beside four replicas of risk', [FILE], () => {
  let stack: RunningStack;
  let live: FinalTables;
  let backtest: BacktestResult;

  beforeAll(async () => {
    const bars = readTape(dataSet(FILE)!, 'AAPL');
    stack = await startStack({ ephemeral: true, replicas: { risk: 4 } });
    await sendBars(() => stack, bars);
    await waitUntilWorked(stack.urls.database, { symbol: 'AAPL', timeframe: '1d' }, bars.at(-1)!.timestamp, 240_000);
    live = await readFinalTables(stack.urls.database);
    backtest = runBacktest({
      series: [{ instrument: inferInstrument('AAPL'), timeframe: '1d', simulated: false, bars: asSeriesBars(bars) }],
      initialEquity: '100000',
    });
  }, 300_000);

  afterAll(async () => {
    await stack?.stop();
  }, 60_000);

  it('decides as a backtest does', () => {
    expect(live.verdicts).toEqual(backtest.verdicts.toSorted((a, b) => (a.pattern.id < b.pattern.id ? -1 : 1)));
    expect(live.signals).toEqual(sorted(backtest.signals, 'id'));
    expect(live.signalStatus).toEqual(backtest.signalStatus);
  });

  it('exits and marks as a backtest does', () => {
    expect(live.exits).toEqual(sorted(backtest.exits, 'id'));
    expect(live.fills).toEqual(sorted(backtest.fills, 'id'));
    expect(live.portfolio).toMatchObject({ equity: backtest.metrics.finalEquity });
  });
});
