import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalJson, deepFrozen } from './canonical-json.js';

/** The same value with the keys of every object in another order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, field]) => [key, reordered(field)]),
  );
}

describe('canonicalJson', () => {
  it('has the same text whatever the order of keys, and reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        const text = canonicalJson(plain);
        expect(canonicalJson(reordered(plain))).toBe(text);
        expect(JSON.parse(text)).toEqual(plain);
      }),
    );
  });

  it('is what a hash is taken of', () => {
    const text = canonicalJson({ b: [1, null, true], a: 'ü' });
    expect(text).toBe('{"a":"ü","b":[1,null,true]}');
    expect(createHash('sha256').update(text).digest('hex')).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([[undefined], [{ a: undefined }], [Number.NaN], [[Number.POSITIVE_INFINITY]], [new Date(0)], [() => 1]])(
    'refuses %p, which JSON would change in silence',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(RangeError);
    },
  );
});

describe('deepFrozen', () => {
  it('closes every depth to writing', () => {
    const frozen = deepFrozen({ a: [{ b: 1 }] });
    expect(() => (frozen.a[0]!.b = 2)).toThrow(TypeError);
    expect(() => frozen.a.push({ b: 3 })).toThrow(TypeError);
  });
});
