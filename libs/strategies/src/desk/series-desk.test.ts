import { describe, expect, it } from '@jest/globals';
import { createAnalyzer } from '@tape/wyckoff';
import * as fc from 'fast-check';
import { createRegimeDetector } from '../regime/regime.js';
import { createAnalysisViewer } from '../strategy/analysis-view.js';
import { defineStrategy } from '../strategy/define-strategy.js';
import { intended } from '../strategy/intent.js';
import { HEALTHY, MOST_FAILURES } from '../strategy/quarantine.js';
import type { Strategy } from '../strategy/strategy.js';
import { START_MS, HOUR_MS, walk } from '../testing/sample-bars.contract.js';
import { SeriesDesk, type DeskContext, type KeptInstance } from './series-desk.js';

const FREE: DeskContext = { stance: 'FLAT', admission: 'ADMITTED' };

/** Asks for an entry at every `every`th bar it has read, and throws while `fails` says so. */
function counting(id: string, every: number, fails: (bars: number) => boolean = () => false): Strategy {
  const strategy = { id, version: 1 };
  return defineStrategy({
    ...strategy,
    tier: 'SNIPER',
    timeframes: ['1h'],
    symbols: ['*'],
    legs: 1,
    definitionHash: id,
    begin: (_series, state) => {
      let bars = (state as { bars: number } | undefined)?.bars ?? 0;
      return {
        push: ({ symbol, bar }) => {
          bars += 1;
          if (fails(bars)) throw new Error(`bar ${bars} is too much`);
          if (bars % every !== 0) return { intents: [], refused: null };
          const base = intended(strategy, 'ENTER', symbol, '1h', bar.openTimeMs, 'LONG');
          const levels = { entry: bar.close, stop: bar.close / 2, targets: [], riskPercent: '1', patternId: null };
          return { intents: [{ ...base, ...levels, groupId: null, kind: 'ENTER' }], refused: null };
        },
        state: () => ({ bars }),
      };
    },
  });
}

function deskOf(instances: readonly KeptInstance[]): SeriesDesk {
  return new SeriesDesk({
    symbol: 'AAPL',
    timeframe: '1h',
    analyzer: createAnalyzer({ symbol: 'AAPL', timeframe: '1h' }),
    viewer: createAnalysisViewer(),
    regimes: createRegimeDetector(),
    instances,
  });
}

const fresh = (strategy: Strategy): KeptInstance => ({ strategy, health: HEALTHY, throughMs: null, snapshot: null });
const BARS = walk(7, 40);

describe('a desk of 100 strategies of which one fails', () => {
  const sound = Array.from({ length: 99 }, (_, n) => counting(`sound-${n}`, 1 + (n % 5)));
  const broken = counting('broken', 1, (bars) => bars >= 10);

  it('loses that one alone, says so once, and the others say what they would have said without it', () => {
    const [withIt, without] = [
      deskOf([...sound.slice(0, 50), broken, ...sound.slice(50)].map(fresh)),
      deskOf(sound.map(fresh)),
    ];
    const failures: [number, readonly string[]][] = [];
    for (const [at, bar] of BARS.entries()) {
      const step = withIt.push(bar, () => FREE, 0);
      if (step.failed.length > 0) failures.push([at, step.failed]);
      expect(step.intents.filter(({ strategyId }) => strategyId !== 'broken')).toEqual(
        without.push(bar, () => FREE, 0).intents,
      );
    }
    expect(failures).toEqual([[9, ['broken']]]);
    const states = withIt.kept().map(({ health }) => health.state);
    expect(states.filter((state) => state === 'RUNNING')).toHaveLength(99);
    expect(withIt.kept()[50]).toMatchObject({ health: { state: 'ERROR', reason: 'bar 10 is too much', failures: 1 } });
  });

  it('tries it again with growing waits, and leaves it alone after its tries', () => {
    const desk = deskOf([broken, ...sound].map(fresh));
    for (const bar of BARS.slice(0, 9)) desk.push(bar, () => FREE, 0);
    desk.kept();
    let nowMs = 1_000_000;
    const waits: number[] = [];
    for (let at = 9; at < 9 + MOST_FAILURES; at += 1) {
      desk.push(BARS[at]!, () => FREE, nowMs);
      expect(desk.due(nowMs)).toEqual([]);
      const { retryAtMs } = desk.kept()[0]!.health;
      waits.push(retryAtMs! - nowMs);
      nowMs = retryAtMs!;
      expect(desk.due(nowMs)).toEqual([{ strategyId: 'broken', throughMs: BARS[8]!.openTimeMs }]);
      desk.revive('broken', BARS.slice(9, at + 1), nowMs);
    }
    expect(waits).toEqual([1_000, 4_000, 16_000]);
    expect(desk.kept()[0]!.health).toMatchObject({
      state: 'QUARANTINED',
      reason: 'bar 10 is too much',
      retryAtMs: null,
    });
    expect(desk.due(Number.POSITIVE_INFINITY)).toEqual([]);
    expect(desk.push(BARS[20]!, () => FREE, nowMs).intents.some(({ strategyId }) => strategyId === 'broken')).toBe(
      false,
    );
  });
});

