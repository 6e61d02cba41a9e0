import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { describeError, isSecretName, REDACTED, scrubbed, scrubText } from './secret-scrubber.js';

describe('scrubText', () => {
  it.each([
    ['postgres://tape:s3cret@db:5432/tape', `postgres://tape:${REDACTED}@db:5432/tape`],
    ['no connection to nats://user:p%40ss@nats:4222 yet', `no connection to nats://user:${REDACTED}@nats:4222 yet`],
    ['redis://:hunter2@cache:6379', `redis://:${REDACTED}@cache:6379`],
    ['Authorization: Bearer abcdef0123456789', `Authorization: Bearer ${REDACTED}`],
    ['http://127.0.0.1:3000/health', 'http://127.0.0.1:3000/health'],
    ['AAPL at 10:30@close', 'AAPL at 10:30@close'],
  ])('writes %s as %s', (text, safe) => {
    expect(scrubText(text)).toBe(safe);
  });

  it('lets no password of a URL through, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9!$%&*+,;=._~@-]{4,20}$/), (password) => {
        expect(scrubText(`connect postgres://u:${password}#Q@host/db failed`)).not.toContain(password);
      }),
    );
  });
});

describe('isSecretName', () => {
  it.each([
    'password',
    'DB_PASSWORD',
    'apiKey',
    'api_key',
    'X-Api-Key',
    'authorization',
    'WEBHOOK_SECRET',
    'SLACK_WEBHOOK_URL',
    'VAPID_PRIVATE_KEY',
    'cookie',
  ])('knows %s', (name) => {
    expect(isSecretName(name)).toBe(true);
  });
  it.each(['symbol', 'tokens', 'passwordless', 'partitionkey', 'subject'])('lets %s pass', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('scrubbed', () => {
  it('replaces secrets at any depth and leaves the input as it was', () => {
    const input = { user: { password: 'x', list: [{ token: 'y', symbol: 'AAPL' }] } };
    expect(scrubbed(input)).toEqual({ user: { password: REDACTED, list: [{ token: REDACTED, symbol: 'AAPL' }] } });
    expect(input.user.password).toBe('x');
  });

  it('ends on a cycle', () => {
    const cycle: Record<string, unknown> = { symbol: 'AAPL' };
    cycle.self = cycle;
    expect(JSON.stringify(scrubbed(cycle))).toContain('[object]');
  });

  it('keeps type, code and cause of an error, and none of its other properties', () => {
    const error = Object.assign(new Error('query failed', { cause: new TypeError('inner') }), {
      code: '23505',
      parameters: ['row content'],
    });
    expect(describeError(error)).toEqual({
      type: 'Error',
      message: 'query failed',
      stack: expect.any(String),
      code: '23505',
      cause: expect.objectContaining({ type: 'TypeError', message: 'inner' }),
    });
  });
});
