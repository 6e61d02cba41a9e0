import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { type BacktestResult, runBacktest } from '@tape/backtesting';
import { type CustomDetected, customDetected } from '@tape/contracts';
import { inferInstrument } from '@tape/market';
import { type RunningStack, startStack } from '@tape/stack';
import { describeWithData } from '@tape/testing';
import hinge from '../../examples/01-a-detector-of-your-own/hinge.detector.js';
import { type FinalTables, readFinalTables, waitUntilWorked } from './final-tables.js';
import { asSeriesBars, readTape, sendBars } from './tape-file.js';

const FILE = 'stocks/AAPL_1d.csv';
const BARS = 3_000;
const PLUGIN = resolve(import.meta.dirname, '../../examples/01-a-detector-of-your-own/hinge.detector.ts');

/** What the stream holds of plug-ins, oldest first, by the bar at which it was known. */
async function customEvents(natsUrl: string, count: number): Promise<CustomDetected[]> {
  const connection = await connect({ servers: natsUrl });
  try {
    const consumer = await jetstream(connection).consumers.get('ANALYSIS', {
      filter_subjects: ['tape.v1.analysis.custom.>'],
    });
    const found: CustomDetected[] = [];
    // One more than expected, so that a repeat would show.
    for await (const message of await consumer.fetch({ max_messages: count + 1, expires: 2_000 })) {
      found.push(customDetected.payload.parse(message.json<{ data: unknown }>().data));
    }
    return found;
  } finally {
    await connection.close();
  }
}

describeWithData("a detector of one's own and a longer timeframe, live and in the backtest", [FILE], (file) => {
  let stack: RunningStack;
  let live: FinalTables;
  let backtest: BacktestResult;

  beforeAll(async () => {
    const bars = readTape(file, 'AAPL', BARS);
    const env = { DETECTOR_PLUGINS: PLUGIN, HIGHER_TIMEFRAME: '1d=1w', SNAPSHOT_EVERY_BARS: '300' };
    stack = await startStack({ ephemeral: true, serviceEnv: { detection: env } });
    await sendBars(() => stack, bars.slice(0, 1_700));
    // What they remember must come back from the snapshot.
    await stack.services.kill('detection');
    await sendBars(() => stack, bars.slice(1_700));
    await waitUntilWorked(stack.urls.database, { symbol: 'AAPL', timeframe: '1d' }, bars.at(-1)!.timestamp, 120_000);
    live = await readFinalTables(stack.urls.database);
    backtest = runBacktest({
      series: [{ instrument: inferInstrument('AAPL'), timeframe: '1d', simulated: false, bars: asSeriesBars(bars) }],
      initialEquity: '100000',
      higherTimeframes: { '1d': '1w' },
      plugins: [hinge],
    });
  }, 180_000);

  afterAll(async () => {
    await stack?.stop();
  }, 60_000);

  it('give the same patterns, each with where the week stood', () => {
    expect(live.patterns).toEqual(backtest.patterns.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    expect(backtest.patterns.some(({ higher }) => higher?.timeframe === '1w' && higher.phase !== null)).toBe(true);
  });

  it('give the same verdicts and signals', () => {
    const verdicts = backtest.verdicts.toSorted((a, b) => (a.pattern.id < b.pattern.id ? -1 : 1));
    expect(live.verdicts).toEqual(verdicts);
    expect(live.signals).toEqual(backtest.signals.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  });

  it('publish, store and list what the detector finds, once, although detection was killed on the way', async () => {
    const known = backtest.customEvents.map(({ knownAtMs }) => knownAtMs);
    expect(known.length).toBeGreaterThan(10);
    const published = await customEvents(stack.urls.nats, known.length);
    expect(published.map(({ knownAtMs }) => knownAtMs)).toEqual(known);
    expect(published[0]).toMatchObject({ symbol: 'AAPL', timeframe: '1d', detector: 'HINGE', side: null });
    expect(live.customEvents).toEqual(published);
    const list = `${stack.gatewayUrl}/api/v1/custom-events?symbol=AAPL&timeframe=1d&detector=HINGE&limit=500`;
    const { items } = (await (
      await fetch(list, { headers: { authorization: `Bearer ${stack.apiToken}` } })
    ).json()) as { items: { known_at: string }[] };
    expect(items.map((item) => Date.parse(item.known_at))).toEqual(known.toReversed().slice(0, 500));
  });
});
