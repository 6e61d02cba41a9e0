import { createHmac } from 'node:crypto';
import { loadavg } from 'node:os';
import { startStack } from '@tape/stack';
import { Client } from 'pg';
import { cpuPerBar, readCpu } from './cpu-meter.js';
import { percentile } from './percentile.js';

const SECRET = 'secret-of-the-webhook-bench';
const SYMBOL = 'BENCH';
const BAR = '2024-03-01T00:00:00Z';
const PER_SECOND = 200;
const SECONDS = 20;
const OTHERS_SECONDS = 5;
/** The answer of the acceptance. Unit: milliseconds. */
const LIMIT_MS = 100;
const DRAIN_MS = 120_000;

interface Sent {
  /** 0 where there was no answer. */
  readonly status: number;
  /** From the moment it was due, so that waiting behind a slow one counts. Unit: milliseconds. */
  readonly ms: number;
}

/**
 * Alerts of TradingView against gateway, experiment service, Postgres and NATS as they run: how soon they are answered while the
 * worker plans what came before, that a repeated one is one experiment, and that a forged one is refused.
 */
export async function* webhookBench(): AsyncGenerator<Record<string, number | string>> {
  await using stack = await startStack({
    ephemeral: true,
    services: ['gateway', 'experiment'],
    env: { LOG_LEVEL: 'warn', TRADINGVIEW_WEBHOOK_SECRET: SECRET },
  });
  const database = new Client(stack.urls.database);
  await database.connect();
  try {
    await storeMarket(database);
    const url = `${stack.gatewayUrl!}/api/v1/webhooks/tradingview`;
    const first = await post(url, alert(0), performance.now());
    yield { bench: 'webhook-first-request', status: first.status, answered_ms: round(first.ms) };

    const load = loadavg()[0]!;
    const cpu = readCpu(stack);
    const sent = await paced(SECONDS, (n) => post(url, alert(n + 1), dueOf(n)));
    const stored = await countOf(database);
    yield {
      bench: 'webhook',
      per_second: PER_SECOND,
      requests: sent.length,
      accepted: sent.filter(({ status }) => status === 202).length,
      experiments: stored - 1,
      ...latencies(sent),
      limit_ms: LIMIT_MS,
      over_limit: sent.filter(({ ms }) => ms >= LIMIT_MS).length,
      load_average_before: round(load),
      load_average_after: round(loadavg()[0]!),
    };

    yield { bench: 'webhook-cpu-us-per-alert', ...cpuPerBar(cpu, readCpu(stack), sent.length) };

    const again = await paced(OTHERS_SECONDS, (n) => post(url, alert(-1), dueOf(n)));
    yield {
      bench: 'webhook-duplicates',
      requests: again.length,
      experiments: (await countOf(database)) - stored,
      ...latencies(again),
    };

    const forged = await paced(OTHERS_SECONDS, (n) => post(url, alert(n), dueOf(n), n % 2 === 0 ? 'forged' : ''));
    yield {
      bench: 'webhook-forged-or-unsigned',
      requests: forged.length,
      refused: forged.filter(({ status }) => status === 401).length,
      experiments: (await countOf(database)) - stored - 1,
      ...latencies(forged),
    };
    const began = performance.now();
    yield {
      bench: 'webhook-planned',
      experiments: await planned(database),
      drained_seconds: round((performance.now() - began) / 1_000),
    };
  } finally {
    await database.end();
  }
}

let startedAt = 0;
const dueOf = (n: number): number => startedAt + (n * 1_000) / PER_SECOND;

/** Sends one every few milliseconds, whether or not those before it were answered. */
async function paced(seconds: number, send: (n: number) => Promise<Sent>): Promise<readonly Sent[]> {
  startedAt = performance.now();
  const sending: Promise<Sent>[] = [];
  for (let n = 0; n < seconds * PER_SECOND; n += 1) {
    const earlyMs = dueOf(n) - performance.now();
    if (earlyMs > 0) await new Promise((resolve) => setTimeout(resolve, earlyMs));
    sending.push(send(n));
  }
  return await Promise.all(sending);
}

/** A different price is a different signal. */
function alert(n: number): string {
  const stop = (90 + n / 1_000).toFixed(3);
  return JSON.stringify({ symbol: SYMBOL, interval: 'D', action: 'buy', price: 100, stop, target: 130, time: BAR });
}

/** @param secret what it is signed with; empty leaves it unsigned */
async function post(url: string, body: string, dueMs: number, secret = SECRET): Promise<Sent> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (secret !== '') headers['x-signature'] = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  // A connection that the server closed meanwhile is a failure like any other: counted, not repeated.
  const status = await fetch(url, { method: 'POST', headers, body }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.status;
    },
    () => 0,
  );
  return { status, ms: performance.now() - dueMs };
}

async function storeMarket(database: Client): Promise<void> {
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
     values ($1, 'STOCK', 0.001, 1, 'SHARES', 1, 'TRADED', true)`,
    [SYMBOL],
  );
  await database.query(`select ensure_bar_partitions('2024-01-01', '2024-12-31')`);
  await database.query(
    `insert into bars (symbol, timeframe, open_time, open, high, low, close, volume, source)
     select $1, '1d', $2::timestamptz - n * interval '1 day', 100, 102, 98, 100, 1000000, 'SIMULATED'
     from generate_series(0, 59) n`,
    [SYMBOL, BAR],
  );
}

async function countOf(database: Client): Promise<number> {
  const { rows } = await database.query<{ n: number }>('select count(*)::int as n from experiments');
  return rows[0]!.n;
}

/** @returns how many experiments have both plans, when all have. */
async function planned(database: Client): Promise<number> {
  const until = performance.now() + DRAIN_MS;
  for (;;) {
    const { rows } = await database.query<{ state: string; n: number }>(
      'select state, count(*)::int as n from experiments group by state',
    );
    const running = rows.find(({ state }) => state === 'RUNNING')?.n ?? 0;
    if (rows.length === 1 && running > 0) return running;
    if (performance.now() > until)
      throw new Error(`experiments are not planned after ${DRAIN_MS} ms: ${JSON.stringify(rows)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function latencies(sent: readonly Sent[]): Record<string, number> {
  const all = sent.map(({ ms }) => ms);
  const at = (share: number): number => round(percentile(all, share));
  return { p50_ms: at(0.5), p99_ms: at(0.99), max_ms: at(1) };
}

function round(value: number): number {
  return Number(value.toFixed(2));
}