describe('a failure that passes', () => {
  it('costs the bars of the wait and no more: then the instance is where it would have been', () => {
    let isDown = true;
    const shaky = counting('shaky', 3, (bars) => bars === 5 && isDown);
    const desk = deskOf([fresh(shaky)]);
    for (const bar of BARS.slice(0, 2)) desk.push(bar, () => FREE, 0);
    desk.kept();
    for (const bar of BARS.slice(2, 4)) desk.push(bar, () => FREE, 0);
    for (const bar of BARS.slice(4, 8)) expect(desk.push(bar, () => FREE, 0).intents).toEqual([]);
    isDown = false;
    // Its newest kept state lies before the failure; the bars since are read again.
    expect(desk.due(2_000)).toEqual([{ strategyId: 'shaky', throughMs: BARS[1]!.openTimeMs }]);
    desk.revive('shaky', BARS.slice(2, 8), 2_000);
    expect(desk.kept()[0]).toMatchObject({ health: { state: 'RUNNING', failures: 1 }, throughMs: BARS[7]!.openTimeMs });
    expect(desk.push(BARS[8]!, () => FREE, 2_000).intents).toHaveLength(1);
    expect(desk.kept()[0]!.health).toEqual(HEALTHY);
  });
});

describe('a desk that is built again from what was kept', () => {
  it('says what it would have said, at any bar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: BARS.length - 1 }), (cut) => {
        const strategies = [counting('a', 2), counting('b', 7)];
        const whole = deskOf(strategies.map(fresh));
        const said = BARS.map((bar) => whole.push(bar, () => FREE, 0).intents);
        const first = deskOf(strategies.map(fresh));
        for (const bar of BARS.slice(0, cut)) first.push(bar, () => FREE, 0);
        const again = deskOf(
          JSON.parse(JSON.stringify(first.kept())).map((one: KeptInstance, n: number) => ({
            ...one,
            strategy: strategies[n]!,
          })),
        );
        for (const bar of BARS.slice(0, cut)) again.catchUp(bar, 0);
        expect(BARS.slice(cut).map((bar) => again.push(bar, () => FREE, 0).intents)).toEqual(said.slice(cut));
      }),
      { numRuns: 20 },
    );
  });

  it('warms up an instance that joins later on the bars before it, and asks for nothing on them', () => {
    const desk = deskOf([fresh(counting('late', 10))]);
    for (const bar of BARS.slice(0, 9)) desk.catchUp(bar, 0);
    expect(desk.push(BARS[9]!, () => FREE, 0).intents).toHaveLength(1);
  });
});

it('lets a strategy above the tier of the account ask for nothing but exits', () => {
  const desk = deskOf([fresh(counting('greedy', 1))]);
  const bar = { ...BARS[0]!, openTimeMs: START_MS - HOUR_MS };
  expect(desk.push(bar, () => ({ stance: 'FLAT', admission: 'EXITS_ONLY' }), 0).intents).toEqual([]);
});
