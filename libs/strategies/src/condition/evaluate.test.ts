import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { NUMBER_OPERATORS, type Condition, type NumberOperator, type Operand } from './condition.js';
import { evaluate, type Known, type Truth } from './evaluate.js';

const LEFT: Operand = { from: 'bar', field: 'close' };
const RIGHT: Operand = { from: 'bar', field: 'open' };

function known(left: number | null, right: number | null, phase: string | null = null): Known {
  return { number: (operand) => (operand === LEFT ? left : right), text: () => phase };
}

function compare(op: NumberOperator, now: Known, before: Known | null): Truth {
  return evaluate({ kind: 'number', left: LEFT, op, right: RIGHT }, now, before);
}

describe('operators of numbers', () => {
  it.each([
    ['==', [1, 1], null, true],
    ['==', [1, 2], null, false],
    ['!=', [1, 2], null, true],
    ['!=', [2, 2], null, false],
    ['<', [1, 2], null, true],
    ['<', [2, 2], null, false],
    ['<=', [2, 2], null, true],
    ['<=', [3, 2], null, false],
    ['>', [3, 2], null, true],
    ['>', [2, 2], null, false],
    ['>=', [2, 2], null, true],
    ['>=', [1, 2], null, false],
    ['crosses_above', [3, 2], [1, 2], true],
    ['crosses_above', [3, 2], [2, 2], true],
    ['crosses_above', [2, 2], [1, 2], false],
    ['crosses_above', [3, 2], [3, 2], false],
    ['crosses_above', [3, 2], null, null],
    ['crosses_below', [1, 2], [3, 2], true],
    ['crosses_below', [1, 2], [2, 2], true],
    ['crosses_below', [2, 2], [3, 2], false],
    ['crosses_below', [1, 2], [1, 2], false],
    ['crosses_below', [1, 2], null, null],
  ] as const)('%s now %j, before %j → %j', (op, now, before, expected) => {
    const past = before === null ? null : known(before[0], before[1]);
    expect(compare(op, known(now[0], now[1]), past)).toBe(expected);
  });

  it('tell nothing over a number that is not known', () => {
    for (const op of NUMBER_OPERATORS) {
      expect(compare(op, known(null, 1), known(1, 1))).toBeNull();
      expect(compare(op, known(1, null), known(1, 1))).toBeNull();
    }
  });

  it('cross above exactly when not above before and above now, and below is its mirror', () => {
    const number = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(number, number, number, number, (a, b, c, d) => {
        const [before, now] = [known(a, b), known(c, d)];
        expect(compare('crosses_above', now, before)).toBe(compare('<=', before, null) && compare('>', now, null));
        expect(compare('crosses_below', now, before)).toBe(compare('crosses_above', known(-c, -d), known(-a, -b)));
      }),
    );
  });

  it('cross above and below in turn along any path', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 2 }), (path) => {
        const strict = path.filter((value) => value !== 0);
        const crossings = strict.flatMap((value, i) => {
          if (i === 0) return [];
          const [now, before] = [known(value, 0), known(strict[i - 1]!, 0)];
          if (compare('crosses_above', now, before) === true) return ['above'];
          return compare('crosses_below', now, before) === true ? ['below'] : [];
        });
        expect(crossings.every((one, i) => i === 0 || one !== crossings[i - 1])).toBe(true);
      }),
    );
  });
});

const phase = (op: '==' | '!=' | 'changes_to', now: string | null, before: string | null): Truth =>
  evaluate(
    { kind: 'text', left: 'wyckoff.phase', op, right: 'C' },
    known(0, 0, now),
    before === null ? null : known(0, 0, before),
  );

describe('operators of words', () => {
  it.each([
    ['==', 'C', null, true],
    ['==', 'B', null, false],
    ['==', null, null, null],
    ['!=', 'B', null, true],
    ['!=', 'C', null, false],
    ['!=', null, null, null],
    ['changes_to', 'C', 'B', true],
    ['changes_to', 'C', 'C', false],
    ['changes_to', 'D', 'B', false],
    ['changes_to', 'C', null, null],
    ['changes_to', null, 'B', null],
  ] as const)('%s C: now %s, before %s → %j', (op, now, before, expected) => {
    expect(phase(op, now, before)).toBe(expected);
  });
});

const of = (condition: Condition): Truth => evaluate(condition, known(1, null), null);

describe('trees', () => {
  const YES: Condition = { kind: 'number', left: LEFT, op: '==', right: LEFT };
  const NO: Condition = { kind: 'not', of: YES };
  const UNKNOWN: Condition = { kind: 'number', left: RIGHT, op: '==', right: RIGHT };
  it.each([
    ['all', [YES, YES], true],
    ['all', [YES, NO], false],
    ['all', [YES, UNKNOWN], null],
    ['all', [UNKNOWN, NO], false],
    ['any', [NO, NO], false],
    ['any', [NO, YES], true],
    ['any', [NO, UNKNOWN], null],
    ['any', [UNKNOWN, YES], true],
  ] as const)('%s of %j → %j', (kind, parts, expected) => {
    expect(of({ kind, of: parts })).toBe(expected);
  });

  it('not of the unknown is unknown, so warming up makes nothing true', () => {
    expect(of({ kind: 'not', of: UNKNOWN })).toBeNull();
    expect(of({ kind: 'not', of: NO })).toBe(true);
  });

  it('keep De Morgan over three values', () => {
    const leaf = fc.constantFrom(YES, NO, UNKNOWN);
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 5 }), (parts) => {
        const negated = parts.map((part): Condition => ({ kind: 'not', of: part }));
        expect(of({ kind: 'not', of: { kind: 'all', of: parts } })).toBe(of({ kind: 'any', of: negated }));
      }),
    );
  });
});
