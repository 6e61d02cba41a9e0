import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import {
  resolveDifference,
  outgoing,
  emergencyExitTriggered,
  signalGenerated,
  DEFAULT_PARTITIONS,
} from '@tape/contracts';
import { type RunningStack, startStack } from '@tape/stack';
import { Client } from 'pg';
import { AlpacaStandIn, STAND_IN_KEYS } from '../../apps/execution/test/stand-in/alpaca-stand-in.js';
import { signalOf } from '../../apps/execution/test/stand-in/sample-signal.js';

const HOUR_MS = 3_600_000;

/** The execution service, live against a broker on loopback, with the queue it claims from. */
export class LiveStack {
  readonly broker: AlpacaStandIn;
  readonly stack: RunningStack;
  readonly #client: Client;

  private constructor(broker: AlpacaStandIn, stack: RunningStack, client: Client) {
    this.broker = broker;
    this.stack = stack;
    this.#client = client;
  }

  /** @param settings of execution, beside those that a test needs. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<LiveStack> {
    const broker = new AlpacaStandIn();
    await broker.start();
    const stack = await startStack({
      ephemeral: true,
      redis: false,
      // Who kills starts again: two who start one service would stop each other's.
      autoRestart: false,
      services: ['signal', 'execution'],
      serviceEnv: {
        execution: {
          EXECUTION_MODE: 'LIVE',
          LIVE_TRADING: 'enabled',
          BROKER: 'alpaca',
          ALPACA_BASE_URL: broker.url,
          BROKER_TIMEOUT_MS: '500',
          BROKER_ROUND_MS: '100',
          RECONCILE_SECONDS: '1',
          ...STAND_IN_KEYS,
          ...settings,
        },
      },
    });
    const client = new Client(stack.urls.database);
    await client.connect();
    await client.query(
      `insert into portfolios (id, initial_equity, peak_equity, equity) values ('main', 100000, 100000, 100000)`,
    );
    return new LiveStack(broker, stack, client);
  }

  async stop(): Promise<void> {
    await this.#client.end();
    await this.stack.stop();
    await this.broker.stop();
  }

  async rows<Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return (await this.#client.query(sql, [...values])).rows as Row[];
  }

  /** SIGKILL; it comes back at once, without the pause that a supervisor makes after many crashes. */
  async killExecution(): Promise<void> {
    await this.stack.services.kill('execution');
    void this.stack.services.restart('execution').catch(() => undefined);
  }

