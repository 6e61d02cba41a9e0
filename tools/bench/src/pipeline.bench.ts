import { barIngested, outgoing } from '@tape/contracts';
import { inferInstrument } from '@tape/market';
import { type RunningStack, startStack } from '@tape/stack';
import { type CpuReading, cpuPerBar, readCpu } from './cpu-meter.js';
import { type Feed, realFeed, simulatedFeed } from './feed.js';
import { Postgres } from './postgres.js';
import { rawRate } from './raw-jetstream.js';
import { percentile } from './percentile.js';
import { Tape, type OfferedBar } from './tape.js';
import { BarWatcher } from './bar-watcher.js';

const WARM_UP_BARS = 300;
const SHORT_RUN_BARS = 500;
const LONG_RUN_BARS = 2_000;
const PACED_PER_SECOND = 200;
const PACED_SECONDS = 15;
/** Processor time a second below which nothing of the runs before is still worked on, microseconds: what all services use at rest. */
const AT_REST_US = 300_000;
const REST_LOOK_MS = 500;
const REST_PATIENCE_MS = 60_000;

/**
 * The whole running system: bars offered to ingest until risk, the last to follow the tape, has guarded them; beside the
 * raw rate of the same server in the same run, so that the ratio means something on any machine, and the processor time
 * by process.
 */
export async function* pipelineBench(): AsyncGenerator<Record<string, number | string>> {
  await using stack = await startStack({ ephemeral: true, env: { LOG_LEVEL: 'warn' } });
  const tape = await Tape.connect(stack.urls.nats);
  const postgres = await Postgres.connect(stack.urls.database);
  try {
    const feed = simulatedFeed();
    await tape.offer(feed.next(WARM_UP_BARS));
    await postgres.worked(feed.heads());

    const raw = await rawRate(stack.urls.nats, rawMessages(feed.peek(LONG_RUN_BARS)));
    yield { bench: 'raw-jetstream', messages: LONG_RUN_BARS * feed.width, messages_per_second: Math.round(raw) };

    const cpu = (): CpuReading => readCpu(stack);
    const short = await timed(tape, postgres, feed, SHORT_RUN_BARS, cpu);
    yield { bench: 'pipeline-10x500', bars: short.bars, seconds: round(short.seconds) };

    // The demo market has something open nearly all the time, which is the most that the stages can have to say to each
    // other; real daily bars are quiet between campaigns.
    const simulated = await timed(tape, postgres, feed, LONG_RUN_BARS, cpu);
    yield rateOf('simulated', simulated, raw);
    yield { bench: 'pipeline-cpu-us-per-bar', data: 'simulated', ...simulated.cpu };
    const real = realFeed();
    if (real === undefined) process.stderr.write('no real bars: set TAPE_DATA_DIR to measure on them too\n');
    else {
      const daily = await timed(tape, postgres, real, LONG_RUN_BARS, cpu);
      yield rateOf('ten daily stocks', daily, raw);
      yield { bench: 'pipeline-cpu-us-per-bar', data: 'ten daily stocks', ...daily.cpu };
    }

    await rest(cpu);
    const latencies = await paced(stack, tape, feed);
    yield {
      bench: 'bar-to-websocket',
      bars_per_second: PACED_PER_SECOND,
      bars: latencies.length,
      p50_ms: round(percentile(latencies, 0.5)),
      p99_ms: round(percentile(latencies, 0.99)),
      max_ms: round(percentile(latencies, 1)),
    };
  } finally {
    await tape.close();
    await postgres.close();
  }
}

/** Waits until what follows behind the guards (shadows, experiments, the outboxes) is done too: latency is that of the market's pace. */
async function rest(cpu: () => CpuReading): Promise<void> {
  const until = performance.now() + REST_PATIENCE_MS;
  for (let before = total(cpu()); performance.now() < until;) {
    await new Promise((resolve) => setTimeout(resolve, REST_LOOK_MS));
    const now = total(cpu());
    if (((now - before) * 1_000) / REST_LOOK_MS < AT_REST_US) return;
    before = now;
  }
}

function total(reading: CpuReading): number {
  return [...reading.values()].reduce((all, us) => all + us, 0);
}

function rateOf(data: string, run: { bars: number; seconds: number }, raw: number): Record<string, number | string> {
  const rate = run.bars / run.seconds;
  return {
    bench: 'pipeline',
    data,
    bars: run.bars,
    bars_per_second: Math.round(rate),
    raw_messages_per_second: Math.round(raw),
    ratio_to_raw: round(rate / raw),
  };
}

async function timed(
  tape: Tape,
  postgres: Postgres,
  feed: Feed,
  each: number,
  cpu: () => CpuReading,
): Promise<{ bars: number; seconds: number; cpu: Record<string, number> }> {
  const bars = feed.next(each);
  const before = cpu();
  const startedAt = performance.now();
  await tape.offer(bars);
  await postgres.worked(feed.heads());
  const seconds = (performance.now() - startedAt) / 1_000;
  return { bars: bars.length, seconds, cpu: cpuPerBar(before, cpu(), bars.length) };
}

type Gateway = Pick<RunningStack, 'gatewayUrl' | 'apiToken'>;

/** One bar every few milliseconds, each timed from its offer to its arrival at a WebSocket client. */
async function paced(stack: Gateway, tape: Tape, feed: Feed): Promise<number[]> {
  const watcher = await BarWatcher.connect(stack.gatewayUrl!, stack.apiToken);
  const bars = feed.next((PACED_PER_SECOND * PACED_SECONDS) / feed.width);
  const startedAt = performance.now();
  const offers: Promise<void>[] = [];
  for (const [index, bar] of bars.entries()) {
    const dueMs = (index * 1_000) / PACED_PER_SECOND;
    const earlyMs = dueMs - (performance.now() - startedAt);
    if (earlyMs > 0) await new Promise((resolve) => setTimeout(resolve, earlyMs));
    watcher.offered(bar);
    offers.push(tape.offer([bar]));
  }
  await Promise.all(offers);
  const latencies = await watcher.latencies(bars.length);
  watcher.close();
  return latencies;
}

function rawMessages(bars: readonly OfferedBar[]): { id: string; body: string }[] {
  return bars.map(({ symbol, timeframe, bar }) => {
    const payload = {
      symbol,
      timeframe,
      assetClass: inferInstrument(symbol).assetClass,
      ...bar,
      source: 'FEED' as const,
      previousOpenTimeMs: null,
    };
    const origin = { source: 'ingest', timeMs: bar.openTimeMs, correlationId: `bar:${symbol}:${bar.openTimeMs}` };
    const event = outgoing(barIngested, payload, origin, 16);
    return { id: event.messageId, body: JSON.stringify(event.envelope) };
  });
}

function round(value: number): number {
  return Number(value.toFixed(3));
}
