import { setTimeout as sleep } from 'node:timers/promises';
import type { OnModuleDestroy } from '@nestjs/common';
import { Client } from 'pg';

/** Both halves of the key of the lock that every replica on the account shares. */
const COMPANY_LOCK = [73_171, 1] as const;
const CONNECT_TIMEOUT_MS = 5_000;
const QUERY_TIMEOUT_MS = 1_000;
const LOOK_MS = 500;
/** How long a look that found nobody else is believed. */
const TRUST_MS = 1_500;
/** How long a newcomer waits before it decides anything: longer than any look of before it came is believed. */
const SETTLE_MS = 2_000;

/**
 * Whether this process is the only risk service on the account. Each holds the same shared advisory lock on a connection of its
 * own and counts the holders; a process that dies leaves the count with its connection. Who is not sure to be alone is not.
 */
export class AccountCompany implements OnModuleDestroy {
  readonly #url: string;
  readonly #nowMs: () => number;
  #client: Client | undefined;
  #aloneAtMs = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  /** @param nowMs a clock that never goes back. */
  constructor(url: string, nowMs: () => number = () => performance.now()) {
    this.#url = url;
    this.#nowMs = nowMs;
  }

  /** Joins the others; resolves when all of them know, so that none of them still trusts its memory of the account. */
  async join(): Promise<void> {
    await this.#look();
    if (!this.alone) await sleep(SETTLE_MS);
    this.#timer = setInterval(() => void this.#lookOnce(), LOOK_MS);
    this.#timer.unref();
  }

  get alone(): boolean {
    return this.#nowMs() - this.#aloneAtMs < TRUST_MS;
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
    await this.#leave();
  }

  async #lookOnce(): Promise<void> {
    if (this.#looking !== undefined) return;
    this.#looking = this.#look().catch(() => this.#leave());
    await this.#looking;
    this.#looking = undefined;
  }

  async #look(): Promise<void> {
    const askedAtMs = this.#nowMs();
    this.#client ??= await this.#enter();
    const { rows } = await this.#client.query<{ holders: number }>(
      `select count(*)::int as holders from pg_locks
       where locktype = 'advisory' and granted and classid = $1 and objid = $2
         and database = (select oid from pg_database where datname = current_database())`,
      [...COMPANY_LOCK],
    );
    // The time of the question, not of the answer: someone may have come in between.
    this.#aloneAtMs = rows[0]?.holders === 1 ? askedAtMs : Number.NEGATIVE_INFINITY;
  }

  async #enter(): Promise<Client> {
    const client = new Client({
      connectionString: this.#url,
      application_name: 'tape-risk-company',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
    });
    client.on('error', () => {
      if (this.#client === client) this.#client = undefined;
      this.#aloneAtMs = Number.NEGATIVE_INFINITY;
    });
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1, $2)', [...COMPANY_LOCK]);
      return client;
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
  }

  async #leave(): Promise<void> {
    this.#aloneAtMs = Number.NEGATIVE_INFINITY;
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }
}
