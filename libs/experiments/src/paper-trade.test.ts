import { describe, expect, it } from '@jest/globals';
import type { PriceBar } from '@tape/market';
import { Amount } from '@tape/risk-rules';
import { openShadow, SHADOW_LIFE_BARS, stepShadow, type ShadowMarket } from '@tape/trading';
import * as fc from 'fast-check';
import type { EnginePlan } from './engine.js';
import type { ExperimentSignal } from './experiment-signal.js';
import { openPaperTrade, stepPaperTrade, type PaperTrade } from './paper-trade.js';
import { synchronisedExit } from './synchronised-exit.js';
import { bar, COSTLY, DAY_0_MS, DAY_MS, MARKET, signal } from './testing/sample-experiment.js';

function planOf({ direction, stop, targets, guard }: ExperimentSignal, positionSize = '100'): EnginePlan {
  return { kind: 'trade', direction, stop, targets, guard, positionSize };
}
function after(bars: readonly PriceBar[], from = signal(), paper: ShadowMarket = MARKET): PaperTrade {
  return bars.reduce((trade, next) => stepPaperTrade(trade, next, paper), openPaperTrade('out_1', from, planOf(from)));
}
const ENTER = bar(1, '100', '101', '99', '100');

describe('an engine followed on paper', () => {
  it('enters at the open after the signal and not before', () => {
    expect(after([bar(0, '90', '130', '80', '100')])).toMatchObject({
      state: 'OPEN',
      entered: null,
      throughMs: DAY_0_MS,
    });
    expect(after([ENTER])).toMatchObject({ state: 'OPEN', entered: { entryPrice: '100', quantity: '100' } });
  });

  it.each([
    ['stop', bar(2, '100', '101', '95', '99'), 'stop', '95', '-1'],
    ['target', bar(2, '100', '115', '99', '110'), 'target', '115', '3'],
    ['stop before target', bar(2, '100', '116', '94', '110'), 'stop', '95', '-1'],
    ['gap', bar(2, '90', '101', '89', '99'), 'stop', '90', '-2'],
  ])('ends by its own rule: %s', (_what, next, ending, exitPrice, rMultiple) => {
    const closedAtMs = DAY_0_MS + 2 * DAY_MS;
    expect(after([ENTER, next])).toMatchObject({
      state: 'CLOSED',
      ending,
      exitPrice,
      rMultiple,
      closedAtMs,
      book: null,
    });
  });

  it.each([
    ['on the stop', bar(1, '95', '95', '95', '95'), 'open-beyond-stop'],
    ['on the target', bar(1, '115', '115', '115', '115'), 'open-beyond-target'],
    ['after its time', bar(6, '100', '101', '99', '100'), 'expired'],
  ])('is not entered %s', (_what, next, ending) => {
    expect(after([next])).toMatchObject({ state: 'NOT_ENTERED', ending, entered: null, rMultiple: null });
  });

  it.each([
    [SHADOW_LIFE_BARS, 'OPEN', null, null],
    [SHADOW_LIFE_BARS + 1, 'CLOSED', 'time-limit', '0.4'],
  ])('that reached nothing by day %s is %s', (day, state, ending, rMultiple) => {
    expect(after([ENTER, bar(day, '102', '103', '101', '102')])).toMatchObject({ state, ending, rMultiple });
  });

  it('that stands aside is never entered', () => {
    const trade = openPaperTrade('out_1', signal(), { kind: 'stand-aside', reason: 'too-few-bars' });
    expect(trade).toMatchObject({ state: 'NOT_ENTERED', ending: 'too-few-bars', book: null });
    expect(stepPaperTrade(trade, ENTER, MARKET)).toBe(trade);
  });
});

const text = (cents: number): string => new Amount(cents).div(100).toFixed();
const day = fc.record({
  open: fc.integer({ min: 9_300, max: 11_600 }),
  up: fc.integer({ min: 0, max: 500 }),
  down: fc.integer({ min: 0, max: 500 }),
});
const days = fc
  .array(day, { minLength: 1, maxLength: 30 })
  .map((all) =>
    all.map(({ open, up, down }, index) => bar(index + 1, text(open), text(open + up), text(open - down), text(open))),
  );
