import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readDefinition } from '../definition/read-definition.js';
import { anyWalk, barsAt, cutWalk, HOUR_MS, noAnalysis, run, START_MS } from '../testing/sample-bars.contract.js';
import { rawDefinition } from '../testing/sample-definition.contract.js';
import type { AnalysisView } from './analysis-view.js';
import { createStrategy } from './create-strategy.js';
import type { Stance, Strategy } from './strategy.js';

function strategyOf(changes: Record<string, unknown> = {}): Strategy {
  const reading = readDefinition({ ...rawDefinition(), ...changes });
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return createStrategy(reading.definition);
}

const open = (changes?: Record<string, unknown>) => strategyOf(changes).open(['AAPL'], '1h');
const AT_100 = { left: 'close', op: '==', right: 100 };

describe('a declared strategy', () => {
  it('enters at the close that fulfils its conditions, with stop and targets in R', () => {
    const stop = { kind: 'percent', percent: 2 };
    const [first, second] = run(open({ entries: { long: AT_100 }, stop }), barsAt([99, 100]));
    expect(first!.intents).toEqual([]);
    expect(second!.intents).toEqual([
      {
        id: `trend-dip@3:AAPL:1h:${START_MS + HOUR_MS}:ENTER:LONG`,
        kind: 'ENTER',
        strategyId: 'trend-dip',
        strategyVersion: 3,
        symbol: 'AAPL',
        timeframe: '1h',
        barTimeMs: START_MS + HOUR_MS,
        direction: 'LONG',
        entry: 100,
        stop: 98,
        targets: [
          { price: 103, r: 1.5, share: 0.5 },
          { price: 106, r: 3, share: 0.5 },
        ],
        riskPercent: '0.5',
        patternId: null,
        groupId: null,
      },
    ]);
  });

  it('mirrors stop and targets of a short', () => {
    const stop = { kind: 'percent', percent: 2 };
    const [step] = run(open({ entries: { short: AT_100 }, stop }), barsAt([100]));
    expect(step!.intents[0]).toMatchObject({ stop: 102, targets: [{ price: 97 }, { price: 94 }] });
  });

  it('declares a trail by the range at the entry, or behind the bar of the best price', () => {
    const stop = { kind: 'percent', percent: 2 };
    const rest = { afterTargets: 2, beyondObjective: false };
    const trailOf = (trail: object): unknown => {
      const changes = {
        indicators: { range2: { kind: 'atr', period: 2 } },
        entries: { long: AT_100 },
        exits: {},
        stop,
      };
      return run(open({ ...changes, trail }), barsAt([99, 99, 100])).at(-1)!.intents[0];
    };
    const byRange = trailOf({ kind: 'atr', indicator: 'range2', multiple: 3 });
    expect(byRange).toMatchObject({ trail: { ...rest, distance: expect.any(Number) as unknown } });
    expect(trailOf({ kind: 'structure', beyondObjective: true })).toMatchObject({
      trail: { ...rest, distance: null, beyondObjective: true },
    });
  });

  it('puts the stop a multiple of ATR away', () => {
    const indicators = { range2: { kind: 'atr', period: 2 } };
    const stop = { kind: 'atr', indicator: 'range2', multiple: 1.5 };
    const exits = {};
    const [first, second] = run(open({ indicators, entries: { long: AT_100 }, exits, stop }), barsAt([100, 100]));
    expect(first).toEqual({ intents: [], refused: 'STOP_UNKNOWN' });
    expect(second!.intents[0]).toMatchObject({ entry: 100, stop: 97 });
  });

  it.each([
    ['a stop that is not known yet', { stop: { kind: 'atr', indicator: 'range14', multiple: 2 } }, 'STOP_UNKNOWN'],
    ['a level that is not there', { stop: { kind: 'level', level: 'range.ice' } }, 'STOP_UNKNOWN'],
    ['a stop at the entry', { stop: { kind: 'level', level: 'close' } }, 'STOP_NOT_BEYOND'],
    ['a stop on the winning side', { stop: { kind: 'level', level: 'high' } }, 'STOP_NOT_BEYOND'],
    ['both directions', { entries: { long: AT_100, short: AT_100 } }, 'BOTH_DIRECTIONS'],
    [
      'a target below zero',
      { entries: { short: AT_100 }, stop: { kind: 'percent', percent: 50 }, targets: [{ r: 2 }] },
      'TARGET_BELOW_ZERO',
    ],
    ['a day that is off', { schedule: { zone: 'UTC', weekdays: ['TUE'] } }, 'OUTSIDE_SCHEDULE'],
  ])('refuses %s and says so', (_, changes, refused) => {
    const [step] = run(
      open({ entries: { long: AT_100 }, stop: { kind: 'percent', percent: 2 }, ...changes }),
      barsAt([100]),
    );
    expect(step).toEqual({ intents: [], refused });
  });

  it('leaves by its exit conditions only what it holds', () => {
    const changes = { entries: { long: AT_100 }, exits: { long: AT_100 } };
    const kinds = (stance: Stance): string[] =>
      open(changes)
        .push({ symbol: 'AAPL', bar: barsAt([100])[0]!, analysis: null, stance })
        .intents.map(({ kind }) => kind);
    expect(kinds('LONG')).toEqual(['EXIT']);
    expect(kinds('SHORT')).toEqual([]);
  });

  it('leaves while its schedule is off', () => {
    const schedule = { zone: 'UTC', weekdays: ['SUN'] };
    const instance = open({ exits: { long: AT_100 }, schedule });
    const step = instance.push({ symbol: 'AAPL', bar: barsAt([100])[0]!, analysis: null, stance: 'LONG' });
    expect(step.intents).toMatchObject([{ kind: 'EXIT', direction: 'LONG', reason: 'CONDITION' }]);
  });

  it('acts on the analysis, and on nothing where there is none', () => {
    const changes = {
      entries: {
        long: {
          all: [
            { left: 'wyckoff.phase', op: 'changes_to', right: 'D' },
            { left: 'wyckoff.lastEvent', op: '==', right: 'SOS' },
            { left: 'close', op: '>', right: 'range.creek' },
            { not: { left: 'regime.trend', op: '==', right: 'BEAR' } },
          ],
        },
      },
      stop: { kind: 'level', level: 'range.creek', bufferPercent: 1 },
    };
    const range = { id: 'r', ice: 80, creek: 100, jump: null, quality: 80, durationBars: 30 };
    const view = (phase: 'C' | 'D', lastEvent: 'SPRING' | 'SOS'): AnalysisView => ({
      ...noAnalysis(),
      phase,
      range,
      lastEvent,
      regime: { trend: 'BULL', volatility: 'EXPANSION' },
    });
    const bars = barsAt([105, 106]);
    const steps = (views: readonly (AnalysisView | null)[]) => {
      const instance = open(changes);
      return views.map((analysis, i) => instance.push({ symbol: 'AAPL', bar: bars[i]!, analysis, stance: 'FLAT' }));
    };
    expect(steps([view('C', 'SPRING'), view('D', 'SOS')])[1]!.intents).toMatchObject([{ entry: 106, stop: 99 }]);
    expect(steps([view('D', 'SOS'), view('D', 'SOS')])[1]!.intents).toEqual([]);
    expect(steps([null, view('D', 'SOS')])[1]!.intents).toEqual([]);
    expect(steps([view('C', 'SPRING'), { ...view('D', 'SOS'), regime: null }])[1]!.intents).toEqual([]);
  });
});

