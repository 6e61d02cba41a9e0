import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { callerOf, cookieOf } from './caller.js';
import { FeedListener } from './feed-listener.js';
import { migratedDatabase, type RunningGateway, startGateway, stopGateways, TEST_TOKEN } from './gateway-under-test.js';

const PASSWORD = 'the first password of all';
const SIGNING = { TAPE_SIGNING_KEY: 'one key for all gateways behind one address' };

let servers: TestServers;
let database: DataSource;
let gateway: RunningGateway;
let brief: RunningGateway;
let ask: ReturnType<typeof callerOf>;
let askBrief: ReturnType<typeof callerOf>;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  gateway = await startGateway(servers, { ...SIGNING, TAPE_ADMIN_PASSWORD: PASSWORD });
  brief = await startGateway(servers, { ...SIGNING, ACCESS_TOKEN_SECONDS: '3' });
  ask = callerOf(gateway.url);
  askBrief = callerOf(brief.url);
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

function login(username = 'admin', password = PASSWORD, headers: Record<string, string> = {}) {
  return ask('POST', 'auth/login', { body: { username, password }, headers });
}

async function addUser(username: string, role: string): Promise<{ id: string; password: string }> {
  const { status, body } = await ask('POST', 'users', { token: TEST_TOKEN, body: { username, role } });
  expect(status).toBe(201);
  return body;
}

async function tokenOf(username: string, password: string): Promise<string> {
  return (await login(username, password)).body.access_token;
}

describe('logging in', () => {
  it('gives the first admin, made of the settings, a short token and a cookie no script can read', async () => {
    const answer = await login('Admin');
    expect(answer).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in_seconds: 600, user: { username: 'admin', role: 'admin' } },
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(
      /^tape_refresh=[\w-]{43}; Max-Age=604800; Path=\/api\/v1\/auth; .*HttpOnly; SameSite=Strict$/,
    );
    expect(await ask('GET', 'auth/me', { token: answer.body.access_token })).toMatchObject({
      status: 200,
      body: answer.body.user,
    });
    expect(gateway.said()).not.toContain(PASSWORD);
    expect(gateway.said()).not.toContain(answer.body.access_token);
  });

  it('keeps neither password nor token, only what they can be checked by', async () => {
    const cookie = cookieOf(await login());
    const [user] = await database.query(`select * from users where username = 'admin'`);
    expect(user.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const stored = JSON.stringify(await database.query('select * from refresh_tokens'));
    expect(stored).not.toContain(cookie.split('=')[1]);
  });

  it('answers alike to a wrong password, an unknown name and a disabled user', async () => {
    const { id, password } = await addUser('idle', 'viewer');
    await ask('PATCH', `users/${id}`, { token: TEST_TOKEN, body: { disabled: true } });
    const answers = [await login('admin', 'wrong'), await login('nobody', 'wrong'), await login('idle', password)];
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 401,
        body: { code: 'wrong-credentials', detail: 'Name or password is wrong.' },
      });
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  it('looks at no sixth wrong password of one name from one address, whatever it is, and at others all the same', async () => {
    const { password } = await addUser('guessed', 'viewer');
    const other = await addUser('other', 'viewer');
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, n) => login('guessed', `guess ${n}`)));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(3);
    const right = await login('guessed', password);
    expect(right).toMatchObject({ status: 429, body: { code: 'too-many-logins' } });
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await login('other', other.password)).status).toBe(200);
    await database.query(`update login_attempts set at = at - interval '16 minutes'`);
    expect((await login('guessed', password)).status).toBe(200);
  });
});

