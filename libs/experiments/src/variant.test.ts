import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { signalHash, type ExperimentSignal } from './experiment-signal.js';
import { DAY_MS, signal } from './testing/sample-experiment.js';
import { variantOf } from './variant.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hashOf = (overrides: Partial<ExperimentSignal>): string => signalHash(signal(overrides), sha256);
const split = fc.integer({ min: 0, max: 10_000 }).map((steps) => steps / 100);

describe('the variant of a signal', () => {
  const SIGNALS = 100_000;
  let hashes: readonly string[] = [];
  beforeAll(() => {
    hashes = Array.from({ length: SIGNALS }, (_, n) => hashOf({ barTimeMs: n * DAY_MS, symbol: `S${n % 97}` }));
  }, 60_000);

  it.each([0.01, 5, 33.33, 50, 80, 99.9])('splits 100,000 signals at %d %% within binomial bounds', (percent) => {
    const drawnForA = hashes.filter((hash) => variantOf(hash, percent) === 'A').length;
    const p = percent / 100;
    const deviation = Math.sqrt(SIGNALS * p * (1 - p));
    expect(Math.abs(drawnForA - SIGNALS * p)).toBeLessThanOrEqual(4 * deviation);
  });

  it('depends on the content and on nothing else', () => {
    fc.assert(
      fc.property(fc.nat(), split, (n, percent) => {
        const content = { barTimeMs: n * DAY_MS };
        const first = variantOf(hashOf(content), percent);
        const replayed = { ...content, positionSize: String(n), riskBudget: '1', id: `other_${n}`, expiresAtMs: n };
        expect(variantOf(hashOf(replayed), percent)).toBe(first);
      }),
    );
  });

  it('moves signals in one direction only when the split moves', () => {
    fc.assert(
      fc.property(fc.nat(), split, split, (n, one, other) => {
        const hash = hashOf({ barTimeMs: n * DAY_MS });
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        if (variantOf(hash, less) === 'A') expect(variantOf(hash, more)).toBe('A');
      }),
    );
  });

  it.each<[keyof ExperimentSignal, Partial<ExperimentSignal>]>([
    ['symbol', { symbol: 'OTHER' }],
    ['timeframe', { timeframe: '1h' }],
    ['direction', { direction: 'SHORT' }],
    ['label', { label: 'LPS' }],
    ['entry', { entry: '100.01' }],
    ['stop', { stop: '94' }],
    ['targets', { targets: { primary: '116', secondary: [], conservative: null } }],
    ['barTimeMs', { barTimeMs: DAY_MS }],
    ['source', { source: 'WEBHOOK' }],
  ])('rests on %s', (_field, overrides) => {
    expect(hashOf(overrides)).not.toBe(hashOf({}));
  });

  it('is never A at 0 and always A at 100', () => {
    fc.assert(
      fc.property(fc.nat(), (n) => {
        const hash = sha256(String(n));
        expect([variantOf(hash, 0), variantOf(hash, 100)]).toEqual(['B', 'A']);
      }),
    );
  });

  it.each([-0.01, 100.01, 50.001, Number.NaN])('refuses a split of %d', (percent) => {
    expect(() => variantOf(sha256('x'), percent)).toThrow(RangeError);
  });
});
