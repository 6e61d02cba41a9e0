import { describe, expect, it } from '@jest/globals';
import { decode } from '@msgpack/msgpack';
import * as fc from 'fast-check';
import type { Wire } from '../wire/to-wire.js';
import { packMessage } from './message-pack.js';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.stringMatching(/^\d{1,8}$/))
  .map(([whole, fraction]) => `${whole}.${fraction}`);

describe('MessagePack', () => {
  it('brings back every answer that JSON can carry', () => {
    fc.assert(
      // A name no object of ours has, and that a reader of MessagePack rightly refuses.
      fc.property(
        fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__')),
        (value) => {
          const wire = JSON.parse(JSON.stringify(value)) as Wire;
          expect(decode(packMessage(wire))).toEqual(wire);
        },
      ),
    );
  });

  it('brings back decimals as the same text, to 8 places and 20 digits', () => {
    fc.assert(
      fc.property(decimal, (price) => {
        expect(decode(packMessage({ entry: price }))).toEqual({ entry: price });
      }),
    );
  });

  it('is smaller than the same answer in JSON', () => {
    const answer = { r_multiple: '3.91', confidence: 82, near_miss: false, stages: [{ stage: 'VOLUME', limit: null }] };
    expect(packMessage(answer).length).toBeLessThan(JSON.stringify(answer).length);
  });
});
