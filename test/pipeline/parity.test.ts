import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type BacktestResult, runBacktest } from '@tape/backtesting';
import { inferInstrument } from '@tape/market';
import { type RunningStack, startStack } from '@tape/stack';
import { dataSet, describeWithData } from '@tape/testing';
import { DEFAULT_COSTS, openShadow, stepShadow } from '@tape/trading';
import { type FinalTables, readFinalTables, waitUntilWorked } from './final-tables.js';
import { asSeriesBars, readTape, type SentBar, sendBars } from './tape-file.js';

const FILE = 'stocks/AAPL_1d.csv';
const byId = (key: string) => (a: object, b: object) =>
  String(a[key as keyof typeof a]) < String(b[key as keyof typeof b]) ? -1 : 1;
const sorted = <Item extends object>(items: readonly Item[], key: string): Item[] => items.toSorted(byId(key));

describeWithData('25 years of AAPL through the services and through the backtest', [FILE], () => {
  let stack: RunningStack;
  let live: FinalTables;
  let backtest: BacktestResult;
  let sent: readonly SentBar[];

  beforeAll(async () => {
    const bars = readTape(dataSet(FILE)!, 'AAPL');
    sent = bars;
    stack = await startStack({ ephemeral: true });
    await sendBars(() => stack, bars);
    await waitUntilWorked(stack.urls.database, { symbol: 'AAPL', timeframe: '1d' }, bars.at(-1)!.timestamp, 120_000);
    live = await readFinalTables(stack.urls.database);
    backtest = runBacktest({
      series: [{ instrument: inferInstrument('AAPL'), timeframe: '1d', simulated: false, bars: asSeriesBars(bars) }],
      initialEquity: '100000',
    });
  }, 180_000);

  afterAll(async () => {
    await stack?.stop();
  }, 60_000);

  it('stores every bar once', () => {
    expect(live.bars).toBe(6_256);
  });

  it('has something to compare', () => {
    expect(backtest.patterns.length).toBeGreaterThan(5);
    expect(backtest.signals.length).toBeGreaterThan(0);
    expect(backtest.rejections.length).toBeGreaterThan(0);
  });

  it('finds the same patterns', () => {
    expect(live.patterns).toEqual(sorted(backtest.patterns, 'id'));
  });

  it('gives the same verdicts, stage by stage', () => {
    const expected = backtest.verdicts.toSorted((a, b) => (a.pattern.id < b.pattern.id ? -1 : 1));
    expect(live.verdicts).toEqual(expected);
  });

  it('issues the same signals and rejections', () => {
    expect(live.signals).toEqual(sorted(backtest.signals, 'id'));
    expect(live.rejections).toEqual(sorted(backtest.rejections, 'id'));
    expect(live.signalStatus).toEqual(backtest.signalStatus);
  });

  it('follows what was refused as the pure function does, bar by bar from the refusal on', () => {
    const market = { instrument: inferInstrument('AAPL'), costs: DEFAULT_COSTS.STOCK, rates: {} };
    const shadows = backtest.verdicts
      .filter(({ chain }) => chain.overall === 'FAIL')
      .map(({ pattern }) =>
        asSeriesBars(sent).reduce((shadow, bar) => stepShadow(shadow, bar, market), openShadow(pattern)),
      );
    expect(live.shadows.map((row) => (row as { trade: object }).trade)).toEqual(sorted(shadows, 'rejectionId'));
    expect(new Set(shadows.map(({ state }) => state))).toContain('WON');
  });

  it('trades the same', () => {
    expect(live.orders).toEqual(sorted(backtest.orders, 'clientOrderId'));
    expect(live.fills).toEqual(sorted(backtest.fills, 'id'));
    const positions = sorted(backtest.positions, 'positionId').map(({ atMs: _at, ...position }) => position);
    expect(live.positions).toEqual(positions);
    expect(live.exits).toEqual(sorted(backtest.exits, 'id'));
    expect(live.portfolio).toMatchObject({ equity: backtest.metrics.finalEquity });
  });

  it('leaves nothing unpublished', () => {
    expect(live.unpublished).toBe(0);
  });
});
