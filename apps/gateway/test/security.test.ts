import { createHmac } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import { SignJWT } from 'jose';
import type { DataSource } from 'typeorm';
import { WebSocket } from 'ws';
import { callerOf } from './caller.js';
import { migratedDatabase, type RunningGateway, startGateway, stopGateways, TEST_TOKEN } from './gateway-under-test.js';

const ROLES = ['viewer', 'trader', 'admin'] as const;
const KEY = 'the key that signs what this gateway gives out';

let servers: TestServers;
let database: DataSource;
let gateway: RunningGateway;
let ask: ReturnType<typeof callerOf>;
const tokens: Record<string, string> = {};
let session: { sub: string; sid: string };

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  gateway = await startGateway(servers, {
    TAPE_SIGNING_KEY: KEY,
    TAPE_ADMIN_PASSWORD: 'password of the admin',
    RATE_LIMIT_PER_MINUTE: '100000',
    REQUEST_TIMEOUT_SECONDS: '1',
    CORS_ORIGINS: 'https://desk.example',
  });
  ask = callerOf(gateway.url);
  for (const role of ROLES) {
    const { body } = await ask('POST', 'api-keys', { token: TEST_TOKEN, body: { name: role, role } });
    tokens[role] = body.key;
  }
  const { body } = await ask('POST', 'auth/login', { body: { username: 'admin', password: 'password of the admin' } });
  const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString());
  session = { sub: claims.sub, sid: claims.sid };
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

describe('every route', () => {
  let routes: { method: string; path: string; role: (typeof ROLES)[number] | undefined }[];

  beforeAll(async () => {
    const document = await fetch(`${gateway.url}/api/docs/openapi.json`);
    const { paths } = (await document.json()) as {
      paths: Record<string, Record<string, { 'x-role'?: (typeof ROLES)[number] }>>;
    };
    routes = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        role: operation['x-role'],
      })),
    );
  });

  it('says who may call it, and only log-in, its like and webhooks prove their callers themselves', () => {
    expect(routes.length).toBeGreaterThan(60);
    expect(
      routes
        .filter(({ role }) => role === undefined)
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual([
      '/api/v1/auth/login',
      '/api/v1/auth/logout',
      '/api/v1/auth/loopback',
      '/api/v1/auth/refresh',
      '/api/v1/webhooks/tradingview',
    ]);
    const changing = routes
      .filter(({ method, role }) => method !== 'GET' && role === 'viewer')
      .map(({ method, path }) => `${method} ${path}`);
    expect(changing.toSorted()).toEqual([
      'DELETE /api/v1/push-subscriptions/{id}',
      'POST /api/v1/auth/password',
      'POST /api/v1/orchestrator/analyze',
      'POST /api/v1/push-subscriptions',
    ]);
  });

  it('opens for its role and those above, and for nobody else', async () => {
    const wrong: string[] = [];
    for (const { method, path, role: needed } of routes) {
      if (needed === undefined) continue;
      const address = path.replace('/api/v1/', '').replaceAll(/\{\w+\}/g, 'none');
      const answers = [undefined, ...ROLES].map(async (role) => {
        const token = role === undefined ? undefined : tokens[role];
        const { status, body } = await ask(method, address, { token, ...(method === 'GET' ? {} : { body: {} }) });
        const expected = role === undefined ? 401 : ROLES.indexOf(role) < ROLES.indexOf(needed) ? 403 : 'in';
        const got = status === 401 || (status === 403 && body.code === 'role-needed') ? status : 'in';
        if (got !== expected) wrong.push(`${method} ${path} as ${role ?? 'nobody'}: ${status}`);
      });
      await Promise.all(answers);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    '/API/v1/users',
    '/api/V1/Users/',
    '//api/v1/users',
    '/api/v1/%75sers',
    '/api/v1/users?x=1',
    '/api//v1/users',
    '/./api/v1/users',
  ])('is as shut under the spelling %s', async (path) => {
    const { status, text } = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect([401, 404]).toContain(status);
    expect(text).not.toContain('password_changed_at');
  });
});

