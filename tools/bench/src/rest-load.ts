import { Agent, request } from 'node:http';
import { loadavg } from 'node:os';
import { STORED_SYMBOLS } from './gateway-rows.js';
import { percentile } from './percentile.js';

const REQUESTS_PER_SECOND = 200;
const SECONDS = 20;
const WARM_UP_SECONDS = 3;
/** Sockets of the client: answers that wait are counted with their wait. */
const SOCKETS = 32;

const PATHS: Readonly<Record<string, (place: number) => string>> = {
  signals: () => 'signals?limit=50',
  'signals of a symbol': (place) => `signals?limit=50&symbol=${symbolAt(place)}`,
  'one signal': (place) => `signals/sig${1 + ((place * 7_919) % 100_000)}`,
  rejections: () => 'rejections?limit=50',
  'rejections of a symbol': (place) => `rejections?limit=50&symbol=${symbolAt(place)}&stage=VOLUME`,
  bars: (place) => `bars?symbol=${symbolAt(place)}&timeframe=1m&limit=300`,
  'older bars': (place) =>
    `bars?symbol=${symbolAt(place)}&timeframe=1m&limit=300&to=2024-02-0${1 + (place % 9)}T12:00:00Z`,
  portfolio: () => 'portfolio',
  patterns: () => 'patterns?limit=50',
  'patterns of a symbol': (place) => `patterns?limit=50&symbol=${symbolAt(place)}`,
};

function symbolAt(place: number): string {
  return STORED_SYMBOLS[(place * 3) % STORED_SYMBOLS.length]!;
}

/** Reads at a fixed rate, whether the ones before are answered or not; a wait for a free socket counts. */
export async function restLoad(url: string, token: string): Promise<Record<string, number | string>[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const names = Object.keys(PATHS);
  const latencies = new Map<string, number[]>(names.map((name) => [name, []]));
  let failed = 0;
  let size = 0;
  const ask = async (place: number, measured: boolean): Promise<void> => {
    const name = names[place % names.length]!;
    const startedAt = performance.now();
    const answer = await get(`${url}/api/v1/${PATHS[name]!(Math.floor(place / names.length))}`, token, agent);
    if (!measured) return;
    if (answer.status !== 200) failed += 1;
    size += answer.bytes;
    latencies.get(name)!.push(performance.now() - startedAt);
  };
  await atRate(WARM_UP_SECONDS, (place) => ask(place, false));
  await atRate(SECONDS, (place) => ask(place, true));
  agent.destroy();
  const all = [...latencies.values()].flat();
  const common = { bench: 'gateway-rest', requests_per_second: REQUESTS_PER_SECOND };
  const figures = (values: readonly number[]): Record<string, number> => ({
    p50_ms: rounded(percentile(values, 0.5)),
    p99_ms: rounded(percentile(values, 0.99)),
    max_ms: rounded(percentile(values, 1)),
  });
  return [
    ...[...latencies].map(([read, values]) => ({ ...common, read, ...figures(values) })),
    {
      ...common,
      read: 'all of them',
      requests: all.length,
      failed,
      mean_kib: rounded(size / all.length / 1_024),
      ...figures(all),
      load_average: rounded(loadavg()[0]!),
    },
  ];
}

async function atRate(seconds: number, ask: (place: number) => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  const asked: Promise<void>[] = [];
  while (asked.length < seconds * REQUESTS_PER_SECOND) {
    const due = ((performance.now() - startedAt) / 1_000) * REQUESTS_PER_SECOND;
    while (asked.length < Math.min(due, seconds * REQUESTS_PER_SECOND)) asked.push(ask(asked.length));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(asked);
}

function get(url: string, token: string, agent: Agent): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes }));
      answer.on('error', reject);
    });
    asking.on('error', reject);
    asking.end();
  });
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
