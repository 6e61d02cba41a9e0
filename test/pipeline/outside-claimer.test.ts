import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runBacktest } from '@tape/backtesting';
import { inferInstrument } from '@tape/market';
import { type RunningStack, startStack } from '@tape/stack';
import { describeWithData } from '@tape/testing';
import { readFinalTables, waitUntilWorked } from './final-tables.js';
import { asSeriesBars, readTape, type SentBar, sendBars } from './tape-file.js';

const FILE = 'stocks/AAPL_1d.csv';
const SERIES = { symbol: 'AAPL', timeframe: '1d' };
/** Long enough for a signal of five bars to expire. */
const BARS_AFTER = 40;

interface Claimed {
  readonly claims: readonly {
    readonly signal: { readonly id: string; readonly entry: string; readonly reservation_id: string };
    readonly again: boolean;
  }[];
}

describeWithData('signals that the rules give to an outside system, while execution runs', [FILE], (file) => {
  let stack: RunningStack;
  let before: readonly SentBar[];
  let after: readonly SentBar[];

  beforeAll(async () => {
    const bars = readTape(file, 'AAPL');
    const series = { instrument: inferInstrument('AAPL'), timeframe: '1d', simulated: false } as const;
    const { signals } = runBacktest({ series: [{ ...series, bars: asSeriesBars(bars) }], initialEquity: '100000' });
    const firstBarMs = Math.min(...signals.map((signal) => signal.barTimeMs));
    const cut = bars.findIndex((bar) => Date.parse(bar.timestamp) === firstBarMs) + 1;
    before = bars.slice(0, cut);
    after = bars.slice(cut, cut + BARS_AFTER);
    stack = await startStack({
      ephemeral: true,
      serviceEnv: { signal: { SIGNAL_CLAIMERS: 'AAPL=desk,*=execution' } },
    });
  }, 120_000);

  afterAll(async () => {
    await stack?.stop();
  }, 60_000);

  async function ask(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${stack.gatewayUrl!}/api/v1/signals/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.apiToken}` },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return response.json();
  }
  const claim = async (claimer: string): Promise<Claimed['claims']> =>
    ((await ask('claim', { claimer, max: 5 })) as Claimed).claims;

  it('reach it and nobody else, and are never traded here', async () => {
    await sendBars(() => stack, before);
    await waitUntilWorked(stack.urls.database, SERIES, before.at(-1)!.timestamp, 60_000);

    expect(await claim('execution')).toEqual([]);
    expect(await claim('stranger')).toEqual([]);
    const [first] = await claim('desk');
    expect(first).toMatchObject({ again: false, signal: { entry: expect.stringMatching(/^\d+(\.\d+)?$/) } });
    // It died before it said anything: the same one, and it is told so.
    expect(await claim('desk')).toMatchObject([{ again: true, signal: { id: first!.signal.id } }]);
    const ack = { claimer: 'desk', outcome: 'FILLED' };
    expect(await ask(`${first!.signal.id}/ack`, ack)).toEqual({ id: first!.signal.id, status: 'FILLED' });
    expect(await ask(`${first!.signal.id}/ack`, ack)).toEqual({ id: first!.signal.id, status: 'FILLED' });
    expect(await claim('desk')).toEqual([]);

    await sendBars(() => stack, after);
    await waitUntilWorked(stack.urls.database, SERIES, after.at(-1)!.timestamp, 60_000);
    const tables = await readFinalTables(stack.urls.database);
    expect(tables.orders).toEqual([]);
    expect(tables.signalStatus[first!.signal.id]).toBe('FILLED');
    // What is traded outside is no position here: its money stays promised for as long as the signal could have waited.
    expect(tables.positions).toEqual([]);
    const kept = tables.reservations.find((row) => (row as { id: string }).id === first!.signal.reservation_id);
    expect(kept).toMatchObject({ status: 'EXPIRED', reason: 'not-entered-in-time' });
  }, 180_000);
});
