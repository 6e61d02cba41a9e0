import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeCursor, encodeCursor } from './cursor.js';
import { Problem } from './problem.js';

describe('cursor', () => {
  it('comes back as it was, in text that needs no escaping in an address', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.string(), (timeMs, id) => {
        const text = encodeCursor({ timeMs, id });
        expect(text).toMatch(/^[\w-]+$/);
        expect(decodeCursor(text)).toEqual({ timeMs, id });
      }),
    );
  });

  it.each([
    '',
    'x',
    'bm90IGpzb24',
    encodeText('[1]'),
    encodeText('["1","a"]'),
    encodeText('[1.5,"a"]'),
    encodeText('{}'),
  ])('refuses %p', (text) => {
    expect(() => decodeCursor(text)).toThrow(Problem);
  });
});

function encodeText(text: string): string {
  return Buffer.from(text).toString('base64url');
}
