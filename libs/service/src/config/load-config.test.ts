import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { baseConfig } from './base-config.js';
import { flag, oneOf, urlsOf, wholeNumber } from './environment-types.js';
import { ConfigurationError, loadConfig } from './load-config.js';

const NEEDED = { DATABASE_URL: 'postgres://tape:pw@127.0.0.1:5432/tape', NATS_URL: 'nats://127.0.0.1:4222' };

function problems(schema: z.ZodType, environment: Record<string, string | undefined>): readonly string[] {
  try {
    loadConfig(schema, environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('baseConfig', () => {
  it('needs Postgres and NATS, and binds to loopback unless told otherwise', () => {
    expect(loadConfig(baseConfig, { ...NEEDED, PATH: '/bin', REDIS_URL: '' })).toEqual({
      ...NEEDED,
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: 3000,
      LOG_LEVEL: 'info',
      TAPE_PARTITIONS: 16,
      CACHE_TTL_SECONDS: 300,
      ENABLE_PERFORMANCE_TRACKING: true,
      PERFORMANCE_ALERT_THRESHOLD_MS: 1000,
    });
  });

  it('names every variable that is wrong, its value and the rule, all at once', () => {
    expect(
      problems(baseConfig, { NATS_URL: 'http://x', HTTP_PORT: '70000', TAPE_PARTITIONS: '0', LOG_LEVEL: 'loud' }),
    ).toEqual([
      'DATABASE_URL: is not set and must be a URL that begins with postgres:// or postgresql://',
      "NATS_URL: value 'http://x' must be one URL or several with commas between, each beginning with nats:// or tls:// or ws:// or wss://",
      "HTTP_PORT: value '70000' must be a whole number from 0 to 65535",
      "LOG_LEVEL: value 'loud' must be one of fatal, error, warn, info, debug, trace, silent",
      "TAPE_PARTITIONS: value '0' must be a whole number from 1 to 1024",
    ]);
  });

  it.each(['mysql://tape:s3cret@db/tape', 'tape:s3cret@db', 'postgres:/tape:s3cret@db'])(
    'prints no password of %s',
    (url) => {
      const [problem] = problems(baseConfig, { ...NEEDED, DATABASE_URL: url });
      expect(problem).toMatch(/^DATABASE_URL: value '.*' must be a URL/);
      expect(problem).not.toContain('s3cret');
    },
  );
});

describe('loadConfig', () => {
  it('puts rules that a schema states without words into words', () => {
    const schema = z.object({
      RATE: z.coerce.number().int().min(1).max(10),
      PROFILE: z.enum(['classic', 'strict']),
      NAME: z.string().min(3),
      WEBHOOK_SECRET: z.string().min(16),
      NEEDED: z.string(),
    });
    expect(
      problems(schema, { RATE: '11', PROFILE: 'bold', NAME: 'ab', WEBHOOK_SECRET: 'hunter2' }).map((line) => line),
    ).toEqual([
      "RATE: value '11' must be 10 or less",
      "PROFILE: value 'bold' must be one of classic, strict",
      "NAME: value 'ab' must be of length 3 or more",
      "WEBHOOK_SECRET: value '[redacted]' must be of length 16 or more",
      'NEEDED: is not set and must be set',
    ]);
  });

  it('keeps what a refinement over several variables says', () => {
    const schema = baseConfig.refine((config) => config.HTTP_HOST === '127.0.0.1', {
      path: ['HTTP_HOST'],
      message: 'must be loopback without a token',
    });
    expect(problems(schema, { ...NEEDED, HTTP_HOST: '0.0.0.0' })).toEqual([
      "HTTP_HOST: value '0.0.0.0' must be loopback without a token",
    ]);
  });
});

describe('environment types', () => {
  it.each([
    ['true', true],
    ['ON', true],
    ['1', true],
    ['no', false],
    ['0', false],
  ])('reads the flag %s as %s', (text, value) => {
    expect(flag().parse(text)).toBe(value);
  });

  it.each([
    [flag(), 'maybe'],
    [wholeNumber(0, 5), '1.5'],
    [wholeNumber(0, 5), '1e0'],
    [wholeNumber(0, 5), ' '],
    [wholeNumber(-1, 5), '-2'],
    [wholeNumber(0, 5), '6'],
    [urlsOf('nats'), 'nats://a:4222,,nats://b:4222'],
    [urlsOf('nats'), 'nats:a'],
    [oneOf(['a', 'b']), 'c'],
  ])('refuses a bad value', (type: z.ZodType, text) => {
    expect(type.safeParse(text).success).toBe(false);
  });

  it('takes several NATS servers', () => {
    expect(urlsOf('nats').parse('nats://a:4222, nats://b:4222')).toBe('nats://a:4222, nats://b:4222');
    expect(wholeNumber(-1, 5).parse(' 5 ')).toBe(5);
  });
});
