import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jetstream } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  describeChannels,
  type EmergencyExitTriggered,
  emergencyExitTriggered,
  feedStale,
  resendNotification,
  sendTestNotification,
  serviceError,
  subscribePush,
  tradingStateChanged,
  unsubscribePush,
} from '@tape/contracts';
import { openDataSource, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import webpush from 'web-push';
import { Browser } from './browser.js';
import { until } from './notices.js';
import { type HttpReceiver, httpReceiver, smtpReceiver, type SmtpReceiver } from './receivers.js';
import { ask, publish, ServiceProcess, startService, stopServices } from './service-process.js';

const VAPID = webpush.generateVAPIDKeys();
const SECRETS = {
  NOTIFY_WEBHOOK_SECRET: 'a-webhook-secret-of-32-characters',
  TELEGRAM_BOT_TOKEN: '123456:telegram-secret',
  TWILIO_AUTH_TOKEN: 'twilio-auth-token-secret',
  VAPID_PRIVATE_KEY: VAPID.privateKey,
};

let servers: TestServers;
let nats: NatsConnection;
let database: DataSource;
let slack: HttpReceiver;
let hook: HttpReceiver;
let telegram: HttpReceiver;
let twilio: HttpReceiver;
let push: HttpReceiver;
let mail: SmtpReceiver;
let settings: Record<string, string>;

/** Servers of its own for every test: what a killed service held or had not acknowledged must not meet the next one. */
beforeEach(async () => {
  servers = await testServers();
  nats = await connect({ servers: new URL(servers.natsUrl).host });
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'notification-test' });
  await runMigrations(database);
  [slack, hook, telegram] = [await httpReceiver(), await httpReceiver(), await httpReceiver()];
  [twilio, push] = [await httpReceiver({ status: 201 }), await httpReceiver({ status: 201 })];
  mail = await smtpReceiver();
  settings = {
    ...SECRETS,
    SLACK_WEBHOOK_URL: `${slack.url}/services/T/B/slack-secret`,
    NOTIFY_WEBHOOK_URL: `${hook.url}/hook`,
    TELEGRAM_CHAT_ID: '-42',
    TELEGRAM_BASE_URL: telegram.url,
    SMTP_URL: `smtp://${mail.host}:${mail.port}`,
    SMTP_REQUIRE_TLS: 'false',
    EMAIL_FROM: 'tape@example.com',
    EMAIL_TO: 'a@example.com',
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_FROM: '+15005550006',
    SMS_TO: '+15005550001, +15005550002',
    TWILIO_BASE_URL: twilio.url,
    VAPID_PUBLIC_KEY: VAPID.publicKey,
    VAPID_SUBJECT: 'mailto:ops@example.com',
    WEBPUSH_HOSTS: '127.0.0.1',
  };
}, 120_000);

afterEach(async () => {
  await stopServices();
  await Promise.all([slack, hook, telegram, twilio, push, mail].map((each) => each?.close()));
  await nats?.close();
  await database?.destroy();
  await servers?.stop();
});

const exit = (id: string): EmergencyExitTriggered => ({
  id,
  trigger: 'ICE_BREAK',
  campaignId: 'AAPL-1',
  symbol: 'AAPL',
  timeframe: '1d',
  barTimeMs: Date.parse('2026-03-02T00:00:00Z'),
  measured: '98.1',
  limit: '99',
  message: 'The low 98.1 is under the ice 99.',
});
const states = async (channel: string): Promise<string[]> =>
  (await database.query<{ state: string }[]>('select state from notifications where channel = $1', [channel])).map(
    ({ state }) => state,
  );
const allSent = async () => {
  const rows = await database.query<{ state: string }[]>('select state from notifications');
  return rows.length > 0 && rows.every(({ state }) => state === 'SENT');
};
const texts = () => slack.requests.map(({ body }) => (JSON.parse(body.toString()) as { text: string }).text);

