import { type Client, escapeIdentifier } from 'pg';
import { PreparingClient } from '../database/preparing-client.js';
import type { SqlRunner } from '../database/sql-runner.js';
import { valueParsers } from '../database/value-parsers.js';

/** First half of the key of the lock that makes one relay a service; the other half is the service's name. */
const RELAY_LOCK = 73_170;
const CONNECT_TIMEOUT_MS = 5_000;
/** A query that takes longer has lost its server: the connection is given up, and with it the lock. */
const QUERY_TIMEOUT_MS = 15_000;
const CLOSE_TIMEOUT_MS = 1_000;

/**
 * One connection of its own for the relay. The lock belongs to the connection, and everything the relay reads and
 * deletes goes through it: a relay that lost its connection has lost its right, and cannot fail to notice.
 */
export class RelaySession implements SqlRunner {
  readonly #client: Client;
  readonly #service: string;
  #leading = false;
  #lost = false;

  private constructor(client: Client, service: string) {
    this.#client = client;
    this.#service = service;
  }

  /** @param onWake called when another replica stored events and asks for them to be published. */
  static async open(url: string, service: string, onWake: () => void): Promise<RelaySession> {
    const client: Client = new PreparingClient({
      connectionString: url,
      application_name: `tape-${service}-relay`,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      keepAlive: true,
      types: valueParsers,
    });
    const session = new RelaySession(client, service);
    client.on('error', () => {
      session.#lost = true;
      onWake();
    });
    client.on('notification', onWake);
    try {
      await client.connect();
      await client.query(`listen ${channelOf(service)}`);
    } catch (error) {
      await session.close();
      throw error;
    }
    return session;
  }

  get lost(): boolean {
    return this.#lost;
  }

  /** Whether this replica is the one that relays; asks for the lock when it is not. */
  async leads(): Promise<boolean> {
    if (this.#leading) return true;
    const [row] = await this.query<{ locked: boolean }[]>('select pg_try_advisory_lock($1, hashtext($2)) as locked', [
      RELAY_LOCK,
      this.#service,
    ]);
    this.#leading = row?.locked === true;
    return this.#leading;
  }

  /** Tells the replica that leads that there is something to publish. */
  async wakeLeader(): Promise<void> {
    await this.#client.query(`notify ${channelOf(this.#service)}`);
  }

  async query<Answer = unknown>(text: string, parameters: unknown[] = []): Promise<Answer> {
    const answer = await this.#client.query(text, parameters);
    return answer.rows as Answer;
  }

  /** Gives up connection and lock, also when the server no longer answers. */
  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
    });
    await Promise.race([this.#client.end().catch(() => undefined), patience]);
    clearTimeout(timer);
  }
}

function channelOf(service: string): string {
  return escapeIdentifier(`tape_outbox_${service}`);
}
