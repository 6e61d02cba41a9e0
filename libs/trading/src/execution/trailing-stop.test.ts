import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Amount, amount } from '@tape/risk-rules';
import type { TrailPlan } from '@tape/validation';
import { bar, longSignal, market, shortSignal } from '../testing/sample-trade.js';
import { emptyBook, submitEntry, type SeriesBook } from './series-book.js';
import { stepBar } from './step-bar.js';

const AFTER_TWO = { afterTargets: 2, beyondObjective: false } as const;
const BY_DISTANCE: TrailPlan = { by: 'DISTANCE', distance: '3', ...AFTER_TWO };
const BY_STRUCTURE: TrailPlan = { by: 'STRUCTURE', distance: null, ...AFTER_TWO };

type Prices = readonly [open: string, high: string, low: string, close: string];

/** In at the open of the first bar; targets 107.5, 111.25 and 115, stop 95. */
function play(trailing: TrailPlan | undefined, bars: readonly Prices[], signal = longSignal()) {
  let book: SeriesBook = submitEntry(emptyBook('ACME', '1d'), { ...signal, trailing }).book;
  return bars.map((prices, index) => {
    const step = stepBar(book, bar(index + 1, ...prices), market());
    book = step.book;
    const [position] = [...step.book.positions, ...step.closed];
    return {
      stop: position?.stop,
      quantity: position?.quantity,
      exit: position?.exitPrice,
      steps: stepsOf(step.events),
    };
  });
}

const stepsOf = (events: ReturnType<typeof stepBar>['events']): string[] =>
  events.flatMap((event) => (event.kind === 'position' ? [event.step] : []));

const UP: readonly Prices[] = [
  ['100', '104', '99', '103'],
  ['103', '108', '102', '107'],
  ['107', '112', '106', '111'],
  ['111', '114', '110', '113'],
  ['113', '113.5', '111.5', '112'],
];

describe('a trailing stop', () => {
  it('follows nothing before the second target, then stays three ranges behind the best price', () => {
    expect(play(BY_DISTANCE, UP).map(({ stop }) => stop)).toEqual(['95', '100', '109', '111', '111']);
  });

  it('stands, by structure, behind the bar that made the best price', () => {
    const stops = play(BY_STRUCTURE, UP).map(({ stop }) => stop);
    // After the second target the ladder itself has moved it to the first: the better of both stands.
    expect(stops).toEqual(['95', '100', '107.5', '110', '110']);
  });

  it('without a plan ends where the ladder puts it', () => {
    expect(play(undefined, UP).map(({ stop }) => stop)).toEqual(['95', '100', '107.5', '107.5', '107.5']);
  });

  it('works from the next bar on, and tells once of each move', () => {
    const [, , second, third, quiet, out] = play(BY_DISTANCE, [...UP, ['112', '112', '110', '110.5']]);
    expect(second!.steps).toEqual(['modified', 'modified']);
    expect(third!.steps).toEqual(['modified']);
    expect(quiet!.steps).toEqual([]);
    expect(out).toMatchObject({ quantity: '0', steps: ['closed'] });
    // 50 at 107.5, 30 at 111.25, 20 at the trailed 111.
    expect(out!.exit).toBe('109.325');
  });

  it('sells the last part at the objective, or lets it run beyond', () => {
    const toObjective: readonly Prices[] = [...UP.slice(0, 4), ['114', '121', '113', '120']];
    expect(play(BY_DISTANCE, toObjective).at(-1)).toMatchObject({ quantity: '0', steps: ['closed'] });
    const runs = play({ ...BY_DISTANCE, beyondObjective: true }, toObjective);
    expect(runs.at(-1)).toMatchObject({ quantity: '20', stop: '118' });
  });

  it('begins after the first target where so declared, and never where one target is all there is', () => {
    expect(play({ ...BY_DISTANCE, afterTargets: 1 }, UP.slice(0, 2)).at(-1)!.stop).toBe('105');
    const single = longSignal('one', { targets: { primary: '115', secondary: [], conservative: null } });
    expect(play(BY_DISTANCE, UP, single).map(({ stop }) => stop)).toEqual(['95', '95', '95', '95', '95']);
  });

  it('follows a short downwards', () => {
    const short = { ...shortSignal(), targets: { primary: '85', secondary: ['88.75', '92.5'], conservative: null } };
    const down: readonly Prices[] = [
      ['100', '101', '97', '98'],
      ['98', '99', '92', '93'],
      ['93', '94', '88', '89'],
      ['89', '90', '86', '87'],
    ];
    expect(play(BY_DISTANCE, down, short).map(({ stop }) => stop)).toEqual(['105', '100', '91', '89']);
  });

  it('only ever moves with the trade, and is the same from stored text', () => {
    const prices = fc.tuple(fc.integer({ min: 90, max: 130 }), fc.nat(15), fc.nat(15));
    const plan = fc.record({
      by: fc.constantFrom('DISTANCE' as const, 'STRUCTURE' as const),
      distance: fc.constant('2.5'),
      afterTargets: fc.constantFrom(1 as const, 2 as const),
      beyondObjective: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(prices, { maxLength: 30 }), plan, (days, trailing) => {
        let kept: SeriesBook = submitEntry(emptyBook('ACME', '1d'), { ...longSignal(), trailing }).book;
        let stored = kept;
        let stop = new Amount(0);
        for (const [index, [open, up, down]] of days.entries()) {
          const today = bar(index + 1, `${open}`, `${open + up}`, `${Math.max(1, open - down)}`, `${open}`);
          kept = stepBar(kept, today, market()).book;
          stored = stepBar(JSON.parse(JSON.stringify(stored)) as SeriesBook, today, market()).book;
          expect(stored).toEqual(kept);
          const [position] = kept.positions;
          if (position === undefined) return;
          expect(amount(position.stop).gte(stop)).toBe(true);
          stop = amount(position.stop);
        }
      }),
    );
  });
});