describe('what every instance promises', () => {
  it('restored at any bar it says the same, to the end', () => {
    fc.assert(
      fc.property(cutWalk, ([bars, cut]) => {
        const strategy = strategyOf();
        const whole = run(strategy.open(['AAPL'], '1h'), bars, 'LONG');
        const instance = strategy.open(['AAPL'], '1h');
        const head = run(instance, bars.slice(0, cut), 'LONG');
        const moves = head.flatMap(({ intents }) => intents);
        const last = moves.at(-1);
        const stance: Stance = last === undefined ? 'LONG' : last.kind === 'ENTER' ? last.direction : 'FLAT';
        const restored = strategy.restore(JSON.parse(JSON.stringify(instance.snapshot())));
        expect([...head, ...run(restored, bars.slice(cut), stance)]).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  it('its snapshot is not touched by bars that come later', () => {
    const instance = open();
    const bars = barsAt([100, 101, 102, 103]);
    run(instance, bars.slice(0, 2));
    const snapshot = instance.snapshot();
    const text = JSON.stringify(snapshot);
    run(instance, bars.slice(2));
    expect(JSON.stringify(snapshot)).toBe(text);
  });

  it('does not look ahead: other bars behind it change nothing it has said', () => {
    fc.assert(
      fc.property(cutWalk, fc.double({ min: 0.2, max: 5, noNaN: true }), ([bars, cut], factor) => {
        const other = bars.map((bar, i) =>
          i <= cut ? bar : { ...bar, high: bar.high * factor, low: bar.low * factor, close: bar.close * factor },
        );
        expect(run(open(), other).slice(0, cut + 1)).toEqual(run(open(), bars).slice(0, cut + 1));
      }),
      { numRuns: 60 },
    );
  });

  it('never enters while its schedule is off', () => {
    const schedule = { zone: 'America/New_York', weekdays: ['MON', 'TUE'], hours: [{ from: '09:30', to: '16:00' }] };
    const changes = {
      schedule,
      entries: { long: { left: 'close', op: '>', right: 'open' } },
      stop: { kind: 'percent', percent: 1 },
    };
    const shown = new Intl.DateTimeFormat('en-US', {
      timeZone: schedule.zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    let entries = 0;
    fc.assert(
      fc.property(anyWalk, (bars) => {
        for (const { intents } of run(open(changes), bars)) {
          for (const intent of intents.filter(({ kind }) => kind === 'ENTER')) {
            entries += 1;
            expect(shown.format(intent.barTimeMs + HOUR_MS)).toMatch(/^(Mon|Tue),? (1[0-5]:00)$/);
          }
        }
      }),
    );
    expect(entries).toBeGreaterThan(0);
  });

  it.each([
    ['the same bar twice', [100, 100], 0],
    ['an older bar', [100, 100], -HOUR_MS],
  ])('refuses %s', (_, closes, shift) => {
    const [first] = barsAt(closes);
    const instance = open();
    run(instance, [first!]);
    expect(() => run(instance, [{ ...first!, openTimeMs: first!.openTimeMs + shift }])).toThrow(RangeError);
  });

  it('knows its snapshot though a store has turned the keys of its definition around', () => {
    const { indicators, ...rest } = rawDefinition();
    const turned = Object.fromEntries(Object.entries({ ...rest, indicators }).toReversed());
    expect(() => strategyOf(turned).restore(open().snapshot())).not.toThrow();
    const reading = readDefinition(rawDefinition());
    if (!reading.ok) throw new Error('unreadable');
    const stored = Object.fromEntries(Object.entries(reading.definition).toReversed()) as typeof reading.definition;
    expect(() => createStrategy(stored).restore(open().snapshot())).not.toThrow();
  });

  it('refuses series and snapshots that are not its own', () => {
    const strategy = strategyOf();
    const snapshot = strategy.open(['AAPL'], '1h').snapshot();
    expect(() => strategy.open(['MSFT'], '1h')).toThrow('does not trade MSFT');
    expect(() => strategy.open(['AAPL'], '1d')).toThrow('does not read bars of 1d');
    expect(() => strategy.open(['AAPL', 'BRK.B'], '1h')).toThrow('does not trade');
    expect(() => strategyOf({ version: 4 }).restore(snapshot)).toThrow('read its bars anew');
    expect(() => strategyOf({ sizing: { riskPercent: 1 } }).restore(snapshot)).toThrow('read its bars anew');
    expect(() => strategyOf().restore(snapshot)).not.toThrow();
  });
});
