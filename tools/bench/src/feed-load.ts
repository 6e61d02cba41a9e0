import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { SUBJECT_ROOT } from '@tape/contracts';
import type { RunningStack } from '@tape/stack';
import type { CrowdOrder, CrowdReport } from './feed-crowd.js';

const CLIENTS = 1_000;
const EVENTS_PER_SECOND = 500;
const TICK_MS = 10;
const SYMBOLS = Array.from({ length: 100 }, (_, place) => `LOAD${place}`);
const SETTLE_MS = 3_000;
/** When memory is looked at first: what a gateway needs for its clients it has by then. */
const WARM_SHARE = 0.25;

export interface FeedLoad {
  /** 0: everything. */
  readonly symbolsEach: number;
  readonly seconds: number;
}

/** 500 events a second for 1,000 clients and one that stalls; each event timed from before it is published to its arrival. */
export async function feedLoad(stack: RunningStack, load: FeedLoad): Promise<Record<string, number | string>> {
  const gateway = new URL(stack.gatewayUrl!);
  const crowd = fork(new URL('./feed-crowd.js', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const nats = await connect({ servers: stack.urls.nats });
  try {
    crowd.send({
      host: gateway.hostname,
      port: Number(gateway.port),
      token: stack.apiToken,
      clients: CLIENTS,
      symbols: SYMBOLS,
      symbolsEach: load.symbolsEach,
    } satisfies CrowdOrder);
    await once(crowd, 'message');
    await sleep(SETTLE_MS);

    const pid = stack.services.pid('gateway')!;
    const cpuBefore = cpuSecondsOf(pid);
    let warm = 0;
    const { published, slowestPublishMs } = await publish(jetstream(nats), load.seconds, (share) => {
      if (warm === 0 && share >= WARM_SHARE) warm = residentMiB(pid);
    });
    const end = residentMiB(pid);
    const cpu = cpuSecondsOf(pid) - cpuBefore;
    await sleep(SETTLE_MS);
    crowd.send('report');
    const [report] = (await once(crowd, 'message')) as [CrowdReport];
    const due = load.symbolsEach === 0 ? published : Math.round((published * load.symbolsEach) / SYMBOLS.length);
    return {
      bench: 'gateway-feed',
      subscribed: load.symbolsEach === 0 ? 'everything' : `${load.symbolsEach} of ${SYMBOLS.length} symbols`,
      clients: CLIENTS,
      events_per_second: EVENTS_PER_SECOND,
      seconds: load.seconds,
      events: published,
      slowest_publish_ms: Math.round(slowestPublishMs),
      deliveries: report.received,
      due_each: due,
      least_of_one: report.leastOfOne,
      most_of_one: report.mostOfOne,
      clients_closed: report.closed,
      stalled_client: report.stalledClosed ? 'closed' : 'still open',
      p50_ms: rounded(report.p50Ms),
      p99_ms: rounded(report.p99Ms),
      max_ms: rounded(report.maxMs),
      rss_mib_at_quarter: warm,
      rss_mib_at_end: end,
      gateway_cpu_share: rounded(cpu / load.seconds),
      load_average: rounded(loadavg()[0]!),
    };
  } finally {
    crowd.kill();
    await nats.close();
  }
}

async function publish(
  stream: ReturnType<typeof jetstream>,
  seconds: number,
  onProgress: (share: number) => void,
): Promise<{ published: number; slowestPublishMs: number }> {
  const startedAt = performance.now();
  const waiting = new Set<Promise<unknown>>();
  let slowestPublishMs = 0;
  let published = 0;
  const total = seconds * EVENTS_PER_SECOND;
  while (published < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * EVENTS_PER_SECOND));
    for (; published < due; published += 1) {
      const sentAt = performance.now();
      const symbol = SYMBOLS[published % SYMBOLS.length]!;
      const sending = stream
        .publish(`${SUBJECT_ROOT}.signal.status.1d.${symbol}`, event(symbol, published))
        .finally(() => {
          slowestPublishMs = Math.max(slowestPublishMs, performance.now() - sentAt);
          waiting.delete(sending);
        });
      waiting.add(sending);
    }
    onProgress(published / total);
    await sleep(TICK_MS);
  }
  await Promise.all(waiting);
  return { published, slowestPublishMs };
}

function event(symbol: string, number: number): string {
  return JSON.stringify({
    specversion: '1.0',
    id: `load:${number}`,
    type: `tape.v1.signal.status`,
    source: 'bench',
    time: new Date().toISOString(),
    data: {
      signalId: `${symbol}:1d:SPRING:${number}`,
      symbol,
      timeframe: '1d',
      from: 'APPROVED',
      to: 'CLAIMED',
      by: 'execution',
      reason: null,
      sent: performance.timeOrigin + performance.now(),
    },
  });
}

function residentMiB(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Math.round(Number(line?.[1] ?? Number.NaN) / 1_024);
}

function cpuSecondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
