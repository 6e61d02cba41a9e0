import { Logger } from '@nestjs/common';
import { Client } from 'pg';

const LOCK = "hashtext('tapereader tape writer')";
const RETRY_MS = 500;
/** A connection that broke without a word is noticed by this question at the latest. */
const CHECK_MS = 5_000;

/**
 * Sees to it that one process writes the tape: a Postgres advisory lock on a connection of its own. A second replica
 * waits for it; heads live in memory, so two writers would accept conflicting bars. Whoever gets the lock recovers the
 * heads before it writes.
 */
export class TapeWriter {
  readonly #log = new Logger(TapeWriter.name);
  readonly #url: string;
  readonly #recover: () => Promise<void>;
  #running: Promise<void> | undefined;
  #stopping = false;
  #client: Client | undefined;
  #active = false;
  #wake: () => void = () => undefined;

  constructor(databaseUrl: string, recover: () => Promise<void>) {
    this.#url = databaseUrl;
    this.#recover = recover;
  }

  /** Whether this process holds the lock and its heads are true. */
  get active(): boolean {
    return this.#active;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#active = false;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#hold();
      } catch (error) {
        this.#log.warn(`the tape is not written by this process now: ${(error as Error).message}`);
        await this.#pause(RETRY_MS);
      } finally {
        this.#active = false;
        await this.#client?.end().catch(() => undefined);
        this.#client = undefined;
      }
    }
  }

  /** Holds the lock until the connection breaks or the process stops. @throws what broke it. */
  async #hold(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'tape-ingest-writer',
      keepAlive: true,
      connectionTimeoutMillis: CHECK_MS,
      query_timeout: CHECK_MS,
    });
    this.#client = client;
    let broken: Error | undefined;
    const lost = (error?: Error): void => {
      broken = error ?? new Error('the connection to Postgres ended');
      this.#active = false;
      this.#wake();
    };
    client.on('error', lost);
    client.on('end', () => lost());
    await client.connect();
    await this.#acquire(client);
    if (this.#stopping) return;
    await this.#recover();
    if (broken !== undefined) throw broken;
    this.#active = true;
    this.#log.log('this process writes the tape');
    while (!this.#stopping) {
      await this.#pause(CHECK_MS);
      if (broken !== undefined) throw broken;
      if (!this.#stopping) await client.query('select 1');
    }
  }

  async #acquire(client: Client): Promise<void> {
    for (let waiting = false; !this.#stopping; waiting = true) {
      const { rows } = await client.query<{ locked: boolean }>(`select pg_try_advisory_lock(${LOCK}) as locked`);
      if (rows[0]?.locked === true) return;
      if (!waiting) this.#log.log('another ingest writes the tape; this one waits');
      await this.#pause(RETRY_MS);
    }
  }

  async #pause(delayMs: number): Promise<void> {
    if (this.#stopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
