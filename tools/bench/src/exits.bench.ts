import type { PriceBar } from '@tape/market';
import { startStack } from '@tape/stack';
import { cpuPerBar, readCpu } from './cpu-meter.js';
import { type ExitLatency, ExitWatcher } from './exit-watcher.js';
import { ENTRY, GUARD, storeCampaigns, symbolOf } from './open-campaigns.js';
import { percentile } from './percentile.js';
import { Postgres } from './postgres.js';
import { Tape, type OfferedBar } from './tape.js';

/** Open while the last exit is measured, too. */
const OPEN_CAMPAIGNS = 1_000;
const WARM_UP_EXITS = 30;
const MEASURED_EXITS = 300;
const BAR_MS = 900_000;
const START_MS = Date.parse('2023-12-04T00:00:00Z');

/**
 * How long the market waits for an emergency exit: from the bar that breaks the guard of one of 1,000 open campaigns to the
 * closing order, through ingest's tape, execution, risk and execution again.
 */
export async function* exitsBench(): AsyncGenerator<Record<string, number | string>> {
  await using stack = await startStack({ ephemeral: true, env: { LOG_LEVEL: 'silent' } });
  const tape = await Tape.connect(stack.urls.nats);
  const postgres = await Postgres.connect(stack.urls.database);
  const watcher = await ExitWatcher.connect(stack.urls.nats);
  const exits = WARM_UP_EXITS + MEASURED_EXITS;
  const symbols = Array.from({ length: OPEN_CAMPAIGNS + exits }, (_, n) => symbolOf(n));
  try {
    await quietBars(tape, postgres, symbols, 0);
    await storeCampaigns(stack.urls.database, symbols.length, START_MS + BAR_MS);
    // What they remember is from before the campaigns.
    for (const name of ['risk', 'execution']) await stack.services.restart(name);
    await quietBars(tape, postgres, symbols, 1);

    const latencies: ExitLatency[] = [];
    const before = readCpu(stack);
    for (const symbol of symbols.slice(0, exits)) {
      const out = watcher.next(symbol);
      await tape.offer([barAt(symbol, 2, GUARD - 1)]);
      latencies.push(await out);
    }
    const cpu = cpuPerBar(before, readCpu(stack), exits);
    const told = latencies.slice(WARM_UP_EXITS).map((latency) => latency.told);
    const ordered = latencies.slice(WARM_UP_EXITS).map((latency) => latency.ordered);
    yield {
      bench: 'bar-to-exit-order',
      open_campaigns: OPEN_CAMPAIGNS,
      exits: ordered.length,
      exit_told_p50_ms: round(percentile(told, 0.5)),
      p50_ms: round(percentile(ordered, 0.5)),
      p99_ms: round(percentile(ordered, 0.99)),
      max_ms: round(percentile(ordered, 1)),
    };
    yield { bench: 'exit-cpu-us', ...cpu };
  } finally {
    await watcher.close();
    await tape.close();
    await postgres.close();
  }
}

async function quietBars(tape: Tape, postgres: Postgres, symbols: readonly string[], index: number): Promise<void> {
  await tape.offer(symbols.map((symbol) => barAt(symbol, index, ENTRY - 1)));
  await postgres.worked(symbols.map((symbol) => ({ symbol, openTimeMs: START_MS + index * BAR_MS })));
}

function barAt(symbol: string, index: number, low: number): OfferedBar {
  const prices = { open: String(ENTRY), high: String(ENTRY + 1), low: String(low), close: String(ENTRY) };
  const bar: PriceBar = { openTimeMs: START_MS + index * BAR_MS, ...prices, volume: '1000' };
  return { symbol, timeframe: '15m', bar };
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
