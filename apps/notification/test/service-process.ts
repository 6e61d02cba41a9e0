import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/transport-node';
import { type EventDefinition, outgoing, type PayloadOf, type RpcDefinition } from '@tape/contracts';
import type { TestServers } from '@tape/testing';
import { until } from './notices.js';

const MAIN = resolve(import.meta.dirname, '../dist/main.js');
const running = new Set<ServiceProcess>();

/** The built service as a process of its own. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;
  said = '';

  constructor(environment: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env['PATH'] ?? '', HTTP_PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (chunk: Buffer): void => {
      this.said += chunk.toString();
    };
    this.#child.stdout?.on('data', hear);
    this.#child.stderr?.on('data', hear);
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
    running.add(this);
    void this.ended.then(() => running.delete(this));
  }

  /** @throws with its output when it ends instead. */
  async ready(): Promise<void> {
    let over = false;
    void this.ended.then(() => (over = true));
    await until(() => over || this.said.includes('notification takes work'));
    if (over) throw new Error(`the service ended before it was ready:\n${this.said}`);
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    this.#child.kill(signal);
    await this.ended;
  }
}

/** Starts a replica; resolves when it hears of everything that is published from here on. */
export async function startService(
  { databaseUrl, natsUrl }: Pick<TestServers, 'databaseUrl' | 'natsUrl'>,
  nats: NatsConnection,
  environment: Readonly<Record<string, string>>,
): Promise<ServiceProcess> {
  const service = new ServiceProcess({ DATABASE_URL: databaseUrl, NATS_URL: natsUrl, ...environment });
  await service.ready();
  const manager = await jetstreamManager(nats);
  for (const [stream, consumer] of CONSUMERS) {
    await until(() =>
      manager.consumers.info(stream, consumer).then(
        () => true,
        () => false,
      ),
    );
  }
  return service;
}

const CONSUMERS = [
  ['RISK', 'notification-risk-0'],
  ['OPS', 'notification-ops-0'],
  ['SIGNALS', 'notification-signals-0'],
  ['DLQ', 'notification-dead-letters'],
] as const;

export async function stopServices(): Promise<void> {
  await Promise.all([...running].map((service) => service.kill('SIGKILL')));
}

/** Publishes an event as its service would; `copy` makes the server take it for another message. */
export async function publish<Definition extends EventDefinition>(
  nats: NatsConnection,
  definition: Definition,
  payload: PayloadOf<Definition>,
  copy = 0,
): Promise<void> {
  const event = outgoing(definition, payload, { source: 'test', timeMs: Date.now(), correlationId: 'c' }, 16);
  const head = headers();
  head.set('Nats-Msg-Id', `${event.messageId}#${copy}`);
  await jetstream(nats).publish(event.subject, JSON.stringify(event.envelope), { headers: head });
}

/** Asks as the gateway would. */
export async function ask(nats: NatsConnection, definition: RpcDefinition, request: unknown): Promise<unknown> {
  const reply = await nats.request(definition.subject, JSON.stringify(request), { timeout: 5_000 });
  return reply.json();
}
