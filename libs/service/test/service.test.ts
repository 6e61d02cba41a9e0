import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { barIngested, type BarIngested, type CloudEvent } from '@tape/contracts';
import { BrokerConnection, EventPublisher, SILENT_METRICS } from '@tape/messaging';
import { openDataSource, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { buildExample, ExampleProcess, until } from './example-process.js';

// Programs are started; on a busy machine that alone takes seconds.
jest.setTimeout(60_000);

let servers: TestServers;
let database: DataSource;
let broker: BrokerConnection;
let publisher: EventPublisher;
let streams: JetStreamManager;
let running: ExampleProcess[] = [];

beforeAll(async () => {
  [servers] = await Promise.all([testServers({ ownPostgres: true, redis: true }), buildExample()]);
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'service-test' });
  await runMigrations(database);
  broker = await BrokerConnection.open('test', servers.natsUrl);
  publisher = new EventPublisher(broker, { service: 'test', partitions: 16 }, SILENT_METRICS);
}, 180_000);

afterEach(async () => {
  await Promise.all(running.map((process) => process.end()));
  running = [];
});

afterAll(async () => {
  await publisher?.close(0);
  await broker?.close();
  await database?.destroy();
  await servers?.stop();
});

function start(environment: Record<string, string> = {}): ExampleProcess {
  const started = new ExampleProcess({ DATABASE_URL: servers.databaseUrl, NATS_URL: servers.natsUrl, ...environment });
  running.push(started);
  return started;
}

async function ready(url: string): Promise<{ code: number; body: { details?: Record<string, { status: string }> } }> {
  const response = await fetch(`${url}/health/ready`);
  return { code: response.status, body: (await response.json()) as { details?: Record<string, { status: string }> } };
}

async function publishBars(symbol: string, firstDay: number, count: number): Promise<void> {
  const bars = Array.from({ length: count }, (_, i): BarIngested => {
    const prices = { open: '1', high: '2', low: '1', close: '2', volume: '10' };
    const openTimeMs = (firstDay + i) * 86_400_000;
    const rest = { assetClass: 'STOCK', source: 'CSV', previousOpenTimeMs: null } as const;
    return { symbol, timeframe: '1d', openTimeMs, ...prices, ...rest };
  });
  await publisher.publish(
    bars.map((bar) =>
      publisher.outgoing(barIngested, bar, { timeMs: bar.openTimeMs, correlationId: `bar-${bar.openTimeMs}` }),
    ),
  );
}

/** Events on a subject, in the order of the stream. */
async function eventsOn(stream: string, subject: string): Promise<CloudEvent[]> {
  streams ??= await jetstreamManager(broker.nats);
  const events: CloudEvent[] = [];
  let sequence = 1;
  for (;;) {
    const message = await streams.streams.getMessage(stream, { seq: sequence, next_by_subj: subject } as never);
    if (message === null) return events;
    events.push(message.json<CloudEvent>());
    sequence = message.seq + 1;
  }
}

const statusEvents = (symbol: string) => eventsOn('SIGNALS', `tape.v1.signal.status.1d.${symbol}`);
const newsOf = async (step: string, pid: string) =>
  (await eventsOn('OPS', `tape.v1.service.${step}.example`)).filter(({ data }) =>
    (data as { instance: string }).instance.endsWith(`-${pid}`),
  );
const pidOf = (process: ExampleProcess) => String(process.lines[0]?.pid);

