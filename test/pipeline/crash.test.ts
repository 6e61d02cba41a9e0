import { beforeAll, expect, it } from '@jest/globals';
import { type RunningStack, startStack } from '@tape/stack';
import { describeWithData } from '@tape/testing';
import { type FinalTables, readFinalTables, waitUntilWorked } from './final-tables.js';
import { type SentBar, readTape, sendBars } from './tape-file.js';

const FILE = 'stocks/AAPL_1d.csv';
const SERIES = { symbol: 'AAPL', timeframe: '1d' };
const RUN_MS = 180_000;

const VICTIMS = [
  'ingest',
  'detection',
  'validation-chain',
  'risk',
  'signal',
  'execution',
  'backtest',
  'gateway',
] as const;

/** Replays the bars on a fresh stack; `disturb` is called twice while bars are on their way through it. */
async function replay(
  bars: readonly SentBar[],
  disturb?: (stack: RunningStack) => Promise<void>,
): Promise<FinalTables> {
  await using stack = await startStack({ ephemeral: true });
  const gateway = (): typeof stack => stack;
  const [first, second] = [Math.floor(bars.length * 0.45), Math.floor(bars.length * 0.8)];
  await sendBars(gateway, bars.slice(0, first));
  await disturb?.(stack);
  await sendBars(gateway, bars.slice(first, second));
  await disturb?.(stack);
  await sendBars(gateway, bars.slice(second));
  await waitUntilWorked(stack.urls.database, SERIES, bars.at(-1)!.timestamp, 120_000);
  return readFinalTables(stack.urls.database);
}

describeWithData('a replay during which something is killed', [FILE], (file) => {
  let bars: readonly SentBar[];
  let undisturbed: FinalTables;

  beforeAll(async () => {
    bars = readTape(file, 'AAPL');
    undisturbed = await replay(bars);
    expect(undisturbed.positions.length).toBeGreaterThan(0);
    expect(undisturbed.shadows.length).toBe(undisturbed.rejections.length);
    expect(undisturbed.shadows).toContainEqual(expect.objectContaining({ state: 'LOST' }));
  }, RUN_MS);

  it.each(VICTIMS)(
    'ends with the same tables after kill -9 of %s',
    async (victim) => {
      const tables = await replay(bars, (stack) => stack.services.kill(victim));
      expect(tables).toEqual(undisturbed);
    },
    RUN_MS,
  );

  it(
    'ends with the same tables after kill -9 of NATS',
    async () => {
      const tables = await replay(bars, async (stack) => {
        await stack.nats.kill();
        await stack.nats.start();
      });
      expect(tables).toEqual(undisturbed);
    },
    RUN_MS,
  );
});
