import { type ChildProcess, spawn } from 'node:child_process';
import { createECDH } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import {
  AUTHORIZED,
  get,
  migratedDatabase,
  post,
  type RunningGateway,
  startGateway,
  stopGateways,
} from './gateway-under-test.js';

const SERVICE = resolve(import.meta.dirname, '../../notification/dist/main.js');
/** A key pair as `web-push generate-vapid-keys` makes them. */
const ecdh = createECDH('prime256v1');
ecdh.generateKeys();

let servers: TestServers;
let database: DataSource;
let gateway: RunningGateway;
let service: ChildProcess;
let slack: Server;
let api: string;
let received = 0;
let status = 200;
/** After it nothing is waited for: a fact that never came must not hold the run. */
const file = { over: false };

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  slack = createServer((request, response) => {
    request.resume().once('end', () => {
      received += 1;
      response.writeHead(status).end('ok');
    });
  });
  await new Promise<void>((done) => slack.listen(0, '127.0.0.1', done));
  gateway = await startGateway(servers);
  api = `${gateway.url}/api/v1`;
  service = spawn(process.execPath, [SERVICE], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: servers.databaseUrl,
      NATS_URL: servers.natsUrl,
      HTTP_PORT: '0',
      NOTIFY_MAX_ATTEMPTS: '1',
      SLACK_WEBHOOK_URL: `http://127.0.0.1:${(slack.address() as AddressInfo).port}/services/x`,
      VAPID_PUBLIC_KEY: ecdh.getPublicKey('base64url'),
      VAPID_PRIVATE_KEY: ecdh.getPrivateKey('base64url'),
      VAPID_SUBJECT: 'mailto:ops@example.com',
    },
    stdio: 'ignore',
  });
  await until(async () => (await get(`${api}/notifications/channels`)).status === 200);
}, 120_000);

afterAll(async () => {
  file.over = true;
  if (service !== undefined && service.exitCode === null) {
    const ended = once(service, 'exit');
    service.kill('SIGKILL');
    await ended;
  }
  slack?.closeAllConnections();
  slack?.close();
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

beforeEach(() => {
  received = 0;
  status = 200;
});

async function until(fact: () => Promise<boolean>): Promise<void> {
  while (!file.over && !(await fact())) await new Promise((done) => setTimeout(done, 20));
}
const settled = async (id: string, state: string): Promise<void> =>
  until(async () => (await get(`${api}/notifications/${id}`)).body.state === state);

describe('notifications', () => {
  it('are asked for, sent, and shown with every attempt', async () => {
    const asked = await post(`${api}/notifications/test`, { channel: 'slack' });
    expect(asked.status).toBe(202);
    const [id] = asked.body.notification_ids as [string];
    await settled(id, 'SENT');
    expect(received).toBe(1);
    const { body } = await get(`${api}/notifications?channel=slack&state=SENT`);
    expect(body.items[0]).toMatchObject({
      id,
      kind: 'test',
      severity: 'CRITICAL',
      channel: 'slack',
      target: null,
      title: 'Test of this channel',
      attempts: 1,
      next_attempt_at: null,
      deliveries: [{ attempt: 1, ok: true, outcome: 'accepted', status_code: 200, error: null }],
    });
    expect(body.items[0].deliveries[0].at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect((await get(`${api}/audit?action=notification.test`)).body.items[0]).toMatchObject({ subject: 'slack' });
  });

  it('are paged, newest first', async () => {
    const asked: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { body } = await post(`${api}/notifications/test`, { channel: 'slack' });
      const [id] = body.notification_ids as [string];
      await settled(id, 'SENT');
      asked.unshift(id);
    }
    const first = (await get(`${api}/notifications?limit=2`)).body;
    const second = (await get(`${api}/notifications?limit=2&cursor=${first.next_cursor}`)).body;
    const ids = [...first.items, ...second.items].map((item: { id: string }) => item.id);
    expect([first.items.length, ids.slice(0, 3)]).toEqual([2, asked]);
  });

  it('that were given up are sent again when somebody asks, and audited; what was sent is not', async () => {
    status = 400;
    const [id] = (await post(`${api}/notifications/test`, { channel: 'slack' })).body.notification_ids as [string];
    await settled(id, 'DEAD');
    status = 200;
    expect(await post(`${api}/notifications/${id}/resend`, {})).toMatchObject({
      status: 202,
      body: { state: 'PENDING' },
    });
    await settled(id, 'SENT');
    expect(received).toBe(2);
    expect(await post(`${api}/notifications/${id}/resend`, {})).toMatchObject({
      status: 409,
      body: { code: 'illegal-step' },
    });
    expect((await get(`${api}/audit?action=notification.resend`)).body.items).toMatchObject([
      { subject: id, before: { state: 'DEAD' }, after: { state: 'PENDING' } },
    ]);
    expect(await post(`${api}/notifications/ntf_none/resend`, {})).toMatchObject({ status: 404 });
    expect(await get(`${api}/notifications/ntf_none`)).toMatchObject({ status: 404 });
  });

  it('go by no channel that has no settings, and by none that there is not', async () => {
    expect(await post(`${api}/notifications/test`, { channel: 'sms' })).toMatchObject({
      status: 404,
      body: { code: 'unknown-channel' },
    });
    expect(await post(`${api}/notifications/test`, { channel: 'pigeon' })).toMatchObject({ status: 400 });
    expect((await get(`${api}/notifications/channels`)).body).toMatchObject({
      vapid_public_key: ecdh.getPublicKey('base64url'),
      channels: expect.arrayContaining([{ channel: 'sms', configured: false, min_severity: null }]),
    });
  });
});

describe('push subscriptions', () => {
  const browser = {
    endpoint: 'https://fcm.googleapis.com/fcm/send/whoever-has-this-may-send',
    expirationTime: null,
    keys: { p256dh: ecdh.getPublicKey('base64url'), auth: Buffer.alloc(16, 1).toString('base64url') },
  };

  it('are made from what a browser gives, listed without their keys, and removed', async () => {
    const made = await post(`${api}/push-subscriptions`, browser);
    expect(made.status).toBe(201);
    const id = made.body.subscription_id as string;
    const { body } = await get(`${api}/push-subscriptions`);
    expect(body.items).toMatchObject([{ id, push_service: 'fcm.googleapis.com', subscribed_by: 'token' }]);
    expect(JSON.stringify(body)).not.toContain('whoever-has-this');
    expect((await fetch(`${api}/push-subscriptions/${id}`, { method: 'DELETE', headers: AUTHORIZED })).status).toBe(
      204,
    );
    expect((await fetch(`${api}/push-subscriptions/${id}`, { method: 'DELETE', headers: AUTHORIZED })).status).toBe(
      404,
    );
  });

  it.each([
    ['another host', { ...browser, endpoint: 'https://10.0.0.1/x' }, 422],
    ['a key that is none', { ...browser, keys: { ...browser.keys, p256dh: 'AAAA' } }, 422],
    ['no keys', { endpoint: browser.endpoint }, 400],
    ['no URL', { ...browser, endpoint: 'x' }, 400],
  ])('with %s are refused', async (_case, body, expected) => {
    expect((await post(`${api}/push-subscriptions`, body)).status).toBe(expected);
  });
});
