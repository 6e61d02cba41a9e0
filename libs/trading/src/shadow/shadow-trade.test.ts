import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { PriceBar } from '@tape/market';
import { Amount } from '@tape/risk-rules';
import type { DetectedPattern } from '@tape/validation';
import { emptyBook, submitEntry, type SeriesBook } from '../execution/series-book.js';
import { stepBar } from '../execution/step-bar.js';
import type { Position } from '../execution/position.js';
import { buildSignal } from '../signal/build-signal.js';
import { bar, COSTLY, DAY_0_MS, DAY_MS, market, pattern, verdict } from '../testing/sample-trade.js';
import { openShadow, SHADOW_LIFE_BARS, stepShadow, type ShadowTrade } from './shadow-trade.js';

const SHORT: Partial<DetectedPattern> = {
  pattern: 'UTAD',
  direction: 'SHORT',
  stop: '105',
  targets: { primary: '85', secondary: [], conservative: null },
  guard: { kind: 'UTAD_HIGH', price: '104' },
};
/** One objective, so that a test can state one exit. */
const LONG: Partial<DetectedPattern> = { targets: { primary: '115', secondary: [], conservative: null } };
const ENTER = bar(1, '100', '101', '99', '100');

function after(bars: readonly PriceBar[], overrides: Partial<DetectedPattern> = LONG, paper = market()): ShadowTrade {
  return bars.reduce((shadow, next) => stepShadow(shadow, next, paper), openShadow(pattern(overrides)));
}

describe('the shadow of a rejected candidate', () => {
  it('is named after its rejection and waits for the bar after the refusal', () => {
    const shadow = openShadow(pattern());
    expect(shadow).toMatchObject({ state: 'OPEN', ending: null, book: null, throughMs: pattern().knownAtMs });
    expect(shadow.rejectionId).toMatch(/^rej_[0-9a-f]{24}$/);
    expect(stepShadow(shadow, bar(0, '90', '130', '80', '100'), market())).toBe(shadow);
  });

  it('enters at the next open, whatever the close was', () => {
    expect(after([bar(1, '101.5', '103', '99', '100')])).toMatchObject({
      state: 'OPEN',
      entryPrice: '101.5',
      openedAtMs: DAY_0_MS + DAY_MS,
    });
  });

  it.each([
    ['on the stop', '95', 'open-beyond-stop'],
    ['through the guard', '95.99', 'open-beyond-guard'],
    ['on the target', '115', 'open-beyond-target'],
  ])('is not entered at an open %s', (_what, open, ending) => {
    expect(after([bar(1, open, open, open, open)])).toMatchObject({
      state: 'EXPIRED',
      ending,
      entryPrice: null,
      rMultiple: null,
      closedAtMs: DAY_0_MS + DAY_MS,
    });
  });

  it.each([
    [5, 'OPEN', null],
    [6, 'EXPIRED', 'expired'],
  ])('first bar %s days later: %s', (day, state, ending) => {
    expect(after([bar(day, '100', '101', '99', '100')])).toMatchObject({ state, ending });
  });

  it.each([
    ['stop touched', bar(2, '100', '101', '95', '99'), 'LOST', 'stop', '95', '-1'],
    ['stop not touched', bar(2, '100', '101', '95.01', '99'), 'OPEN', null, null, null],
    ['stop gapped', bar(2, '90', '101', '89', '99'), 'LOST', 'stop', '90', '-2'],
    ['target touched', bar(2, '100', '115', '99', '110'), 'WON', 'target', '115', '3'],
    ['target not touched', bar(2, '100', '114.99', '99', '110'), 'OPEN', null, null, null],
    ['target gapped', bar(2, '120', '121', '118', '120'), 'WON', 'target', '120', '4'],
    ['both in one bar', bar(2, '100', '116', '94', '110'), 'LOST', 'stop', '95', '-1'],
  ])('of a long, %s', (_what, next, state, ending, exitPrice, rMultiple) => {
    expect(after([ENTER, next])).toMatchObject({ state, ending, exitPrice, rMultiple });
  });

  it.each([
    ['stop touched', bar(2, '100', '105', '99', '100'), 'LOST', '-1'],
    ['stop gapped', bar(2, '108', '109', '99', '100'), 'LOST', '-1.6'],
    ['target touched', bar(2, '100', '101', '85', '90'), 'WON', '3'],
    ['both in one bar', bar(2, '100', '106', '84', '90'), 'LOST', '-1'],
  ])('of a short, %s', (_what, next, state, rMultiple) => {
    expect(after([ENTER, next], SHORT)).toMatchObject({ state, rMultiple });
  });

  it('pays what the paper account pays', () => {
    const lost = after(
      [bar(1, '100', '101', '99', '100', '1000000'), bar(2, '100', '101', '95', '100', '1000000')],
      LONG,
      COSTLY,
    );
    expect(lost).toMatchObject({ entryPrice: '100.02', exitPrice: '94.98' });
    expect(Number(lost.rMultiple)).toBeLessThan(-1);
  });

  it.each([
    [SHADOW_LIFE_BARS, 'OPEN', null, null],
    [SHADOW_LIFE_BARS + 1, 'EXPIRED', 'time-limit', '0.4'],
  ])('that reached nothing by day %s is %s', (day, state, ending, rMultiple) => {
    const last = bar(day, '102', '103', '101', '102');
    expect(after([ENTER, bar(2, '100', '101', '99', '100'), last])).toMatchObject({ state, ending, rMultiple });
  });

  it('of prices in no order is none', () => {
    const shadow = openShadow(pattern({ stop: '100' }));
    expect(shadow).toMatchObject({ state: 'EXPIRED', ending: 'prices-out-of-order' });
    expect(stepShadow(shadow, ENTER, market())).toBe(shadow);
  });

  it('trades the least quantity where the risk pays for none', () => {
    const dear: Partial<DetectedPattern> = {
      entry: '100000',
      stop: '90000',
      targets: { primary: '130000', secondary: [], conservative: null },
      guard: { kind: 'SPRING_LOW', price: '91000' },
    };
    const shadow = after([bar(1, '100000', '100000', '100000', '100000')], dear);
    expect(shadow.book?.positions).toMatchObject([{ initialQuantity: '1' }]);
  });
});

