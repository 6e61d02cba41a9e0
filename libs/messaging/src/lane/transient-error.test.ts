import { describe, expect, it } from '@jest/globals';
import { RpcFailure } from '../rpc/rpc-failure.js';
import { isTransient } from './transient-error.js';

function withCode(code: string): Error {
  return Object.assign(new Error('failed'), { code });
}

describe('isTransient', () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a database that shuts down', withCode('57P01')],
    ['a database that starts', withCode('57P03')],
    ['a lost connection', withCode('08006')],
    ['a deadlock', withCode('40P01')],
    ['a driver without codes', new Error('Connection terminated unexpectedly')],
    ['a query error around a lost connection', Object.assign(new Error('query'), { driverError: withCode('57P01') })],
    ['an error with a cause', new Error('outer', { cause: withCode('ECONNRESET') })],
    ['several attempts that all failed', new AggregateError([withCode('ECONNREFUSED')])],
    ['a question nobody answers', new RpcFailure('no-responders', 'away', true)],
  ])('is true for %s', (_, error) => {
    expect(isTransient(error)).toBe(true);
  });

  it.each([
    ['a broken constraint', withCode('23505')],
    ['a syntax error', withCode('42601')],
    ['a bug', new TypeError('x is not a function')],
    ['a refusal for good', new RpcFailure('unknown', 'no', false)],
    ['text', 'ECONNREFUSED'],
  ])('is false for %s', (_, error) => {
    expect(isTransient(error)).toBe(false);
  });
});