describe('runService', () => {
  it('ends with 1 and one line a mistake when the settings are wrong, and prints no password', async () => {
    const example = start({ HTTP_PORT: '99999', SIGNALS_PER_BAR: 'many', NATS_URL: 'http://tape:s3cret@nats' });
    expect(await example.ended).toBe(1);
    expect(example.stderr.trim().split('\n')).toEqual([
      "NATS_URL: value 'http://tape:[redacted]@nats' must be one URL or several with commas between, each beginning with nats:// or tls:// or ws:// or wss://",
      "HTTP_PORT: value '99999' must be a whole number from 0 to 65535",
      "SIGNALS_PER_BAR: value 'many' must be a whole number from 1 to 10",
    ]);
    expect(example.stdout + example.stderr).not.toContain('s3cret');
  });

  it('ends with 1 on a schema older than the program, and says what to do', async () => {
    const example = start({ DATABASE_URL: await servers.createDatabase() });
    expect(await example.ended).toBe(1);
    expect(example.stdout).toContain('npm run migrate');
    expect(example.lines.filter(({ level }) => level === 'FATAL')).toHaveLength(1);
  });

  it('turns each bar into one event, through restarts of everything, and leaves nothing behind when told to stop', async () => {
    const example = start();
    await example.url();
    await publishBars('LIFE', 0, 50);
    await until(async () => (await statusEvents('LIFE')).length >= 20);
    example.kill('SIGKILL');
    await example.ended;
    const second = start();
    await second.url();
    await publishBars('LIFE', 50, 50);
    await until(async () => (await statusEvents('LIFE')).length >= 100);
    second.kill('SIGTERM');
    expect(await second.ended).toBe(0);

    const events = await statusEvents('LIFE');
    expect(events.map(({ id }) => id)).toEqual(
      Array.from(
        { length: 100 },
        (_, day) => `signal-status:sig-LIFE-${day * 86_400_000}:APPROVED:EXPIRED:${day * 86_400_000}`,
      ),
    );
    expect(events[0]).toMatchObject({ source: 'example', correlationid: 'bar-0', causationid: 'bar:LIFE:1d:0' });
    expect(await database.query(`select count(*) as left from outbox where service = 'example'`)).toEqual([
      { left: 0 },
    ]);
    const pid = pidOf(second);
    expect([await newsOf('started', pid), await newsOf('stopped', pid)].map((news) => news.length)).toEqual([1, 1]);
  });

  it('is not ready while Postgres is gone, stays alive, and works on when it is back', async () => {
    const example = start();
    const url = await example.url();
    expect(await ready(url)).toMatchObject({ code: 200, body: { details: { postgres: { status: 'up' } } } });
    await servers.postgres?.kill();
    await until(async () => (await ready(url)).code === 503);
    expect((await ready(url)).body).toMatchObject({
      error: { postgres: { status: 'down' } },
      details: { nats: { status: 'up' } },
    });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await publishBars('POSTGRES', 0, 10);
    await servers.postgres?.start();
    await until(async () => (await ready(url)).code === 200);
    await until(async () => (await statusEvents('POSTGRES')).length >= 10);
    expect(await statusEvents('POSTGRES')).toHaveLength(10);
    expect(await eventsOn('DLQ', 'dlq.>')).toEqual([]);
  });

  it('is not ready while NATS is gone, and works on when it is back', async () => {
    const example = start();
    const url = await example.url();
    await servers.nats.kill();
    await until(async () => (await ready(url)).code === 503);
    expect((await ready(url)).body).toMatchObject({
      details: { nats: { status: 'down' }, postgres: { status: 'up' } },
    });
    await servers.nats.start();
    await until(async () => (await ready(url)).code === 200);
    await publishBars('NATS', 0, 10);
    await until(async () => (await statusEvents('NATS')).length >= 10);
    expect(await statusEvents('NATS')).toHaveLength(10);
  });

  it('ends with 1 after an error that reached nobody, having said so in the log and on OPS', async () => {
    const example = start();
    const url = await example.url();
    await fetch(`${url}/example/break`, { method: 'POST' }).catch(() => undefined);
    expect(await example.ended).toBe(1);
    expect(example.lines.find(({ level }) => level === 'FATAL')).toMatchObject({
      origin: 'uncaughtException',
      error: { type: 'Error', message: 'nobody caught this' },
    });
    const [news] = await newsOf('error', pidOf(example));
    expect(news?.data).toMatchObject({ service: 'example', message: 'Error: nobody caught this' });
  });

  it('shows its metrics under its name', async () => {
    const url = await start().url();
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('process_resident_memory_bytes{service="example"}');
    expect(text).toContain('# TYPE pipeline_stage_latency_ms histogram');
  });
});

describe('the cache', () => {
  it('is not needed: without Redis the service is ready, works, and warns once', async () => {
    const example = start({ REDIS_URL: 'redis://127.0.0.1:1' });
    const url = await example.url();
    expect(await ready(url)).toMatchObject({ code: 200, body: { details: { redis: { status: 'degraded' } } } });
    for (let n = 0; n < 3; n += 1) {
      expect(await (await fetch(`${url}/example`)).json()).toEqual({ signalsPerBar: 1, cached: null });
    }
    expect(example.lines.filter(({ level }) => level === 'WARN')).toHaveLength(1);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain(
      'cache_misses_total{cache="example",service="example"} 3',
    );
  });

  it('answers from Redis while it is there, and misses when it goes', async () => {
    if (servers.redisUrl === undefined || servers.redis === undefined) {
      console.warn('SKIPPED: this machine has no cache server');
      return;
    }
    const example = start({ REDIS_URL: servers.redisUrl, SIGNALS_PER_BAR: '2' });
    const url = await example.url();
    const read = async () => await (await fetch(`${url}/example`)).json();
    await until(async () => (await ready(url)).body.details?.redis?.status === 'up');
    expect(await read()).toEqual({ signalsPerBar: 2, cached: { n: 1 } });
    await servers.redis.kill();
    expect(await read()).toEqual({ signalsPerBar: 2, cached: null });
    expect((await ready(url)).code).toBe(200);
    await servers.redis.start();
    await until(async () => (await ready(url)).body.details?.redis?.status === 'up');
    expect(await read()).toEqual({ signalsPerBar: 2, cached: { n: 1 } });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain(
      'cache_hits_total{cache="example",service="example"} 2',
    );
  });
});
