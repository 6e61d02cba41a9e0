import {
  type BarIngested,
  barIngested,
  feedGap,
  importReference,
  ingestBars,
  ingestSeries,
  parseEvent,
} from '@tape/contracts';
import { BrokerConnection, type RequestOf, RpcClient } from '@tape/messaging';
import { openDataSource, runMigrations } from '@tape/persistence';
import { startService, stopService, type StartedService } from '@tape/service';
import { type TestServers, testServers } from '@tape/testing';
import { jetstream } from '@nats-io/jetstream';
import { DataSource } from 'typeorm';
import { ingestConfig } from '../src/config.js';
import { IngestModule } from '../src/ingest.module.js';

const PATIENCE_MS = 15_000;
let lastError: Error | undefined;

/** Servers, migrated, with one ingest on them that can be stopped and started again. */
export class RunningIngest {
  readonly servers: TestServers;
  #service: StartedService | undefined;

  private constructor(servers: TestServers) {
    this.servers = servers;
  }

  static async start(settings: Record<string, string> = {}): Promise<RunningIngest> {
    const servers = await testServers();
    const database = await openDataSource({ url: servers.databaseUrl, applicationName: 'test-migrations' });
    await runMigrations(database);
    await database.destroy();
    const running = new RunningIngest(servers);
    await running.up(settings);
    return running;
  }

  async up(settings: Record<string, string> = {}): Promise<void> {
    process.env['DATABASE_URL'] = this.servers.databaseUrl;
    process.env['NATS_URL'] = this.servers.natsUrl;
    this.#service = await startService(
      { name: 'ingest', module: IngestModule, configSchema: ingestConfig },
      { ...process.env, HTTP_PORT: '0', LOG_LEVEL: 'error', ...settings },
    );
    await until(() =>
      this.send([]).then(
        () => true,
        (error: Error) => {
          lastError = error;
          return false;
        },
      ),
    );
  }

  async down(): Promise<void> {
    if (this.#service !== undefined) await stopService(this.#service, 'SIGTERM');
    this.#service = undefined;
  }

  async stop(): Promise<void> {
    await this.down();
    await this.servers.stop();
  }

  get #app() {
    if (this.#service === undefined) throw new Error('ingest is not running');
    return this.#service.app;
  }

  async send(bars: readonly Record<string, unknown>[], source: BarIngested['source'] = 'REST') {
    // A request needs at least one bar; the probe is refused for its symbol and leaves no trace.
    const sent = bars.length === 0 ? [{ symbol: 'probe', timeframe: '1d' }] : bars;
    return await this.#app.get(RpcClient, { strict: false }).call(ingestBars, { source, bars: sent as never });
  }

  async series() {
    return (await this.#app.get(RpcClient, { strict: false }).call(ingestSeries, {})).series;
  }

  /** Reference data, as the gateway sends it; what is not said is nothing. */
  async reference(request: Partial<RequestOf<typeof importReference>>) {
    const whole = {
      kind: 'EARNINGS',
      source: 'test',
      knownFromMs: null,
      knownToMs: null,
      subjects: [],
      rows: [],
    } as const;
    return await this.#app.get(RpcClient, { strict: false }).call(importReference, { ...whole, ...request } as never);
  }

  async query<Row>(text: string, parameters: unknown[] = []): Promise<Row[]> {
    return await this.#app.get(DataSource, { strict: false }).query<Row[]>(text, parameters);
  }

  async storedTimes(symbol: string): Promise<number[]> {
    const rows = await this.query<{ ms: number }>(
      "select round(date_part('epoch', open_time) * 1000)::bigint as ms from bars where symbol = $1 order by open_time",
      [symbol],
    );
    return rows.map((row) => row.ms);
  }

  /** All bars of a symbol on the tape, in the order of the stream. */
  async tape(symbol: string): Promise<BarIngested[]> {
    const events = await this.#read('BARS', `tape.v1.bar.ingested.*.${symbol}.*`);
    return events.map((text) => parseEvent(barIngested, text).data);
  }

  async gaps(symbol: string) {
    const events = await this.#read('OPS', `tape.v1.feed.gap.${symbol}`);
    return events.map((text) => parseEvent(feedGap, text).data);
  }

  async #read(stream: string, filter: string): Promise<string[]> {
    const { nats } = this.#app.get(BrokerConnection, { strict: false });
    const consumer = await jetstream(nats).consumers.get(stream, { filter_subjects: filter });
    const found: string[] = [];
    let { num_pending: left } = await consumer.info();
    while (left > 0) {
      for await (const message of await consumer.fetch({ max_messages: left, expires: 2_000 })) {
        left = message.info.pending;
        found.push(message.string());
      }
    }
    return found;
  }
}

/** Waits for something to become true. @throws when it does not within the patience of the tests. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('waited in vain', { cause: lastError });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
