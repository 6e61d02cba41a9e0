import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DELIVERY_STATES, statesBefore } from '@tape/notification';
import { metrics, registry } from '@tape/observability';
import { openDataSource, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import type { Channel } from '../src/channel/channel.js';
import { slackChannel } from '../src/channel/slack.channel.js';
import { webhookChannel } from '../src/channel/webhook.channel.js';
import { ChannelSender, type SenderOptions } from '../src/delivery/channel-sender.js';
import { NotificationStore } from '../src/delivery/notification-store.repository.js';
import { NoticeIntake } from '../src/intake/notice-intake.js';
import { notice, notices, until } from './notices.js';
import { type HttpReceiver, httpReceiver } from './receivers.js';

const OPTIONS: SenderOptions = { timeoutMs: 300, leaseSlackMs: 1_000, pollMs: 20, onDoubt: 'HOLD' };
const SECRET = 'a secret of sixteen or more';
const log: { level: string; fields: Record<string, unknown>; message: string }[] = [];
const say = (level: string) => (fields: object, message: string) =>
  void log.push({ level, fields: { ...fields }, message });
const logger = { info: say('info'), warn: say('warn'), error: say('error') } as never;

let servers: TestServers;
let database: DataSource;
let store: NotificationStore;
let slackReceiver: HttpReceiver;
let hookReceiver: HttpReceiver;
let slack: Channel;
let hook: Channel;
let senders: ChannelSender[] = [];

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'notification-test' });
  await runMigrations(database);
  store = new NotificationStore(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  await database.query('truncate notifications, notification_deliveries');
  log.length = 0;
  [slackReceiver, hookReceiver] = [await httpReceiver(), await httpReceiver()];
  slack = slackChannel({ webhookUrl: `${slackReceiver.url}/services/T/B/hush`, minSeverity: 'INFO' });
  hook = webhookChannel({ url: `${hookReceiver.url}/hook`, secret: SECRET, minSeverity: 'INFO' });
});

afterEach(async () => {
  await Promise.all(senders.splice(0).map((sender) => sender.stop(0)));
  await Promise.all([slackReceiver.close(), hookReceiver.close()]);
});

const quiet = { poke: () => undefined };
const intake = (...channels: Channel[]) => new NoticeIntake(channels, store, quiet, 3);

function startSender(channel: Channel, options: Partial<SenderOptions> = {}): ChannelSender {
  const sender = new ChannelSender({ channel, store, logger, metrics, options: { ...OPTIONS, ...options } });
  senders.push(sender);
  sender.start();
  return sender;
}

interface Row {
  id: string;
  state: string;
  attempts: number;
  wait_seconds: number;
}
const rows = (channel: string): Promise<Row[]> =>
  database.query(
    `select id, state, attempts, extract(epoch from next_attempt_at - updated_at)::float8 as wait_seconds
     from notifications where channel = $1 order by id`,
    [channel],
  );
const states = async (channel: string) => (await rows(channel)).map(({ state }) => state);
const deliveries = (): Promise<{ outcome: string; ok: boolean; status_code: number | null; error: string | null }[]> =>
  database.query('select outcome, ok, status_code, error from notification_deliveries order by id');
/** Lets the waits of the backoff pass. */
const hurry = () => database.query(`update notifications set next_attempt_at = now() where state = 'FAILED'`);
async function counted(channel: string, state: string): Promise<number> {
  const { values } = await registry.getSingleMetric('notifications_total')!.get();
  return values.find(({ labels }) => labels['channel'] === channel && labels['state'] === state)?.value ?? 0;
}
const next = (step: 'DOUBT' | 'ACCEPT') => ({ step, delayMs: null, attemptLimit: 3 });
const settledIn = (channel: string, state: string) => async () => {
  await hurry();
  const now = await states(channel);
  return now.length > 0 && now.every((each) => each === state);
};