describe('a session', () => {
  it('goes on with a new refresh token each time, on any gateway', async () => {
    const first = await login();
    const second = await askBrief('POST', 'auth/refresh', { cookie: cookieOf(first), body: {} });
    expect(second).toMatchObject({ status: 200, body: { expires_in_seconds: 3, user: { username: 'admin' } } });
    expect(cookieOf(second)).not.toBe(cookieOf(first));
    const third = await ask('POST', 'auth/refresh', { cookie: cookieOf(second), body: {} });
    expect((await askBrief('GET', 'auth/me', { token: third.body.access_token })).status).toBe(200);
  });

  it('lets two tabs refresh at once, and ends when a token comes back later: somebody has a copy', async () => {
    const first = await login();
    const [one, two] = await Promise.all(
      [1, 2].map(() => ask('POST', 'auth/refresh', { cookie: cookieOf(first), body: {} })),
    );
    expect([one?.status, two?.status]).toEqual([200, 200]);
    const cookies = [one!, two!].map(cookieOf).filter((cookie) => cookie !== '');
    expect(cookies).toHaveLength(1);
    await database.query(`update refresh_tokens set used_at = used_at - interval '1 minute'`);
    const thief = await ask('POST', 'auth/refresh', { cookie: cookieOf(first), body: {} });
    expect(thief).toMatchObject({ status: 401, body: { code: 'refresh-reused' } });
    expect(thief.headers.getSetCookie()[0]).toMatch(/^tape_refresh=; .*Expires=Thu, 01 Jan 1970/);
    const owner = await ask('POST', 'auth/refresh', { cookie: cookies[0], body: {} });
    expect(owner).toMatchObject({ status: 401, body: { code: 'session-ended' } });
    expect((await ask('GET', 'auth/me', { token: one!.body.access_token })).status).toBe(401);
  });

  it('ends with logging out, for the access token too', async () => {
    const session = await login();
    expect((await ask('POST', 'auth/logout', { cookie: cookieOf(session), body: {} })).status).toBe(204);
    expect((await ask('GET', 'auth/me', { token: session.body.access_token })).status).toBe(401);
    expect((await ask('POST', 'auth/refresh', { cookie: cookieOf(session), body: {} })).status).toBe(401);
    expect((await ask('POST', 'auth/logout', { body: {} })).status).toBe(204);
  });

  it('is the only one left after its user has changed the password', async () => {
    const { password } = await addUser('mover', 'trader');
    const [here, there] = [await login('mover', password), await login('mover', password)];
    const token = here.body.access_token;
    const change = (current_password: string, new_password: string) =>
      ask('POST', 'auth/password', { token, body: { current_password, new_password } });
    expect((await change('wrong', 'a better password')).body.code).toBe('wrong-credentials');
    expect((await change(password, 'short')).status).toBe(400);
    expect((await change(password, 'a better password')).status).toBe(204);
    expect((await ask('GET', 'auth/me', { token })).status).toBe(200);
    expect((await ask('GET', 'auth/me', { token: there.body.access_token })).status).toBe(401);
    expect((await login('mover', password)).status).toBe(401);
    expect((await login('mover', 'a better password')).status).toBe(200);
    expect(
      (
        await ask('POST', 'auth/password', {
          token: TEST_TOKEN,
          body: { current_password: 'x', new_password: 'y'.repeat(12) },
        })
      ).status,
    ).toBe(409);
  });
});