function now(): number {
  return Math.floor(Date.now() / 1_000);
}

function claims(over: object = {}): Record<string, unknown> {
  return {
    iss: 'tapereader',
    aud: 'tapereader-api',
    iat: now(),
    exp: now() + 600,
    ...session,
    ...over,
  };
}

function signed(over: object = {}, key = KEY, typ = 'at+jwt'): Promise<string> {
  return new SignJWT(claims(over)).setProtectedHeader({ alg: 'HS256', typ }).sign(new TextEncoder().encode(key));
}

function unsigned(header: object, signature = ''): string {
  return [JSON.stringify({ typ: 'at+jwt', ...header }), JSON.stringify(claims())]
    .map((part) => Buffer.from(part).toString('base64url'))
    .concat(signature)
    .join('.');
}

describe('a token', () => {
  it('of ours opens', async () => {
    expect((await ask('GET', 'auth/me', { token: await signed() })).body).toMatchObject({ username: 'admin' });
  });

  it.each([
    ['signed with another key', () => signed({}, 'some other key of the same length, or so')],
    ['that says alg none', () => unsigned({ alg: 'none' })],
    ['that says alg None and carries a signature', () => unsigned({ alg: 'None' }, 'c2lnbmF0dXJl')],
    [
      'whose algorithm is another one of the same family',
      () => {
        const head = unsigned({ alg: 'HS512' }).replace(/\.$/, '');
        return `${head}.${createHmac('sha512', KEY).update(head).digest('base64url')}`;
      },
    ],
    ['of another issuer', () => signed({ iss: 'somebody' })],
    ['for another audience', () => signed({ aud: 'somebody' })],
    ['of another type', () => signed({}, KEY, 'JWT')],
    ['without an end', () => signed({ exp: undefined })],
    ['without a session', () => signed({ sid: undefined })],
    ['for a session that was never opened', () => signed({ sid: 'none' })],
    ['that names another user than its session', () => signed({ sub: 'none' })],
    ['that is no token', () => 'x.y.z'],
    ['that begins like a key', () => 'tape_'],
    ['that ends like SQL', () => `tape_' or '1'='1`.replaceAll(' ', '/**/')],
    ['of 6,000 letters', () => 'x'.repeat(6_000)],
  ])('%s opens nothing', async (_, make) => {
    const answer = await ask('GET', 'auth/me', { token: await make() });
    expect(answer).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('that has ended says so', async () => {
    expect((await ask('GET', 'auth/me', { token: await signed({ exp: now() - 1 }) })).body.code).toBe('token-expired');
  });

  it('is looked for in its header and nowhere else', async () => {
    const token = await signed();
    expect((await ask('GET', `auth/me?access_token=${token}&token=${token}`)).status).toBe(401);
    expect((await ask('GET', 'auth/me', { cookie: `access_token=${token}; tape_refresh=${token}` })).status).toBe(401);
    expect((await ask('GET', 'auth/me', { headers: { authorization: `Basic ${btoa(`x:${token}`)}` } })).status).toBe(
      401,
    );
  });
});

describe('text from outside', () => {
  const SQL = [
    `' or 1=1 --`,
    `'; drop table users; --`,
    `1) union select password_hash from users --`,
    `%' escape '`,
    '\\',
  ];

  it('is never a part of a statement', async () => {
    const token = TEST_TOKEN;
    for (const text of SQL) {
      const said = encodeURIComponent(text);
      const answers = await Promise.all([
        ask('GET', `signals?symbol=${said}`, { token }),
        ask('GET', `rejections?reason=${said}&stage=${said}`, { token }),
        ask('GET', `signals/${said}`, { token }),
        ask('GET', `audit?subject=${said}&action=${said}`, { token }),
        ask('GET', `bars?symbol=${said}&timeframe=1d`, { token }),
        ask('DELETE', `users/${said}`, { token }),
        ask('DELETE', `watchlist/${said}/1d`, { token }),
        ask('GET', `signals?cursor=${Buffer.from(text).toString('base64url')}`, { token }),
        ask('POST', 'auth/login', { body: { username: text, password: text } }),
      ]);
      for (const { status, body } of answers) {
        expect(status).toBeLessThan(500);
        expect(JSON.stringify(body)).not.toContain('$argon2id');
      }
      await database.query('delete from login_attempts');
    }
    expect((await ask('GET', 'users', { token })).body.items[0].username).toBe('admin');
  });

  it('never becomes a header, or a line of its own in the log', async () => {
    const injected = '%0d%0aSet-Cookie:%20evil=1%0d%0a';
    for (const path of [
      `/${injected}`,
      `/assets/${injected}`,
      `/api/v1/signals/${injected}`,
      `/api/v1/backtests/${injected}/report.html`,
    ]) {
      const { text } = await raw(
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${TEST_TOKEN}\r\nConnection: close\r\n\r\n`,
      );
      expect(text.split('\r\n\r\n')[0]?.toLowerCase()).not.toMatch(/^set-cookie/m);
    }
    const actor = 'eve\t\u00e9" or \'1';
    await ask('POST', 'users', {
      token: TEST_TOKEN,
      headers: { 'x-actor': actor },
      body: { username: 'made', role: 'viewer' },
    });
    const { body } = await ask('GET', 'audit?subject=made', { token: TEST_TOKEN });
    expect(body.items[0].actor).toBe('token:eve or 1');
    for (const line of gateway.said().split('\n')) if (line !== '') expect(() => JSON.parse(line)).not.toThrow();
  });

  it.each([
    '/../../../package.json',
    '/..%2f..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/%2e%2e/package.json',
    '/assets/..%5c..%5cpackage.json',
    '/assets/%2e%2e%2f%2e%2e%2f%2e%2e%2fpackage.json',
    '/..;/package.json',
    '/assets/%00',
    '/%c0%ae%c0%ae/package.json',
    '/.env',
    '/%',
    '//etc/passwd',
  ])('leads to no file beyond the page: %s', async (path) => {
    const { status, text } = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/"workspaces"|root:x|DATABASE_URL/);
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'A\u0000B', '..\\..\\x', 'a'.repeat(65)])(
    'names no file when bars are sent as %p',
    async (symbol) => {
      const csv = 'timestamp,open,high,low,close,volume\n2024-01-01,1,1,1,1,1\n';
      const address = `imports?symbol=${encodeURIComponent(symbol)}&timeframe=1d`;
      const streamed = await ask('POST', address, {
        token: TEST_TOKEN,
        headers: { 'content-type': 'text/csv' },
        body: csv,
      });
      expect(streamed.status).toBeGreaterThanOrEqual(400);
      // Nobody listens behind this gateway: what is not refused here is refused there.
      expect([400, 422, 503]).toContain(streamed.status);
    },
  );
});

describe('size and slowness', () => {
  it('of a request have ends', async () => {
    const token = TEST_TOKEN;
    const post = (body: string) => ask('POST', 'bars', { token, body });
    expect((await post(`{"bars":["${'x'.repeat(2 * 1024 * 1024)}"]}`)).status).toBe(413);
    expect((await post('['.repeat(500_000))).status).toBe(400);
    expect((await post(`{"a":`.repeat(50_000) + '1' + '}'.repeat(50_000))).status).toBe(400);
    expect((await raw(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).status).toBe(431);
    expect((await raw(`GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).status).toBe(431);
    expect((await ask('GET', `signals?${'symbol=A&'.repeat(1_500)}`, { token })).status).toBe(400);
    const size = (2 * 1024 * 1024 + 16).toString(16);
    const chunked = `POST /api/v1/bars HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\n${'x'.repeat(2 * 1024 * 1024 + 16)}\r\n0\r\n\r\n`;
    expect((await raw(chunked)).status).toBe(413);
  });

  it.each([
    ['its headers', 'GET / HTTP/1.1\r\nHost: localhost\r\n'],
    [
      'its body',
      `POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    ],
  ])('end a connection that never finishes %s', async (_, begin) => {
    expect((await raw(begin)).status).toBe(408);
  });

  it('of two lengths in one request is a request of nobody', async () => {
    const head = `POST /api/v1/bars HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/v1/users HTTP/1.1\r\n\r\n`;
    expect((await raw(head)).status).toBe(400);
  });
});

describe('a browser of somebody else', () => {
  it('is told that it may do nothing, and where the page itself may go', async () => {
    const foreign = await fetch(`${gateway.url}/api/v1/users`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'DELETE' },
    });
    expect(foreign.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
    const known = await fetch(`${gateway.url}/api/v1/users`, {
      method: 'OPTIONS',
      headers: { origin: 'https://desk.example', 'access-control-request-method': 'DELETE' },
    });
    expect(known.headers.get('access-control-allow-origin')).toBe('https://desk.example');
    expect(known.headers.get('access-control-allow-credentials')).toBeNull();
    const { headers } = await ask('GET', 'health');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('cannot send a form, under any spelling', async () => {
    for (const path of ['auth/login', 'AUTH/LOGIN', 'auth/login/', 'auth/refresh']) {
      const answer = await ask('POST', path, { headers: { 'content-type': 'text/plain' }, body: '{}' });
      expect([404, 415]).toContain(answer.status);
    }
    const shouted = await fetch(`${gateway.url}/API/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '{}',
    });
    expect([404, 415]).toContain(shouted.status);
  });
});

describe('a WebSocket', () => {
  it.each([
    ['without a token', '/ws', [], {}, 401],
    ['with a wrong one', '/ws', ['tape.v1', 'bearer.wrong'], {}, 401],
    ['with a token in the address', `/ws?token=${TEST_TOKEN}`, [], {}, 401],
    ['that offers the token without the protocol name', '/ws', [TEST_TOKEN], {}, 401],
    [
      'with a header that is no bearer, and the right protocol',
      '/ws',
      ['tape.v1', `bearer.${TEST_TOKEN}`],
      { authorization: 'Basic x' },
      401,
    ],
    ['to another place', '/api/v1/signals', ['tape.v1', `bearer.${TEST_TOKEN}`], {}, 404],
    ['from a foreign page', '/ws', ['tape.v1', `bearer.${TEST_TOKEN}`], { origin: 'https://evil.example' }, 403],
    ['with the token', '/ws', ['tape.v1', `bearer.${TEST_TOKEN}`], {}, 101],
  ])('%s: %s', async (_, path, protocols, headers, status) => {
    expect(await upgradeStatus(gateway.url.replace('http', 'ws') + path, protocols, headers)).toBe(status);
  });

  it('that is no proper one is answered and leaves the gateway as it was', async () => {
    for (const line of ['GET http://[ HTTP/1.1', 'GET /ws%00 HTTP/1.1', 'POST /ws HTTP/1.1']) {
      const { status } = await raw(
        `${line}\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nAuthorization: Bearer ${TEST_TOKEN}\r\n\r\n`,
      );
      expect(status).toBeGreaterThanOrEqual(400);
    }
    expect((await ask('GET', 'health', { token: TEST_TOKEN })).status).toBe(200);
  });
});

describe('limits of one address', () => {
  it('hold for log-ins whatever the name', async () => {
    const statuses = await Promise.all(
      Array.from(
        { length: 45 },
        async (_, n) => (await ask('POST', 'auth/login', { body: { username: `u${n}`, password: 'x' } })).status,
      ),
    );
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(30);
  });
});

/** Sends bytes as they are; status 0 when nothing was answered before the end. */
function raw(bytes: string): Promise<{ status: number; text: string }> {
  const { port, hostname } = new URL(gateway.url);
  return new Promise((resolve) => {
    const socket = connectTcp({ port: Number(port), host: hostname });
    let text = '';
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text }));
    socket.write(bytes);
  });
}

function upgradeStatus(url: string, protocols: string[], headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}