  /** A signal to buy 100, as the signal service stores and announces one. */
  async signal(symbol: string): Promise<void> {
    await this.rows(
      `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source)
       values ($1, 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED') on conflict do nothing`,
      [symbol],
    );
    const nowMs = Date.now();
    const content = signalOf(symbol, nowMs);
    await this.rows(
      `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at, expires_at, content)
       values ($1, $2, $3, '1h', 'SPRING', 'LONG', 'APPROVED', 50, $4, $5, $6, $7)`,
      [
        content.id,
        content.patternId,
        symbol,
        new Date(content.barTimeMs),
        new Date(content.createdAtMs),
        new Date(content.expiresAtMs),
        JSON.stringify(content),
      ],
    );
    await this.#announce(
      'signal',
      outgoing(
        signalGenerated,
        content,
        { source: 'signal', timeMs: nowMs, correlationId: content.id },
        DEFAULT_PARTITIONS,
      ),
    );
  }

  /** An operator's choice, asked over NATS as the gateway does. */
  async resolve(id: string, choice: 'EXPLAIN' | 'ADOPT' | 'FLATTEN'): Promise<{ readonly ok: boolean }> {
    const nats = await connect({ servers: this.stack.urls.nats });
    try {
      const request = JSON.stringify({ id, choice, by: 'operator', note: 'checked with the broker' });
      const answer = await nats.request(resolveDifference.subject, request, { timeout: 15_000 });
      return answer.json<{ ok: boolean }>();
    } finally {
      await nats.close();
    }
  }

  logOf(service: string): Promise<string> {
    return readFile(join(this.stack.logDirectory, `${service}.log`), 'utf8');
  }

  /** The guard of the symbol's campaign is broken. */
  async exit(symbol: string): Promise<void> {
    const exit = {
      id: `exit_${symbol}_${Date.now()}`,
      trigger: 'SPRING_LOW_BREAK',
      campaignId: `${symbol}-2024-01-02`,
      symbol,
      timeframe: '1h',
      barTimeMs: Date.now() - HOUR_MS,
      measured: '95',
      limit: '96',
      message: 'the low of the spring was broken',
    } as const;
    await this.#announce(
      'risk',
      outgoing(
        emergencyExitTriggered,
        exit,
        { source: 'risk', timeMs: Date.now(), correlationId: exit.id },
        DEFAULT_PARTITIONS,
      ),
    );
  }

  async #announce(service: string, event: ReturnType<typeof outgoing>): Promise<void> {
    // The signal service's relay publishes; for risk, which does not run here, it does so too.
    await this.rows(
      `insert into outbox (service, subject, message_id, durable, envelope) values ('signal', $1, $2, true, $3)`,
      [event.subject, `${service}:${event.messageId}`, JSON.stringify(event.envelope)],
    );
  }

  /** Waits for a fact; the last answer is in the error when it does not come. */
  async until<Answer>(
    what: string,
    ask: () => Promise<Answer>,
    isIt: (answer: Answer) => boolean,
    patienceMs = 60_000,
  ): Promise<Answer> {
    const until = Date.now() + patienceMs;
    for (;;) {
      const answer = await ask();
      if (isIt(answer)) return answer;
      if (Date.now() > until) throw new Error(`${what} did not come about: ${JSON.stringify(answer)?.slice(0, 1_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  orders(symbol: string) {
    return this.rows<{ id: string; purpose: string; state: string; filled: string; reason: string | null }>(
      `select client_order_id as id, purpose, state, trim_scale(filled_quantity)::text as filled, reason
       from orders where symbol = $1 order by created_at, purpose, client_order_id`,
      [symbol],
    );
  }

  position(symbol: string) {
    return this.rows<{ quantity: string; initial: string; closed: boolean; reason: string | null }>(
      `select trim_scale(quantity)::text as quantity, trim_scale(initial_quantity)::text as initial,
              closed_at is not null as closed, exit_reason as reason from positions where symbol = $1`,
      [symbol],
    );
  }

  /** Waits until what is held is protected by one working stop. */
  async protectedPosition(symbol: string, quantity = '100'): Promise<void> {
    await this.until(
      `a protected position in ${symbol}`,
      () => this.orders(symbol),
      (orders) => orders.some((order) => order.purpose === 'STOP' && order.state === 'SUBMITTED'),
    );
    expect(await this.position(symbol)).toMatchObject([{ quantity, closed: false }]);
  }

  /** Books and broker hold the same, and the entry exists once, or not at all where nothing was to be held. */
  async expectAgreement(symbol: string, held: number): Promise<void> {
    const { ours, theirs, doubled, filledOurs, filledTheirs } = await this.agreement(symbol);
    expect({ ours, theirs, doubled }).toEqual({ ours: held, theirs: held, doubled: 0 });
    expect(filledOurs).toBe(filledTheirs);
    const entries = this.broker.orders.filter((order) => order.symbol === symbol && order.side === 'buy');
    expect(entries.length).toBeLessThanOrEqual(1);
  }

  /** The books agree with the broker, and nothing was ordered twice. */
  async agreement(symbol: string): Promise<{
    readonly ours: number;
    readonly theirs: number;
    readonly doubled: number;
    readonly filledOurs: number;
    readonly filledTheirs: number;
  }> {
    const [position] = await this.position(symbol);
    const orders = await this.orders(symbol);
    const theirs = this.broker.orders.filter((order) => order.symbol === symbol);
    return {
      ours: Number(position?.quantity ?? 0),
      theirs: this.broker.position(symbol),
      doubled: theirs.length - new Set(theirs.map((order) => order.clientOrderId)).size,
      filledOurs: orders.reduce((sum, order) => sum + Number(order.filled), 0),
      filledTheirs: theirs.reduce((sum, order) => sum + order.filled, 0),
    };
  }
}
