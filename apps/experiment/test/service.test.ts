import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { outgoing, setExecutionPolicy, signalGenerated, submitWebhookSignal } from '@tape/contracts';
import { openDataSource, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource, QueryRunner } from 'typeorm';
import { DAY_0_MS, ownSignal, storeHistory, storeInstrument, storeSignal, until } from './stored-market.js';

const MAIN = resolve(import.meta.dirname, '../dist/main.js');
const running = new Set<ChildProcess>();
let servers: TestServers;
let database: DataSource;
let nats: NatsConnection;

/** Servers of its own for every test: what a killed service held or had not acknowledged must not meet the next one. */
beforeEach(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'experiment-service-test' });
  await runMigrations(database);
  await storeInstrument(database);
  await storeHistory(database);
  nats = await connect({ servers: new URL(servers.natsUrl).host });
}, 120_000);

afterEach(async () => {
  await Promise.all([...running].map((child) => kill(child)));
  await nats?.close();
  await database?.destroy();
  await servers?.stop();
});

/** The built service as a process of its own; resolves when it takes work. */
async function start(settings: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: servers.databaseUrl,
      NATS_URL: servers.natsUrl,
      HTTP_PORT: '0',
      SIGNAL_POLL_INTERVAL_MS: '20',
      EXPERIMENT_LEASE_MS: '300',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  await until(() => child.exitCode !== null || said.includes('experiment takes work'));
  if (child.exitCode !== null) throw new Error(`the service ended:\n${said}`);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** The server remembers ids of messages longer than a test lasts. */
let copies = 0;
async function publish(n: number): Promise<void> {
  const event = outgoing(signalGenerated, ownSignal(n), { source: 'test', timeMs: DAY_0_MS, correlationId: 'c' }, 16);
  const head = headers();
  head.set('Nats-Msg-Id', `${event.messageId}#${(copies += 1)}`);
  await jetstream(nats).publish(event.subject, JSON.stringify(event.envelope), { headers: head });
}

const ALERT = {
  symbol: 'ACME',
  timeframe: '1d',
  direction: 'LONG',
  label: 'breakout',
  entry: '100',
  stop: '95',
  target: '115',
  barTimeMs: DAY_0_MS,
};
async function ask(subject: string, request: object): Promise<{ ok: boolean; value: Record<string, unknown> }> {
  const answer = await nats.request(subject, JSON.stringify(request), { timeout: 5_000 });
  return answer.json();
}
const count = async (sql: string): Promise<number> => {
  const [row] = await database.query<{ n: number }[]>(`select count(*)::int as n from ${sql}`);
  return row!.n;
};

describe('the experiment service', () => {
  it('makes one experiment of each signal, published once or often, with two of its kind running', async () => {
    await Promise.all([start(), start()]);
    for (let n = 1; n <= 12; n += 1) {
      await storeSignal(database, ownSignal(n));
      await publish(n);
      await publish(n);
    }
    await until(async () => (await count(`experiments where state = 'RUNNING'`)) === 12);
    expect(await count('experiments')).toBe(12);
    expect(await count('trade_outcomes')).toBe(24);
    expect(await count('market_contexts')).toBe(12);
    expect(await count('execution_policies')).toBe(1);
  });

  it('killed in the middle of an experiment loses none and doubles none', async () => {
    const first = await start();
    // Nobody can store a context: the worker stands in the middle of its transaction.
    const blocker: QueryRunner = database.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('lock table market_contexts in share mode');
    await storeSignal(database, ownSignal());
    await publish(1);
    await until(async () => (await count(`experiments where state = 'PROCESSING'`)) === 1);
    await until(
      async () =>
        (await count(
          `pg_locks l join pg_class c on c.oid = l.relation where c.relname = 'market_contexts' and not granted`,
        )) > 0,
    );
    await kill(first);
    await blocker.rollbackTransaction();
    await blocker.release();
    expect(await count('trade_outcomes')).toBe(0);

    await start();
    await until(async () => (await count(`experiments where state = 'RUNNING'`)) === 1);
    expect(await count('trade_outcomes')).toBe(2);
    const [row] = await database.query<{ attempts: number; locked_by: string | null }[]>(
      'select attempts, locked_by from experiments',
    );
    expect(row!.attempts).toBeGreaterThan(1);
    expect(row!.locked_by).toBeNull();
  });

  it('makes one experiment of an alert that comes many times at once to two replicas', async () => {
    await Promise.all([start(), start()]);
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(submitWebhookSignal.subject, ALERT)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(new Set(answers.map(({ value }) => value['experimentId'])).size).toBe(1);
    expect(answers.filter(({ value }) => value['duplicate'] === false)).toHaveLength(1);
    await until(async () => (await count(`experiments where state = 'RUNNING' and source = 'WEBHOOK'`)) === 1);
  });

  it('takes the policy of its settings once, and again under a new name only', async () => {
    await kill(await start({ POLICY_VERSION: 'one', SPLIT_PERCENTAGE: '20' }));
    await kill(await start({ POLICY_VERSION: 'one', SPLIT_PERCENTAGE: '30' }));
    await start({ POLICY_VERSION: 'two', SPLIT_PERCENTAGE: '30' });
    expect(
      await database.query(
        'select version, mode, split_percentage::float8 as split from execution_policies order by revision',
      ),
    ).toEqual([
      { version: 'one', mode: 'SHADOW_ONLY', split: 20 },
      { version: 'two', mode: 'SHADOW_ONLY', split: 30 },
    ]);
    const third = { mode: 'SPLIT_CAPITAL', splitPercentage: 50, enabled: true, by: 'me', note: 'try' };
    expect(await ask(setExecutionPolicy.subject, { version: 'three', ...third })).toMatchObject({
      ok: true,
      value: { version: 'three', mode: 'SPLIT_CAPITAL' },
    });
  });
});