function text(cents: number): string {
  return new Amount(cents).div(100).toFixed();
}

const day = fc.record({
  open: fc.integer({ min: 9_300, max: 11_600 }),
  up: fc.integer({ min: 0, max: 500 }),
  down: fc.integer({ min: 0, max: 500 }),
});
const days = fc.array(day, { minLength: 1, maxLength: 30 }).map((all) =>
  all.map(({ open, up, down }, index) => {
    return bar(index + 1, text(open), text(open + up), text(open - down), text(open));
  }),
);
const candidate = fc.constantFrom<Partial<DetectedPattern>>({}, LONG, SHORT);

describe('stepShadow', () => {
  it('gives the same outcome stored and read after any bar, and when bars come again', () => {
    fc.assert(
      fc.property(days, candidate, fc.nat(29), fc.nat(29), (bars, overrides, stored, again) => {
        let shadow = openShadow(pattern(overrides));
        for (const [index, next] of bars.entries()) {
          shadow = stepShadow(shadow, next, COSTLY);
          if (index !== stored) continue;
          shadow = JSON.parse(JSON.stringify(shadow)) as ShadowTrade;
          for (const old of bars.slice(Math.min(again, index), index + 1)) shadow = stepShadow(shadow, old, COSTLY);
        }
        expect(shadow).toEqual(after(bars, overrides, COSTLY));
      }),
    );
  });

  it('changes nothing of a bar that changed nothing, worked twice or not remembered', () => {
    fc.assert(
      fc.property(days, candidate, (bars, overrides) => {
        let shadow = openShadow(pattern(overrides));
        for (const next of bars) {
          const stepped = stepShadow(shadow, next, COSTLY);
          if (stepped === shadow) continue;
          expect(stepped.throughMs).toBe(next.openTimeMs);
          expect(stepShadow(stepped, next, COSTLY)).toBe(stepped);
          shadow = stepped;
        }
      }),
    );
  });

  it('earns what the paper account earns with a signal of the same prices and size', () => {
    fc.assert(
      fc.property(days, candidate, (bars, overrides) => {
        const shadow = after(bars, overrides, COSTLY);
        // 0.5 % of the shadow equity over a stop 5 away: 100, which is the sample's size.
        let book: SeriesBook = submitEntry(emptyBook('ACME', '1d'), buildSignal(verdict(overrides))).book;
        const closed: Position[] = [];
        for (const next of bars) {
          const step = stepBar(book, next, COSTLY);
          book = step.book;
          closed.push(...step.closed);
        }
        expect(shadow.rMultiple).toBe(closed[0]?.rMultiple ?? null);
        expect(shadow.exitPrice).toBe(closed[0]?.exitPrice ?? null);
      }),
    );
  });
});