describe('one event', () => {
  it('is one message a channel, taken in twice by two replicas and sent by three', async () => {
    const told = notices(40);
    await Promise.all([intake(slack, hook).take(told), intake(slack, hook).take(told.toReversed())]);
    await intake(slack, hook).take(told);
    for (let replica = 0; replica < 3; replica += 1) for (const channel of [slack, hook]) startSender(channel);
    await until(async () => (await settledIn('slack', 'SENT')()) && (await settledIn('webhook', 'SENT')()));
    expect(slackReceiver.requests).toHaveLength(40);
    expect(hookReceiver.requests).toHaveLength(40);
    expect(new Set(hookReceiver.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(40);
    expect(await deliveries()).toHaveLength(80);
  });

  it('reaches a channel only from its severity on', async () => {
    const strict = { ...hook, minSeverity: 'CRITICAL' as const };
    await intake(slack, strict).take([notice('a', 'INFO'), notice('b', 'WARNING'), notice('c', 'CRITICAL')]);
    expect(await rows('slack')).toHaveLength(3);
    expect(await rows('webhook')).toHaveLength(1);
  });

  it('is claimed before less severe ones', async () => {
    await intake(slack).take([notice('a', 'INFO'), notice('b', 'WARNING'), notice('c', 'CRITICAL')]);
    const claimed = [await store.claim('slack', 1_000), await store.claim('slack', 1_000)];
    expect(claimed.map((each) => each?.notice.severity)).toEqual(['CRITICAL', 'WARNING']);
  });
});

describe('a receiver that fails', () => {
  it('gets the same message again after 500, silence and 429, under one key, and each attempt is logged', async () => {
    const answers = [
      { status: 500 },
      'hang',
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 200 },
    ] as const;
    hookReceiver.answer((_request, count) => answers[count - 1] ?? { status: 200 });
    await new NoticeIntake([hook], store, quiet, 10).take([notice('a')]);
    startSender(hook);
    await until(settledIn('webhook', 'SENT'));
    expect(new Set(hookReceiver.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(hookReceiver.requests.map(({ headers }) => headers['x-tape-attempt'])).toEqual(['1', '2', '3', '4']);
    expect((await deliveries()).map(({ outcome, ok }) => [outcome, ok])).toEqual([
      ['failed', false],
      ['in-doubt', false],
      ['throttled', false],
      ['accepted', true],
    ]);
  });

  it('is left alone for as long as it asks, with everything else for it', async () => {
    slackReceiver.answer({ status: 429, headers: { 'retry-after': '3600' } });
    await intake(slack).take([notice('a')]);
    startSender(slack);
    await until(async () => (await states('slack'))[0] === 'FAILED');
    expect((await rows('slack'))[0]!.wait_seconds).toBeGreaterThanOrEqual(3_600);
    await intake(slack).take([notice('b')]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(slackReceiver.requests).toHaveLength(1);
  });

  it('is left alone by itself where each receiver has a provider of its own', async () => {
    slackReceiver.answer({ status: 429, headers: { 'retry-after': '3600' } });
    await intake(slack).take(notices(2));
    startSender({ ...slack, oneProvider: false });
    await until(() => slackReceiver.requests.length === 2);
  });

  it('is given up after its attempts, counted and logged, and gets the message when a person asks', async () => {
    const before = await counted('slack', 'DEAD');
    slackReceiver.answer({ status: 500, body: 'broken' });
    await intake(slack).take([notice('a')]);
    startSender(slack);
    await until(settledIn('slack', 'DEAD'));
    expect(slackReceiver.requests).toHaveLength(3);
    expect(await counted('slack', 'DEAD')).toBe(before + 1);
    expect(log.filter(({ level }) => level === 'error')).toMatchObject([
      { message: 'a notification was given up', fields: { attempts: 3, reason: 'HTTP 500: broken' } },
    ]);
    slackReceiver.answer({ status: 200 });
    const [{ id }] = (await rows('slack')) as [Row];
    expect(await store.resend(id, 3)).toEqual({ from: 'DEAD', to: 'PENDING' });
    await until(settledIn('slack', 'SENT'));
    expect(await store.resend(id, 3)).toEqual({ from: 'SENT', to: null });
    expect(await store.resend('ntf_none', 3)).toBeNull();
  });

  it('holds up no other channel', async () => {
    slackReceiver.answer('hang');
    await intake(slack, hook).take(notices(25));
    startSender(slack, { timeoutMs: 60_000 });
    startSender(hook);
    await until(settledIn('webhook', 'SENT'));
    expect(slackReceiver.requests).toHaveLength(1);
    expect((await states('slack')).filter((state) => state === 'SENDING')).toHaveLength(1);
  });

  it('is not asked again because the outbox was away when its answer came', async () => {
    let faults = 1;
    const faulty = new Proxy(store, {
      get: (target, name) => {
        const own = Reflect.get(target, name, target) as (...parameters: unknown[]) => unknown;
        if (name !== 'record' || faults === 0) return own.bind(target);
        return () => {
          faults -= 1;
          return Promise.reject(new Error('the database is starting up'));
        };
      },
    });
    await intake(slack).take([notice('a')]);
    const sender = new ChannelSender({ channel: slack, store: faulty, logger, metrics, options: OPTIONS });
    senders.push(sender);
    sender.start();
    await until(settledIn('slack', 'SENT'));
    expect(slackReceiver.requests).toHaveLength(1);
    expect(log.map(({ message }) => message)).toEqual(['an attempt could not be written down; trying again']);
  });

  it('shows no secret in the log of attempts, whatever it answers', async () => {
    hookReceiver.answer({ status: 400, body: `you sent ${SECRET} to ${hookReceiver.url}/hook` });
    await intake(hook).take([notice('a')]);
    startSender(hook);
    await until(settledIn('webhook', 'DEAD'));
    expect((await deliveries())[0]!.error).toBe('HTTP 400: you sent [redacted] to [redacted]');
    expect(JSON.stringify(log)).not.toContain(SECRET);
  });
});

describe('a message in doubt', () => {
  it('is held where the receiver knows no repeats', async () => {
    slackReceiver.answer('hang');
    await intake(slack).take([notice('a')]);
    startSender(slack);
    await until(settledIn('slack', 'UNKNOWN'));
    slackReceiver.answer({ status: 200 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(slackReceiver.requests).toHaveLength(1);
    expect(log.at(-1)).toMatchObject({ level: 'error', fields: { reason: 'no answer in time' } });
  });

  it('is sent again where the operator prefers twice to never', async () => {
    slackReceiver.answer((_request, count) => (count === 1 ? 'hang' : { status: 200 }));
    await intake(slack).take([notice('a')]);
    startSender(slack, { onDoubt: 'RESEND' });
    await until(settledIn('slack', 'SENT'));
    expect(slackReceiver.requests).toHaveLength(2);
  });

  it('is judged when its sender says nothing any more: held for Slack, sent again for the webhook', async () => {
    await intake(slack, hook).take([notice('a')]);
    // A process that marked its attempts and died.
    for (const channel of [slack, hook]) expect(await store.claim(channel.name, 0)).not.toBeNull();
    for (const channel of [slack, hook]) startSender(channel);
    await until(async () => (await settledIn('slack', 'UNKNOWN')()) && (await settledIn('webhook', 'SENT')()));
    expect(slackReceiver.requests).toEqual([]);
    expect(hookReceiver.requests).toHaveLength(1);
    expect((await deliveries()).map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'in-doubt', 'in-doubt']);
  });

  it('is settled by its sender after all, once', async () => {
    await intake(slack).take([notice('a')]);
    const claimed = (await store.claim('slack', 0))!;
    const doubt = { outcome: 'in-doubt', statusCode: null, error: 'silence', latencyMs: null } as const;
    const accepted = { outcome: 'accepted', statusCode: 200, error: null, latencyMs: 5 } as const;
    expect(await store.record(claimed, { ...doubt, next: next('DOUBT') }, 'by-silence')).toBe('UNKNOWN');
    expect(await store.record(claimed, { ...doubt, next: next('DOUBT') }, 'by-silence')).toBeNull();
    expect(await store.record(claimed, { ...accepted, next: next('ACCEPT') }, 'by-sender')).toBe('SENT');
    expect(await states('slack')).toEqual(['SENT']);
    expect((await deliveries()).map(({ outcome }) => outcome)).toEqual(['in-doubt', 'accepted']);
  });

  it('is not settled by an earlier attempt while a later one is under way, but that is logged', async () => {
    await intake(slack).take([notice('a')]);
    const first = (await store.claim('slack', 0))!;
    const attempt = { outcome: 'in-doubt', statusCode: null, error: 'silence', latencyMs: null } as const;
    await store.record(first, { ...attempt, next: next('DOUBT') }, 'by-silence');
    await store.resend(first.id, 3);
    expect((await store.claim('slack', 60_000))?.attempts).toBe(2);
    const late = { ...attempt, outcome: 'accepted', next: next('ACCEPT') } as const;
    expect(await store.record(first, late, 'by-sender')).toBeNull();
    expect(await states('slack')).toEqual(['SENDING']);
    expect((await deliveries()).map(({ outcome }) => outcome)).toEqual(['in-doubt', 'accepted']);
  });
});

describe('the outbox', () => {
  it('claims from exactly the states from which the table allows it', async () => {
    for (const state of DELIVERY_STATES) {
      await database.query('truncate notifications, notification_deliveries');
      await intake(slack).take([notice('a')]);
      await database.query('update notifications set state = $1', [state]);
      const allowed = statesBefore('CLAIM').includes(state);
      expect([state, (await store.claim('slack', 1_000)) !== null]).toEqual([state, allowed]);
    }
  });

  it('forgets what ended long ago and nothing that waits', async () => {
    await intake(slack).take(notices(4));
    const [first, second, third] = await rows('slack');
    await database.query(`update notifications set created_at = now() - interval '200 days' where id <> $1`, [
      third!.id,
    ]);
    await database.query(`update notifications set state = 'SENT' where id in ($1, $2)`, [first!.id, third!.id]);
    await database.query(`update notifications set state = 'FAILED' where id = $1`, [second!.id]);
    expect(await store.prune(new Date(Date.now() - 100 * 86_400_000), 10)).toBe(1);
    expect((await rows('slack')).map(({ id }) => id)).not.toContain(first!.id);
    expect(await rows('slack')).toHaveLength(3);
  });
});