describe('users', () => {
  it('are added, changed and removed by admins, and each change is in the audit log under its admin', async () => {
    const admin = await tokenOf('admin', PASSWORD);
    const added = await ask('POST', 'users', { token: admin, body: { username: 'Berta', role: 'viewer' } });
    expect(added).toMatchObject({ status: 201, body: { username: 'berta', role: 'viewer', last_login_at: null } });
    expect(added.body.password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
    expect((await ask('POST', 'users', { token: admin, body: { username: 'BERTA', role: 'admin' } })).body.code).toBe(
      'username-taken',
    );
    const berta = await tokenOf('berta', added.body.password);
    expect((await ask('GET', 'users', { token: berta })).body).toMatchObject({
      code: 'role-needed',
      needed: 'admin',
      role: 'viewer',
    });
    const { id } = added.body;
    expect(await ask('PATCH', `users/${id}`, { token: admin, body: { role: 'admin' } })).toMatchObject({
      status: 200,
      body: { role: 'admin' },
    });
    const list = await ask('GET', 'users', { token: berta });
    expect(list.status).toBe(200);
    expect(JSON.stringify(list.body)).not.toMatch(/argon2|password_hash/);
    expect((await ask('DELETE', `users/${id}`, { token: admin })).status).toBe(204);
    expect((await ask('GET', 'auth/me', { token: berta })).status).toBe(401);
    expect((await ask('DELETE', `users/${id}`, { token: admin })).status).toBe(404);
    const { body } = await ask('GET', 'audit?subject=berta', { token: admin });
    expect(body.items.map(({ actor, action }: Record<string, string>) => `${actor} ${action}`)).toEqual([
      'user:admin user.remove',
      'user:admin user.change',
      'user:berta auth.login',
      'user:admin user.add',
    ]);
  });

  it('always have an admin who can log in', async () => {
    const { body } = await ask('GET', 'users', { token: TEST_TOKEN });
    const { id } = body.items.find(({ username }: { username: string }) => username === 'admin');
    for (const change of [{ role: 'viewer' }, { disabled: true }]) {
      expect(await ask('PATCH', `users/${id}`, { token: TEST_TOKEN, body: change })).toMatchObject({
        status: 409,
        body: { code: 'last-admin' },
      });
    }
    expect((await ask('DELETE', `users/${id}`, { token: TEST_TOKEN })).status).toBe(409);
  });

  it('do not act under a name of their choice', async () => {
    const { password } = await addUser('carla', 'admin');
    const token = await tokenOf('carla', password);
    const headers = { 'x-actor': 'somebody else' };
    await ask('POST', 'users', { token, headers, body: { username: 'made-by-carla', role: 'viewer' } });
    const { body } = await ask('GET', 'audit?subject=made-by-carla', { token });
    expect(body.items[0].actor).toBe('user:carla');
    expect((await ask('GET', 'users', { token })).status).toBe(200);
    await database.query(`delete from users where username = 'carla'`);
  });
});

describe('API keys', () => {
  it('are shown once, open what their role opens, say when they were used, and end', async () => {
    const made = await ask('POST', 'api-keys', { token: TEST_TOKEN, body: { name: 'desk-a', role: 'trader' } });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'desk-a', role: 'trader', created_by: 'token', last_used_at: null },
    });
    const { key, id } = made.body;
    expect(key).toMatch(/^tape_[\w-]{43}$/);
    expect(await ask('GET', 'auth/me', { token: key })).toMatchObject({
      body: { username: 'key:desk-a', role: 'trader' },
    });
    expect((await ask('GET', 'api-keys', { token: key })).status).toBe(403);
    const list = await ask('GET', 'api-keys', { token: TEST_TOKEN });
    expect(list.body.items[0]).toMatchObject({ id, begins_with: key.slice(0, 11), last_used_at: expect.any(String) });
    expect(JSON.stringify(list.body)).not.toContain(key);
    expect(JSON.stringify(await database.query('select * from api_keys'))).not.toContain(key);
    expect((await ask('DELETE', `api-keys/${id}`, { token: TEST_TOKEN })).status).toBe(204);
    expect((await ask('GET', 'auth/me', { token: key })).status).toBe(401);
  });

  it('end at their time', async () => {
    const past = await ask('POST', 'api-keys', {
      token: TEST_TOKEN,
      body: { name: 'old', role: 'viewer', expires_at: '2020-01-01T00:00:00Z' },
    });
    expect(past).toMatchObject({ status: 400, body: { errors: [{ field: 'expires_at' }] } });
    const made = await ask('POST', 'api-keys', {
      token: TEST_TOKEN,
      body: { name: 'brief', role: 'viewer', expires_at: '2099-01-01T00:00:00Z' },
    });
    await database.query(`update api_keys set expires_at = now() - interval '1 second' where id = $1`, [made.body.id]);
    expect((await ask('GET', 'auth/me', { token: made.body.key })).status).toBe(401);
  });
});

describe('a WebSocket', () => {
  it('is closed with its token, which the page renews', async () => {
    const cookie = cookieOf(await login());
    const { body } = await askBrief('POST', 'auth/refresh', { cookie, body: {} });
    const listener = await FeedListener.open(brief.wsUrl, undefined, body.access_token);
    const [code, reason] = (await once(listener.socket, 'close')) as [number, Buffer];
    expect(code).toBe(4001);
    expect(reason.toString()).toBe('the token has ended: connect again with a new token and resume');
    expect((await askBrief('GET', 'auth/me', { token: body.access_token })).body.code).toBe('token-expired');
  });
});