const SHORT: Partial<ExperimentSignal> = {
  direction: 'SHORT',
  stop: '105',
  targets: { primary: '85', secondary: [], conservative: null },
  guard: { kind: 'UTAD_HIGH', price: '104' },
};
const LADDER: Partial<ExperimentSignal> = {
  targets: { primary: '115', secondary: ['107.5', '111.25'], conservative: null },
};
const candidate = fc.constantFrom<Partial<ExperimentSignal>>({}, SHORT, LADDER).map(signal);

describe('stepPaperTrade', () => {
  it('gives the same outcome stored and read after any bar, and when bars come again', () => {
    fc.assert(
      fc.property(days, candidate, fc.nat(29), fc.nat(29), (bars, from, stored, again) => {
        let trade = openPaperTrade('out_1', from, planOf(from));
        for (const [index, next] of bars.entries()) {
          trade = stepPaperTrade(trade, next, COSTLY);
          if (index !== stored) continue;
          trade = JSON.parse(JSON.stringify(trade)) as PaperTrade;
          for (const old of bars.slice(Math.min(again, index), index + 1)) trade = stepPaperTrade(trade, old, COSTLY);
        }
        expect(trade).toEqual(after(bars, from, COSTLY));
      }),
    );
  });

  it('earns what the shadow of a refused candidate earns with the same prices and size', () => {
    fc.assert(
      fc.property(days, candidate, (bars, from) => {
        const rejected = {
          ...from,
          pattern: 'SPRING',
          knownAtMs: from.barTimeMs,
          closeTimeMs: from.createdAtMs,
        } as never;
        const shadow = bars.reduce((each, next) => stepShadow(each, next, COSTLY), openShadow(rejected));
        const trade = after(bars, from, COSTLY);
        expect([trade.exitPrice, trade.rMultiple]).toEqual([shadow.exitPrice, shadow.rMultiple]);
      }),
    );
  });
});

const exitAt = (price: string, onDay: number) => ({ price, atMs: DAY_0_MS + onDay * DAY_MS });

describe('the synchronised exit', () => {
  it('is the price and time of the real trade, whatever the own rule did', () => {
    const stopped = after([ENTER, bar(2, '100', '101', '95', '99')]);
    expect(stopped.rMultiple).toBe('-1');
    expect(synchronisedExit(stopped, exitAt('110', 5), MARKET)).toEqual({ ...exitAt('110', 5), rMultiple: '2' });
    expect(synchronisedExit(after([ENTER]), exitAt('97.5', 2), MARKET)?.rMultiple).toBe('-0.5');
  });

  it('counts the whole size, also of a trade that had sold parts', () => {
    const partly = after([ENTER, bar(2, '100', '108', '99', '107')], signal(LADDER));
    expect(partly.book?.positions[0]?.quantity).toBe('50');
    expect(synchronisedExit(partly, exitAt('105', 3), MARKET)?.rMultiple).toBe('1');
  });

  it('is none before the engine was in the market', () => {
    expect(synchronisedExit(after([]), exitAt('110', 1), MARKET)).toBeNull();
    expect(synchronisedExit(after([ENTER]), exitAt('110', 0), MARKET)).toBeNull();
  });

  it('equals the own exit, at the price and time of the own exit', () => {
    fc.assert(
      fc.property(days, fc.constantFrom<Partial<ExperimentSignal>>({}, SHORT), (bars, overrides) => {
        const trade = after(bars, signal(overrides), COSTLY);
        if (trade.exitPrice === null || trade.closedAtMs === null) return;
        const exit = { price: trade.exitPrice, atMs: trade.closedAtMs };
        expect(synchronisedExit(trade, exit, COSTLY)?.rMultiple).toBe(trade.rMultiple);
      }),
    );
  });
});