describe('the notification service', () => {
  it('tells every channel once of an exit that is delivered twice to two replicas', async () => {
    const replicas = [await startService(servers, nats, settings), await startService(servers, nats, settings)];
    const browser = new Browser(`${push.url}/p/1`);
    const subscribed = (await ask(nats, subscribePush, { ...browser.subscription, by: 'test' })) as { ok: boolean };
    expect(subscribed.ok).toBe(true);
    for (const copy of [1, 2]) await publish(nats, emergencyExitTriggered, exit('twice'), copy);
    await publish(nats, emergencyExitTriggered, exit('behind'));
    await until(async () => (await states('slack')).length === 2 && (await allSent()));
    expect([slack, hook, telegram, push].map(({ requests }) => requests.length)).toEqual([2, 2, 2, 2]);
    expect(mail.mails).toHaveLength(2);
    expect(
      twilio.requests.map(({ body }) => String(new URLSearchParams(body.toString()).get('To'))).toSorted(),
    ).toEqual(['+15005550001', '+15005550001', '+15005550002', '+15005550002']);
    expect(browser.decrypt(push.requests[0]!.body)).toContain('Emergency exit ICE_BREAK on AAPL');
    for (const replica of replicas) {
      for (const secret of [...Object.values(SECRETS), 'slack-secret']) expect(replica.said).not.toContain(secret);
    }
  });

  it('tells of states, feeds, services and dead letters, of swarms once, and of signals only when asked', async () => {
    await startService(servers, nats, { ...settings, SLACK_MIN_SEVERITY: 'WARNING' });
    const account = { level: 'ACCOUNT', name: null } as const;
    const change = { revision: 1, scope: account, reason: 'drawdown', by: 'risk', atMs: 1 };
    await publish(nats, tradingStateChanged, { ...change, from: 'ACTIVE', to: 'HALTED' });
    await publish(nats, tradingStateChanged, { ...change, revision: 2, from: 'HALTED', to: 'ACTIVE' });
    const feed = {
      symbol: 'AAPL',
      timeframe: '1m',
      lastOpenTimeMs: 0,
      atMs: 1,
      missingBars: 3,
      message: 'mute',
    } as const;
    await publish(nats, feedStale, feed);
    for (const atMs of [1, 2, 3]) {
      await publish(nats, serviceError, { service: 'risk', instance: `i${atMs}`, message: 'broken', atMs });
      const letter = { service: 'signal', stream: 'VALIDATION', streamSequence: atMs, subject: 's', messageId: null };
      const body = JSON.stringify({ ...letter, reason: 'not JSON', deliveries: 1, atMs, body: 'what it held' });
      await jetstream(nats).publish('dlq.signal.s', body);
    }
    await jetstream(nats).publish('dlq.signal.s', 'no letter at all');
    await until(async () => (await states('slack')).length === 4 && (await allSent()));
    expect(
      texts()
        .map((text) => text.split('\n')[0])
        .toSorted(),
    ).toEqual([
      '[CRITICAL] Trading is HALTED',
      '[WARNING] Feed of AAPL 1m is stale',
      '[WARNING] Service risk failed',
      '[WARNING] Service signal gave up on a message',
    ]);
    expect(texts().join()).not.toContain('what it held');
    // The return to ACTIVE is worth a mail and no text message.
    expect(mail.mails).toHaveLength(5);
    expect(twilio.requests).toHaveLength(2);
  });

  it('killed between sending and writing down, sends nothing twice: held for Slack, repeated under its key for the webhook', async () => {
    for (const receiver of [slack, hook]) receiver.answer('hang');
    const only = Object.fromEntries(Object.entries(settings).filter(([name]) => /^(SLACK|NOTIFY_WEBHOOK)/.test(name)));
    const environment = { ...only, NOTIFY_TIMEOUT_MS: '1000' };
    const first = await startService(servers, nats, { ...environment, NOTIFY_TIMEOUT_MS: '60000' });
    await publish(nats, emergencyExitTriggered, exit('killed'));
    await until(() => slack.requests.length === 1 && hook.requests.length === 1);
    await first.kill('SIGKILL');
    for (const receiver of [slack, hook]) receiver.answer({ status: 200 });
    // The lease of the dead one is over.
    await database.query(`update notifications set lease_expires_at = now() where state = 'SENDING'`);
    await startService(servers, nats, environment);
    await until(async () => (await states('slack'))[0] === 'UNKNOWN' && (await states('webhook'))[0] === 'SENT');
    expect(slack.requests).toHaveLength(1);
    expect(hook.requests.map(({ headers }) => headers['idempotency-key'])).toHaveLength(2);
    expect(new Set(hook.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);

    const [{ id }] = (await database.query(`select id from notifications where channel = 'slack'`)) as [{ id: string }];
    expect(await ask(nats, resendNotification, { notificationId: id })).toEqual({
      ok: true,
      value: { from: 'UNKNOWN', to: 'PENDING' },
    });
    await until(async () => (await states('slack'))[0] === 'SENT');
    expect(slack.requests).toHaveLength(2);
    expect(await ask(nats, resendNotification, { notificationId: id })).toMatchObject({
      ok: false,
      code: 'illegal-step',
    });
  });

  it('told to stop, calls off what a receiver does not answer and writes that down', async () => {
    const service = await startService(servers, nats, settings);
    hook.answer('hang');
    await publish(nats, emergencyExitTriggered, exit('stopping'));
    await until(() => hook.requests.length === 1);
    await service.kill('SIGTERM');
    expect(await service.ended).toBe(0);
    // Called off: in doubt, so it is tried again under its key; nothing is left as if it were under way.
    expect(await states('webhook')).toEqual(['FAILED']);
    expect(await states('slack')).toEqual(['SENT']);
  });

  it('answers those who look after it', async () => {
    const only = { SLACK_WEBHOOK_URL: settings['SLACK_WEBHOOK_URL']!, SLACK_MIN_SEVERITY: 'CRITICAL' };
    await startService(servers, nats, only);
    expect(await ask(nats, describeChannels, {})).toMatchObject({
      ok: true,
      value: {
        channels: expect.arrayContaining([
          { channel: 'slack', configured: true, minSeverity: 'CRITICAL' },
          { channel: 'sms', configured: false, minSeverity: null },
        ]),
        vapidPublicKey: null,
      },
    });
    expect(await ask(nats, sendTestNotification, { channel: 'sms', by: 'me' })).toMatchObject({
      code: 'unknown-channel',
    });
    expect(await ask(nats, sendTestNotification, { channel: 'slack', by: 'me' })).toMatchObject({ ok: true });
    await until(() => slack.requests.length === 1);
    expect(texts()[0]).toContain('Test of this channel');
    const { subscription } = new Browser('http://127.0.0.1/p');
    expect(await ask(nats, subscribePush, { ...subscription, by: 'me' })).toMatchObject({ code: 'unknown-channel' });
  });

  it('sends to no host that its settings do not name, and forgets a browser when asked', async () => {
    await startService(servers, nats, settings);
    const inside = new Browser('https://postgres.internal/x').subscription;
    expect(await ask(nats, subscribePush, { ...inside, by: 'me' })).toMatchObject({
      ok: false,
      code: 'invalid-subscription',
      message: expect.stringContaining('postgres.internal is not among the push services'),
    });
    const { subscription } = new Browser(`${push.url}/p`);
    const answers = [];
    for (let time = 0; time < 2; time += 1) answers.push(await ask(nats, subscribePush, { ...subscription, by: 'me' }));
    expect(answers[0]).toEqual(answers[1]);
    const { subscriptionId } = (answers[0] as { value: { subscriptionId: string } }).value;
    expect(await ask(nats, unsubscribePush, { subscriptionId })).toMatchObject({ value: { removed: true } });
    expect(await ask(nats, unsubscribePush, { subscriptionId })).toMatchObject({ value: { removed: false } });
    expect(await ask(nats, sendTestNotification, { channel: 'webpush', by: 'me' })).toMatchObject({
      code: 'no-receiver',
    });
  });

  it('does not start on half a channel, and prints no secret', async () => {
    const service = new ServiceProcess({
      DATABASE_URL: servers.databaseUrl,
      NATS_URL: servers.natsUrl,
      TELEGRAM_BOT_TOKEN: SECRETS.TELEGRAM_BOT_TOKEN,
      NOTIFY_WEBHOOK_SECRET: 'short',
      SLACK_WEBHOOK_URL: 'http://hooks.slack.com/services/T/B/slack-secret',
    });
    expect(await service.ended).toBe(1);
    expect(service.said).toContain("SLACK_WEBHOOK_URL: value '[redacted]' must be a URL that begins with https://");
    expect(service.said).toContain("NOTIFY_WEBHOOK_SECRET: value '[redacted]' must have at least 16 characters");
    for (const secret of ['slack-secret', 'short', SECRETS.TELEGRAM_BOT_TOKEN])
      expect(service.said).not.toContain(secret);
  });
});
