import { Logger } from '@nestjs/common';
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';

/** Told when the connection goes and when it is back. Called in the order of events. */
export interface ConnectionListener {
  disconnected(): void;
  reconnected(): void;
}

/** First wait between two attempts to reconnect; a killed server that comes back is found within about this time. */
const RECONNECT_WAIT_MS = 150;
const RECONNECT_JITTER_MS = 100;
/** A half-open connection is given up after two silent pings. */
const PING_INTERVAL_MS = 5_000;

/** The one NATS connection of a process. It never gives up: a lost server is looked for until it is back. */
export class BrokerConnection {
  readonly nats: NatsConnection;
  readonly #log = new Logger(BrokerConnection.name);
  readonly #listeners = new Set<ConnectionListener>();
  #connected = true;

  private constructor(nats: NatsConnection) {
    this.nats = nats;
    void this.#follow();
  }

  /** Resolves with the first connection, however long the server takes to appear. */
  static async open(name: string, url: string): Promise<BrokerConnection> {
    const log = new Logger(BrokerConnection.name);
    const patience = setInterval(() => log.warn(`waiting for NATS at ${withoutCredentials(url)}`), 5_000);
    try {
      return new BrokerConnection(await connect(connectionOptions(name, url)));
    } finally {
      clearInterval(patience);
    }
  }

  /** False between losing a server and finding one again; readiness checks read this. */
  get connected(): boolean {
    return this.#connected && !this.nats.isClosed();
  }

  /** Version of the server, `[major, minor]`; `[0, 0]` while none was ever reached. */
  get serverVersion(): readonly [number, number] {
    const [major = 0, minor = 0] = (this.nats.info?.version ?? '').split('.').map(Number);
    return [major, minor];
  }

  listen(listener: ConnectionListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    if (this.nats.isClosed()) return;
    // Draining flushes what was published; without a server there is nobody to flush to.
    if (this.#connected) await this.nats.drain().catch(() => this.nats.close());
    else await this.nats.close();
  }

  async #follow(): Promise<void> {
    for await (const status of this.nats.status()) {
      if (status.type === 'disconnect' && this.#connected) {
        this.#connected = false;
        this.#log.warn(`lost NATS at ${status.server}`);
        for (const listener of this.#listeners) listener.disconnected();
      } else if (status.type === 'reconnect') {
        this.#connected = true;
        this.#log.log(`reconnected to NATS at ${status.server}`);
        for (const listener of this.#listeners) listener.reconnected();
      } else if (status.type === 'error') {
        this.#log.error(`NATS: ${status.error.message}`);
      }
    }
  }
}

function connectionOptions(name: string, url: string): ConnectionOptions {
  const urls = url.split(',').map((text) => new URL(text.trim()));
  const credentials = urls.find((each) => each.username !== '');
  return {
    name,
    servers: urls.map((each) => each.host),
    maxReconnectAttempts: -1,
    waitOnFirstConnect: true,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    reconnectJitter: RECONNECT_JITTER_MS,
    pingInterval: PING_INTERVAL_MS,
    timeout: 3_000,
    // Stack traces for every request cost more than the request.
    noAsyncTraces: true,
    ...(urls.some((each) => each.protocol === 'tls:') ? { tls: {} } : {}),
    ...(credentials === undefined
      ? {}
      : credentials.password === ''
        ? { token: decodeURIComponent(credentials.username) }
        : { user: decodeURIComponent(credentials.username), pass: decodeURIComponent(credentials.password) }),
  };
}

function withoutCredentials(url: string): string {
  return url.replaceAll(/\/\/[^@/,]*@/g, '//');
}
