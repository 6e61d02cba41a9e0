import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ingestBars, sendTestNotification } from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { callerOf } from './caller.js';
import {
  answerWith,
  hushAnswers,
  migratedDatabase,
  type RunningGateway,
  startGateway,
  stopGateways,
  TEST_TOKEN,
} from './gateway-under-test.js';

const token = TEST_TOKEN;
let servers: TestServers;
let database: DataSource;
let gateway: RunningGateway;
let ask: ReturnType<typeof callerOf>;
let sent = 0;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  await answerWith(servers.natsUrl, sendTestNotification, () => ({ notificationIds: [`n${++sent}`] }));
  await answerWith(servers.natsUrl, ingestBars, ({ bars }) => ({
    accepted: bars.length,
    duplicate: 0,
    refused: 0,
    gaps: 0,
    outcomes: [],
  }));
  gateway = await startGateway(servers);
  ask = callerOf(gateway.url);
}, 120_000);

afterAll(async () => {
  await hushAnswers();
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

async function entries(): Promise<string[]> {
  const rows: { actor: string; action: string; subject: string }[] = await database.query(
    'select actor, action, subject from audit_log order by id',
  );
  return rows.map(({ actor, action, subject }) => `${actor} ${action} ${subject}`);
}

describe('a change', () => {
  const bar = {
    symbol: 'ACME',
    timeframe: '1d',
    timestamp: '2024-01-02',
    open: 1,
    high: 2,
    low: 1,
    close: 2,
    volume: 5,
  };

  it.each([
    ['POST', 'watchlist', { symbol: 'ACME', timeframe: '1d' }, 'token watchlist.add ACME:1d'],
    ['DELETE', 'watchlist/ACME/1d', undefined, 'token watchlist.remove ACME:1d'],
    ['POST', 'bars', bar, 'token bars.put ACME:1d'],
    ['POST', 'users', { username: 'anna', role: 'viewer' }, 'token user.add anna'],
    ['POST', 'notifications/test', { channel: 'slack' }, 'token notification.test slack'],
  ])('%s %s leaves one entry', async (method, path, body, entry) => {
    await database.query('delete from audit_log');
    if (method === 'DELETE')
      await database.query(`insert into watchlist (symbol, timeframe) values ('ACME', '1d') on conflict do nothing`);
    const answer = await ask(method, path, { token, body });
    expect(answer.status).toBeLessThan(300);
    const [first, ...more] = await entries();
    expect(more).toEqual([]);
    expect(first?.split(' ').slice(0, 2)).toEqual(entry.split(' ').slice(0, 2));
  });

  it('that was refused leaves none', async () => {
    await database.query('delete from audit_log');
    expect((await ask('POST', 'watchlist', { token, body: {} })).status).toBe(400);
    expect((await ask('DELETE', 'users/none', { token })).status).toBe(404);
    expect(await entries()).toEqual([]);
  });
});

function notify(key: string, channel = 'slack', who = token) {
  return ask('POST', 'notifications/test', { token: who, body: { channel }, headers: { 'idempotency-key': key } });
}

describe('a POST with a key', () => {
  it('takes effect once, and is given the first answer again', async () => {
    await database.query('delete from audit_log');
    const [first, again] = [await notify('one'), await notify('one')];
    expect(again.body).toEqual(first.body);
    expect(again.status).toBe(first.status);
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(await entries()).toHaveLength(1);
    expect((await notify('two')).body).not.toEqual(first.body);
  });

  it('keeps status and body of an answer that made something', async () => {
    const body = { symbol: 'KEYED', timeframe: '1d' };
    const call = { token, body, headers: { 'idempotency-key': 'w' } };
    const [first, again] = [await ask('POST', 'watchlist', call), await ask('POST', 'watchlist', call)];
    expect([again.status, again.body]).toEqual([first.status, first.body]);
  });

  it('is refused for another body, and free for another caller', async () => {
    await notify('mine');
    expect(await notify('mine', 'email')).toMatchObject({
      status: 422,
      body: { code: 'idempotency-key-reused' },
    });
    const { body } = await ask('POST', 'api-keys', { token, body: { name: 'other', role: 'admin' } });
    expect((await notify('mine', 'email', body.key)).status).toBe(202);
  });

  it('may be sent again when it failed, and while it is at work it waits', async () => {
    await notify('whole');
    await database.query(
      `insert into idempotency_keys (actor, key, request_sha256) select actor, 'busy', request_sha256 from idempotency_keys where key = 'whole'`,
    );
    const busy = await notify('busy');
    expect(busy).toMatchObject({ status: 409, body: { code: 'request-in-progress' } });
    expect(busy.headers.get('retry-after')).toBe('2');
    await database.query(`update idempotency_keys set created_at = now() - interval '11 minutes' where key = 'busy'`);
    expect((await notify('busy')).status).toBe(202);
    const failing = { token, body: { channel: 'pigeon' }, headers: { 'idempotency-key': 'failed' } };
    expect((await ask('POST', 'notifications/test', failing)).status).toBe(400);
    expect((await notify('failed')).status).toBe(202);
  });

  it('is sent with a proper key, and not to what shows a secret or streams a file', async () => {
    expect((await notify('x'.repeat(256))).body.code).toBe('invalid-idempotency-key');
    const secret = { token, body: { name: 'k', role: 'viewer' }, headers: { 'idempotency-key': 'k' } };
    expect(await ask('POST', 'api-keys', secret)).toMatchObject({
      status: 400,
      body: { code: 'idempotency-unsupported' },
    });
    const csv = { token, body: 'timestamp\n', headers: { 'idempotency-key': 'k', 'content-type': 'text/csv' } };
    expect((await ask('POST', 'imports?symbol=A&timeframe=1d', csv)).body.code).toBe('idempotency-unsupported');
  });

  it('takes effect once even when many come at the same time', async () => {
    const before = sent;
    const answers = await Promise.all(Array.from({ length: 8 }, () => notify('at-once')));
    expect(sent - before).toBe(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set(answers.some(({ status }) => status === 409) ? [202, 409] : [202]),
    );
  });
});
