import { describe, expect, it } from '@jest/globals';
import { isLoopback, isTrustedHost, isTrustedOrigin } from './trusted-origin.js';

const NONE = new Set<string>();

describe('trusted hosts and origins', () => {
  it.each([
    ['127.0.0.1:3000', true],
    ['localhost', true],
    ['[::1]:3000', true],
    ['evil.example:3000', false],
    ['127.0.0.1.evil.example', false],
    [undefined, false],
  ])('answers to host %s: %p', (host, expected) => {
    expect(isTrustedHost(host, NONE)).toBe(expected);
  });

  it('answers to a host that was allowed', () => {
    expect(isTrustedHost('desk.lan:3000', new Set(['desk.lan']))).toBe(true);
  });

  it.each([
    [undefined, true],
    ['http://127.0.0.1:3000', true],
    ['http://127.0.0.1:4000', false],
    ['https://evil.example', false],
    ['null', false],
  ])('lets origin %s open a socket: %p', (origin, expected) => {
    expect(isTrustedOrigin(origin, '127.0.0.1:3000', NONE)).toBe(expected);
  });

  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['10.0.0.1', false],
  ])('calls %s loopback: %p', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
