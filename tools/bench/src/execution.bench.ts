import { startStack } from '@tape/stack';
import { OrderWatcher, type OrderLatency } from './order-watcher.js';
import { percentile } from './percentile.js';
import { Postgres } from './postgres.js';
import { strategiesBench } from './strategies.bench.js';
import { Tape, type OfferedBar } from './tape.js';
import { ENTRY, storeSignals, symbolOf } from './waiting-signals.js';

const WARM_UP_ORDERS = 50;
const MEASURED_ORDERS = 500;
const BAR_MS = 900_000;
const START_MS = Date.parse('2023-12-04T00:00:00Z');

/**
 * The way of an order on paper, in the whole running system: from asking the queue for the signal to the order that everybody
 * sees submitted, which is after it is stored. Then what 100 strategies cost beside it.
 */
export async function* executionBench(): AsyncGenerator<Record<string, number | string>> {
  yield await orderPath();
  yield* strategiesBench();
}

async function orderPath(): Promise<Record<string, number | string>> {
  await using stack = await startStack({ ephemeral: true, env: { LOG_LEVEL: 'silent' } });
  const tape = await Tape.connect(stack.urls.nats);
  const postgres = await Postgres.connect(stack.urls.database);
  const watcher = await OrderWatcher.connect(stack.urls.nats);
  const count = WARM_UP_ORDERS + MEASURED_ORDERS;
  const symbols = Array.from({ length: count }, (_, n) => symbolOf(n));
  try {
    await tape.offer(symbols.map((symbol) => barAt(symbol, 0)));
    await postgres.worked(symbols.map((symbol) => ({ symbol, openTimeMs: START_MS })));
    await storeSignals(stack.urls.database, count, START_MS, BAR_MS);
    // What they remember is from before the signals.
    for (const name of ['signal', 'execution']) await stack.services.restart(name);
    const latencies: OrderLatency[] = [];
    for (const symbol of symbols) {
      const out = watcher.next(symbol);
      await tape.offer([barAt(symbol, 1)]);
      latencies.push(await out);
    }
    const measured = latencies.slice(WARM_UP_ORDERS);
    const fromClaim = measured.map((latency) => latency.fromClaim);
    const fromBar = measured.map((latency) => latency.fromBar);
    return {
      bench: 'order-path',
      mode: 'paper',
      orders: measured.length,
      claim_to_submitted_p50_ms: round(percentile(fromClaim, 0.5)),
      claim_to_submitted_p99_ms: round(percentile(fromClaim, 0.99)),
      bar_to_submitted_p50_ms: round(percentile(fromBar, 0.5)),
      bar_to_submitted_p99_ms: round(percentile(fromBar, 0.99)),
    };
  } finally {
    await watcher.close();
    await tape.close();
    await postgres.close();
  }
}

function barAt(symbol: string, index: number): OfferedBar {
  const prices = { open: String(ENTRY), high: String(ENTRY + 1), low: String(ENTRY - 1), close: String(ENTRY) };
  return { symbol, timeframe: '15m', bar: { openTimeMs: START_MS + index * BAR_MS, ...prices, volume: '1000' } };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
