import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Amount, amount } from '@tape/risk-rules';
import { targetLadder, tighterStop, type LadderTerms } from './target-ladder.js';

const LONG: LadderTerms = {
  direction: 'LONG',
  targets: { primary: '115', secondary: ['107.5', '111.25'] },
  entryPrice: new Amount(100),
  quantity: new Amount(100),
  quantityStep: new Amount(1),
};

const legs = (overrides: Partial<LadderTerms>) =>
  targetLadder({ ...LONG, ...overrides }).map(({ price, quantity, stopAfter }) => [price, quantity, stopAfter]);

describe('the target ladder', () => {
  it.each([
    [
      'three targets',
      {},
      [
        ['107.5', '50', '100'],
        ['111.25', '30', '107.5'],
        ['115', '20', '111.25'],
      ],
    ],
    [
      'two',
      { targets: { primary: '115', secondary: ['110'] } },
      [
        ['110', '50', '100'],
        ['115', '50', '110'],
      ],
    ],
    ['one', { targets: { primary: '115', secondary: [] } }, [['115', '100', '100']]],
    [
      'more than three: the nearest two and the objective',
      { targets: { primary: '115', secondary: ['113', '104', '109'] } },
      [
        ['104', '50', '100'],
        ['109', '30', '104'],
        ['115', '20', '109'],
      ],
    ],
    [
      'a fill past the first',
      { entryPrice: new Amount(108) },
      [
        ['111.25', '50', '108'],
        ['115', '50', '111.25'],
      ],
    ],
    [
      'a fill exactly on the first',
      { entryPrice: new Amount('107.5') },
      [
        ['111.25', '50', '107.5'],
        ['115', '50', '111.25'],
      ],
    ],
    [
      'an odd lot is rounded down',
      { quantity: new Amount(7) },
      [
        ['107.5', '3', '100'],
        ['111.25', '2', '107.5'],
        ['115', '2', '111.25'],
      ],
    ],
    [
      'two shares',
      { quantity: new Amount(2) },
      [
        ['107.5', '1', '100'],
        ['115', '1', '107.5'],
      ],
    ],
    ['one share waits for the objective', { quantity: new Amount(1) }, [['115', '1', '100']]],
    [
      'the same target twice counts once',
      { targets: { primary: '115', secondary: ['110', '110.0'] } },
      [
        ['110', '50', '100'],
        ['115', '50', '110'],
      ],
    ],
    [
      'fractions of a coin',
      { quantity: new Amount('0.003'), quantityStep: new Amount('0.001') },
      [
        ['107.5', '0.001', '100'],
        ['115', '0.002', '107.5'],
      ],
    ],
    [
      'a short',
      { direction: 'SHORT', targets: { primary: '85', secondary: ['88.75', '92.5'] } },
      [
        ['92.5', '50', '100'],
        ['88.75', '30', '92.5'],
        ['85', '20', '88.75'],
      ],
    ],
  ] as const)('of %s', (_what, overrides, expected) => {
    expect(legs(overrides as Partial<LadderTerms>)).toEqual(expected);
  });

  it('sells exactly what is held, in whole steps, ever further away', () => {
    const any = fc.record({
      isLong: fc.boolean(),
      steps: fc.integer({ min: 1, max: 100_000 }),
      step: fc.constantFrom('1', '0.01', '0.001', '100'),
      primary: fc.integer({ min: 1, max: 500 }),
      secondary: fc.array(fc.integer({ min: -50, max: 600 }), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(any, ({ isLong, steps, step, primary, secondary }) => {
        const at = (distance: number): string => String(1_000 + (isLong ? distance : -distance));
        const quantity = amount(step).times(steps);
        const ladder = targetLadder({
          direction: isLong ? 'LONG' : 'SHORT',
          targets: { primary: at(primary), secondary: secondary.map(at) },
          entryPrice: new Amount(1_000),
          quantity,
          quantityStep: amount(step),
        });
        const sum = ladder.reduce((total, leg) => total.plus(leg.quantity), new Amount(0));
        expect(sum.eq(quantity)).toBe(true);
        expect(ladder.every((leg) => amount(leg.quantity).mod(step).isZero())).toBe(true);
        const distances = ladder.map((leg) => Math.abs(Number(leg.price) - 1_000));
        expect(distances).toEqual([...new Set(distances)].toSorted((a, b) => a - b));
        expect(ladder.map((leg) => leg.leg)).toEqual(ladder.map((_leg, index) => index + 1));
      }),
    );
  });
});

describe('a stop', () => {
  it.each([
    ['LONG', '95', '100', '100'],
    ['LONG', '100', '95', '100'],
    ['SHORT', '105', '100', '100'],
    ['SHORT', '100', '105', '100'],
  ] as const)('of a %s at %s offered %s stands at %s', (direction, stop, candidate, expected) => {
    expect(tighterStop(direction, stop, candidate)).toBe(expected);
  });
});
