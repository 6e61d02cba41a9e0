import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Bar } from '@tape/market';
import { barsAt, START_MS, HOUR_MS, walk } from '../testing/sample-bars.contract.js';
import type { StrategyStep } from '../strategy/intent.js';
import type { Stance, StrategyInstance } from '../strategy/strategy.js';
import { pairsStrategy, type PairsTerms } from './pairs.strategy.js';

const TERMS: PairsTerms = {
  id: 'pep-ko',
  version: 1,
  first: 'PEP',
  second: 'KO',
  timeframe: '1h',
  lookback: 10,
  entryZ: 2,
  exitZ: 0.5,
  stopZ: 2.9,
  stopPercent: 10,
  riskPercent: '0.25',
};

const open = (terms: Partial<PairsTerms> = {}): StrategyInstance =>
  pairsStrategy({ ...TERMS, ...terms }).open(['PEP', 'KO'], '1h');

interface Moment {
  readonly first?: Bar;
  readonly second?: Bar;
}

/** Pushes both legs of each moment and fills as wished. */
function runPair(
  instance: StrategyInstance,
  moments: readonly Moment[],
  held: Record<string, Stance> = {},
): StrategyStep[] {
  const stances: Record<string, Stance> = { PEP: 'FLAT', KO: 'FLAT', ...held };
  return moments.flatMap(({ first, second }) => {
    const legs: [string, Bar | undefined][] = [
      ['PEP', first],
      ['KO', second],
    ];
    return legs.flatMap(([symbol, bar]) => {
      if (bar === undefined) return [];
      const step = instance.push({ symbol, bar, analysis: null, stance: stances[symbol]! });
      for (const intent of step.intents) stances[intent.symbol] = intent.kind === 'ENTER' ? intent.direction : 'FLAT';
      return [step];
    });
  });
}

/** The second leg stands at 100; the first does what is asked. */
function moments(closes: readonly number[]): Moment[] {
  const second = barsAt(closes.map(() => 100));
  return barsAt(closes).map((first, i) => ({ first, second: second[i]! }));
}

const CALM = [100, 101, 100, 99, 100, 101, 100, 99, 100];

function said(steps: readonly StrategyStep[]): string[] {
  return steps.flatMap(({ intents }) =>
    intents.map(
      (intent) =>
        `${intent.kind} ${intent.symbol} ${intent.direction}${intent.kind === 'EXIT' ? ` ${intent.reason}` : ''}`,
    ),
  );
}

describe('a pair', () => {
  it('sells the dear leg and buys the cheap one, as one group', () => {
    const steps = runPair(open(), moments([...CALM, 103]));
    expect(said(steps)).toEqual(['ENTER PEP SHORT', 'ENTER KO LONG']);
    const [pep, ko] = steps.at(-1)!.intents;
    expect(pep).toMatchObject({ entry: 103, stop: 103 * 1.1, riskPercent: '0.25' });
    expect(ko).toMatchObject({ entry: 100, stop: 90 });
    expect(pep).toHaveProperty('groupId', `pep-ko@1:PEP/KO:${START_MS + 9 * HOUR_MS}`);
    expect((ko as { groupId: string }).groupId).toBe((pep as { groupId: string }).groupId);
  });

  it('mirrors when the first leg is cheap', () => {
    expect(said(runPair(open(), moments([...CALM, 97])))).toEqual(['ENTER PEP LONG', 'ENTER KO SHORT']);
  });

  it('closes both when the ratio is back', () => {
    expect(said(runPair(open(), moments([...CALM, 103, 100]))).slice(2)).toEqual([
      'EXIT PEP SHORT REVERTED',
      'EXIT KO LONG REVERTED',
    ]);
  });

  it('closes both when the ratio runs away', () => {
    const held = { PEP: 'SHORT', KO: 'LONG' } as const;
    expect(said(runPair(open(), moments([...CALM, 110]), held))).toEqual([
      'EXIT PEP SHORT DIVERGED',
      'EXIT KO LONG DIVERGED',
    ]);
  });

  it('does not enter beyond its own stop', () => {
    expect(said(runPair(open(), moments([...CALM, 110])))).toEqual([]);
  });

  it('closes a leg that was left alone', () => {
    expect(said(runPair(open(), moments([100]), { KO: 'LONG' }))).toEqual(['EXIT KO LONG LONE_LEG']);
  });

  it('says nothing while it has not seen enough, or while nothing moves', () => {
    expect(said(runPair(open(), moments([...CALM.slice(1), 103])))).toEqual([]);
    expect(said(runPair(open(), moments(Array.from({ length: 20 }, () => 100))))).toEqual([]);
  });

  it('reads only bars of one time, whichever comes first', () => {
    const [calm, gap] = [moments([...CALM, 103]), 4];
    const lonely = calm.map((moment, i) => (i === gap ? { first: moment.first! } : moment));
    expect(said(runPair(open({ lookback: 9 }), lonely))).toEqual(['ENTER PEP SHORT', 'ENTER KO LONG']);
    expect(said(runPair(open({ lookback: 10 }), lonely))).toEqual([]);
  });

  it('restored at any bar, even between its legs, it says the same', () => {
    const legs = fc
      .tuple(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 20, max: 80 }))
      .chain(([seed, length]) => {
        const [first, second] = [walk(seed, length), walk(seed + 1, length)];
        const inputs = first.flatMap((bar, i) => [
          { symbol: 'PEP', bar },
          { symbol: 'KO', bar: second[i]! },
        ]);
        return fc.tuple(fc.constant(inputs), fc.nat(inputs.length - 1));
      });
    let spoken = 0;
    fc.assert(
      fc.property(legs, ([inputs, cut]) => {
        const strategy = pairsStrategy({ ...TERMS, entryZ: 1 });
        const runFrom = (instance: StrategyInstance, part: typeof inputs) =>
          part.map(({ symbol, bar }) => instance.push({ symbol, bar, analysis: null, stance: 'FLAT' }));
        const whole = runFrom(strategy.open(['PEP', 'KO'], '1h'), inputs);
        const instance = strategy.open(['PEP', 'KO'], '1h');
        const head = runFrom(instance, inputs.slice(0, cut));
        const restored = strategy.restore(JSON.parse(JSON.stringify(instance.snapshot())));
        expect([...head, ...runFrom(restored, inputs.slice(cut))]).toEqual(whole);
        spoken += whole.filter(({ intents }) => intents.length > 0).length;
      }),
    );
    expect(spoken).toBeGreaterThan(0);
  });

  it.each([
    ['limits out of order', { entryZ: 3 }],
    ['an exit beyond the entry', { exitZ: 2 }],
    ['one symbol twice', { second: 'PEP' }],
    ['no lookback', { lookback: 1 }],
    ['no stop', { stopPercent: 0 }],
  ])('refuses %s', (_, terms) => {
    expect(() => pairsStrategy({ ...TERMS, ...terms })).toThrow(RangeError);
  });
});
