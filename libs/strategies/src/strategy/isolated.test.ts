import { describe, expect, it } from '@jest/globals';
import { barsAt } from '../testing/sample-bars.contract.js';
import { defineStrategy } from './define-strategy.js';
import { intended } from './intent.js';
import { isolate } from './isolated.js';
import type { Strategy } from './strategy.js';

/** Throws at its second bar, or says an entry with this stop at every bar. */
function fragile(behaviour: { readonly throws?: unknown; readonly stop?: number }): Strategy {
  const strategy = { id: 'fragile', version: 1 };
  return defineStrategy({
    ...strategy,
    tier: 'SNIPER',
    timeframes: ['1h'],
    symbols: ['*'],
    legs: 1,
    definitionHash: '',
    begin: () => {
      let bars = 0;
      return {
        push: ({ symbol, bar }) => {
          bars += 1;
          if ('throws' in behaviour && bars === 2) throw behaviour.throws;
          const base = intended(strategy, 'ENTER', symbol, '1h', bar.openTimeMs, 'LONG');
          const stop = behaviour.stop ?? bar.close - 1;
          const levels = { entry: bar.close, stop, targets: [], riskPercent: '1', patternId: null, groupId: null };
          return { intents: [{ ...base, ...levels, kind: 'ENTER' }], refused: null };
        },
        state: () => null,
      };
    },
  });
}

const BARS = barsAt([100, 101, 102]);

function runAll(...strategies: Strategy[]) {
  const instances = strategies.map((strategy) => isolate(strategy.open(['AAPL'], '1h')));
  return BARS.map((bar) =>
    instances.map((instance) => instance.push({ symbol: 'AAPL', bar, analysis: null, stance: 'FLAT' })),
  );
}

describe('an isolated instance', () => {
  it('that throws stops, says why, and says nothing more; the others go on', () => {
    const rounds = runAll(fragile({}), fragile({ throws: new Error('lost its way') }), fragile({}));
    expect(rounds.map((round) => round.map(({ step }) => step.intents.length))).toEqual([
      [1, 1, 1],
      [1, 0, 1],
      [1, 0, 1],
    ]);
    const stopped = { state: 'STOPPED', reason: 'lost its way', barTimeMs: BARS[1]!.openTimeMs };
    expect(rounds[1]![1]!.run).toEqual(stopped);
    expect(rounds[2]![1]!.run).toEqual(stopped);
    expect(rounds[2]![0]!.run).toEqual({ state: 'RUNNING' });
  });

  it('that throws what is no error stops as well', () => {
    expect(runAll(fragile({ throws: 'enough' }))[1]![0]!.run).toMatchObject({ reason: 'enough' });
  });

  it.each([
    ['a stop above a long entry', 200],
    ['a stop that is no number', Number.NaN],
    ['a stop below zero', -1],
  ])('that asks for %s stops instead of asking', (_, stop) => {
    const [round] = runAll(fragile({ stop }));
    expect(round![0]!.step.intents).toEqual([]);
    expect(round![0]!.run).toMatchObject({ state: 'STOPPED' });
  });

  it('stays stopped over a restart', () => {
    const stopped = { state: 'STOPPED', reason: 'as before', barTimeMs: 0 } as const;
    const instance = isolate(fragile({}).open(['AAPL'], '1h'), stopped);
    expect(instance.push({ symbol: 'AAPL', bar: BARS[0]!, analysis: null, stance: 'FLAT' }).run).toBe(stopped);
  });
});
