import { describe, expect, it } from '@jest/globals';
import { readRetryAfter } from './reply-result.js';

describe('Retry-After', () => {
  const now = Date.parse('2026-03-02T14:30:00Z');
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['1.5', 1_500],
    ['Mon, 02 Mar 2026 14:31:00 GMT', 60_000],
    ['Mon, 02 Mar 2026 14:29:00 GMT', 0],
    ['soon', null],
    [undefined, null],
  ])('%j is %j ms', (value, ms) => {
    expect(readRetryAfter(value, now)).toBe(ms);
  });
});
