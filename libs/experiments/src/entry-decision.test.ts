import { describe, expect, it } from '@jest/globals';
import { amount } from '@tape/risk-rules';
import * as fc from 'fast-check';
import type { EnginePlan } from './engine.js';
import { decideEntry, type EntryQuestion } from './entry-decision.js';
import { POLICY_MODES } from './policy.js';

const TARGETS = { primary: '115', secondary: [], conservative: null };
const B: Extract<EnginePlan, { kind: 'trade' }> = {
  kind: 'trade',
  direction: 'LONG',
  stop: '92',
  targets: { primary: '116', secondary: [], conservative: null },
  guard: { kind: 'SPRING_LOW', price: '92' },
  positionSize: '62',
};
const QUESTION: EntryQuestion = {
  mode: 'ENGINE_B_PRIMARY',
  splitPercent: 50,
  reserved: { direction: 'LONG', entry: '100', stop: '95', targets: TARGETS, positionSize: '100' },
  planB: B,
  failed: false,
  quantityStep: '1',
};
const decide = (change: Partial<EntryQuestion>) => decideEntry({ ...QUESTION, ...change });
const aside: EnginePlan = { kind: 'stand-aside', reason: 'too-few-bars' };

describe('engine B first', () => {
  it('enters by its stop and target, with its size', () => {
    const first = { stop: '92', targets: B.targets, positionSize: '62' };
    expect(decide({})).toEqual({ engines: 'B', reason: null, first, second: null });
  });

  it.each([
    ['62', '92', '62'],
    ['80', '92', '62'],
    ['500', '98', '100'],
    ['70', '98', '70'],
  ])('size %s at stop %s is cut to %s: neither larger nor more at risk than reserved', (positionSize, stop, size) => {
    expect(decide({ planB: { ...B, positionSize, stop } }).first?.positionSize).toBe(size);
  });

  it.each([
    ['A', 'not-planned-in-time', { planB: null }],
    ['A', 'experiment-failed', { planB: null, failed: true }],
    ['NONE', 'engine-b-too-few-bars', { planB: aside }],
    ['A', 'direction-differs', { planB: { ...B, direction: 'SHORT' } }],
    ['A', 'prices-out-of-order', { planB: { ...B, stop: '101' } }],
    ['A', 'size-below-step', { planB: { ...B, positionSize: '0.4' } }],
  ] as const)('leaves the order to %s: %s', (engines, reason, change) => {
    expect(decide(change)).toEqual({ engines, reason, first: null, second: null });
  });
});

const part = (positionSize: string) => ({ stop: '95', targets: TARGETS, positionSize });

describe('split capital', () => {
  it('makes two orders of the two sizes, each with its own stop and targets', () => {
    expect(decide({ mode: 'SPLIT_CAPITAL', splitPercent: 60 })).toEqual({
      engines: 'A+B',
      reason: null,
      first: part('60'),
      second: { stop: '92', targets: B.targets, positionSize: '25' },
    });
  });

  it.each([
    ['A', 'no-share', { splitPercent: 100 }, null],
    ['B', 'no-share', { splitPercent: 0 }, { stop: '92', targets: B.targets, positionSize: '62' }],
    ['A', 'not-planned-in-time', { planB: null }, part('50')],
    ['A', 'engine-b-too-few-bars', { planB: aside }, part('50')],
    ['NONE', 'engine-b-too-few-bars', { planB: aside, splitPercent: 0 }, null],
  ] as const)('leaves the order to %s: %s, %j', (engines, reason, change, first) => {
    expect(decide({ mode: 'SPLIT_CAPITAL', ...change })).toEqual({ engines, reason, first, second: null });
  });
});

const price = (min: number, max: number) =>
  fc.integer({ min: min * 100, max: max * 100 }).map((n) => (n / 100).toFixed(2));
const plan: fc.Arbitrary<EnginePlan | null> = fc.oneof(
  fc.constant(null),
  fc.constant(aside),
  fc
    .record({
      direction: fc.constantFrom('LONG' as const, 'SHORT' as const),
      stop: price(50, 150),
      primary: price(50, 200),
      positionSize: fc.integer({ min: 0, max: 1_000 }).map((n) => (n / 2).toString()),
    })
    .map(({ primary, ...rest }) => ({ ...B, ...rest, targets: { ...TARGETS, primary } })),
);
const question: fc.Arbitrary<EntryQuestion> = fc.record({
  mode: fc.constantFrom(...POLICY_MODES),
  splitPercent: fc.integer({ min: 0, max: 10_000 }).map((steps) => steps / 100),
  reserved: fc.record({
    direction: fc.constant('LONG' as const),
    entry: fc.constant('100'),
    stop: price(80, 99),
    targets: fc.constant(TARGETS),
    positionSize: fc.integer({ min: 1, max: 500 }).map(String),
  }),
  planB: plan,
  failed: fc.boolean(),
  quantityStep: fc.constantFrom('1', '0.5'),
});

it('makes at most one order unless capital is split, and never more size or risk than is reserved', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const { reserved, mode, quantityStep } = asked;
      const { engines, first, second, reason } = decideEntry(asked);
      const kept = { stop: reserved.stop, targets: reserved.targets, positionSize: reserved.positionSize };
      const orders = engines === 'NONE' ? [] : [first ?? kept, ...(second === null ? [] : [second])];
      if (mode !== 'SPLIT_CAPITAL') expect(orders.length).toBeLessThanOrEqual(1);
      expect(orders.length).toBe({ NONE: 0, A: 1, B: 1, 'A+B': 2 }[engines]);
      const sum = (value: (order: typeof kept) => ReturnType<typeof amount>) =>
        orders.reduce((total, order) => total.plus(value(order)), amount('0'));
      const lossOf = (order: typeof kept) =>
        amount(reserved.entry).minus(amount(order.stop)).abs().times(amount(order.positionSize));
      expect(sum(({ positionSize }) => amount(positionSize)).lessThanOrEqualTo(amount(reserved.positionSize))).toBe(
        true,
      );
      expect(sum(lossOf).lessThanOrEqualTo(lossOf(kept))).toBe(true);
      for (const { positionSize } of orders) {
        expect(amount(positionSize).greaterThan(0)).toBe(true);
        expect(amount(positionSize).mod(amount(quantityStep)).isZero()).toBe(true);
      }
      if (mode === 'SHADOW_ONLY' || mode === 'ENGINE_A_PRIMARY')
        expect([engines, reason, first]).toEqual(['A', null, null]);
    }),
    { numRuns: 2_000 },
  );
});
