import { describe, expect, it } from '@jest/globals';
import { Amount, amount } from '@tape/risk-rules';
import * as fc from 'fast-check';
import { KINDS_BY_MODE, POLICY_MODES, splitSize, tradeKinds } from './policy.js';

describe('a policy', () => {
  it.each(POLICY_MODES)('%s gives at most one real order, unless capital is split', (mode) => {
    const real = Object.values(KINDS_BY_MODE[mode]).filter((kind) => kind === 'REAL').length;
    expect(real).toBe({ SHADOW_ONLY: 0, ENGINE_A_PRIMARY: 1, ENGINE_B_PRIMARY: 1, SPLIT_CAPITAL: 2 }[mode]);
  });

  it.each(POLICY_MODES)('%s lets no signal from outside trade', (mode) => {
    expect(tradeKinds(mode, 'WEBHOOK')).toEqual({ A: 'SHADOW', B: 'SHADOW' });
    expect(tradeKinds(mode, 'OWN')).toBe(KINDS_BY_MODE[mode]);
  });
});

const step = fc.constantFrom('1', '0.01', '0.00001', '100');
const splits = fc.integer({ min: 0, max: 10_000 }).map((steps) => steps / 100);

describe('splitSize', () => {
  it('makes two parts on the step that sum to the whole, A within one step of its share', () => {
    fc.assert(
      fc.property(step, fc.integer({ min: 0, max: 10_000_000 }), splits, (grid, steps, percent) => {
        const whole = amount(grid).times(steps);
        const parts = splitSize(whole.toFixed(), percent, grid);
        const [a, b] = [amount(parts.A), amount(parts.B)];
        expect(a.plus(b).equals(whole)).toBe(true);
        for (const part of [a, b]) {
          expect(part.isNegative()).toBe(false);
          expect(part.mod(amount(grid)).isZero()).toBe(true);
        }
        const missing = whole.times(new Amount(percent)).div(100).minus(a);
        expect(missing.greaterThanOrEqualTo(0) && missing.lessThan(amount(grid))).toBe(true);
      }),
    );
  });

  it('refuses a whole that is not on the step', () => {
    expect(() => splitSize('1.5', 50, '1')).toThrow('1.5 is not a multiple of 1');
  });
});
