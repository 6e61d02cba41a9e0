import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { PriceBar } from '@tape/market';
import { Amount, amount, equityOf } from '@tape/risk-rules';
import { bar, COSTLY, longSignal, shortSignal, STOCK } from '../testing/sample-trade.js';
import type { ExecutionEvent } from './execution-event.js';
import type { Fill } from './order.js';
import { markedPosition } from './position-exposure.js';
import type { Position, PositionSnapshot } from './position.js';
import { emptyBook, obeyExit, submitEntry, type SeriesBook } from './series-book.js';
import { stepBar } from './step-bar.js';

const TRAIL = { by: 'DISTANCE', distance: '4', afterTargets: 2, beyondObjective: false } as const;

/** A day of a random market, with perhaps a signal and perhaps an emergency behind it. */
const day = fc.record({
  open: fc.integer({ min: 8_000, max: 12_000 }),
  up: fc.integer({ min: 0, max: 900 }),
  down: fc.integer({ min: 0, max: 900 }),
  closeShare: fc.integer({ min: 0, max: 100 }),
  volume: fc.constantFrom('0', '150', '5000', '1000000'),
  signal: fc.constantFrom('long', 'short', 'none', 'none'),
  trailing: fc.constantFrom(undefined, TRAIL, { ...TRAIL, afterTargets: 1, beyondObjective: true } as const),
  emergency: fc.boolean(),
});
type Day = typeof day extends fc.Arbitrary<infer One> ? One : never;

function text(cents: number): string {
  return new Amount(cents).div(100).toFixed();
}

function barOf(index: number, { open, up, down, closeShare, volume }: Day): PriceBar {
  const low = open - down;
  const close = low + Math.floor(((up + down) * closeShare) / 100);
  return bar(index + 1, text(open), text(open + up), text(low), text(close), volume);
}

interface Run {
  readonly book: SeriesBook;
  readonly fills: readonly Fill[];
  readonly events: readonly ExecutionEvent[];
  readonly closed: readonly Position[];
  readonly lastClose: string;
}

/** Plays the days; `between` may rebuild the book, as a service does from its tables. */
function play(days: readonly Day[], between: (book: SeriesBook) => SeriesBook): Run {
  let book = emptyBook('ACME', '1d');
  const fills: Fill[] = [];
  const events: ExecutionEvent[] = [];
  const closed: Position[] = [];
  let lastClose = '100';
  for (const [index, one] of days.entries()) {
    const today = barOf(index, one);
    const step = stepBar(between(book), today, COSTLY);
    fills.push(...step.fills);
    events.push(...step.events);
    closed.push(...step.closed);
    book = step.book;
    lastClose = today.close;
    if (one.emergency) {
      const exit = { trigger: 'ICE_BREAK', campaignId: null, barTimeMs: today.openTimeMs, timeframe: '1d' } as const;
      const obeyed = obeyExit(between(book), exit);
      book = obeyed.book;
      events.push(...obeyed.events);
    }
    if (one.signal === 'none') continue;
    const signal = one.signal === 'long' ? longSignal(`r${index}`) : shortSignal(`r${index}`);
    const fresh = {
      ...signal,
      trailing: one.trailing,
      createdAtMs: today.openTimeMs + 1,
      expiresAtMs: today.openTimeMs * 2,
    };
    const entered = submitEntry(between(book), fresh);
    book = entered.book;
    events.push(...entered.events);
  }
  return { book, fills, events, closed, lastClose };
}

const keep = (book: SeriesBook): SeriesBook => book;

describe('the paper account', () => {
  it('adds up: cash, positions and fees make the equity', () => {
    fc.assert(
      fc.property(fc.array(day, { maxLength: 25 }), (days) => {
        const run = play(days, keep);
        const orders = new Map(
          run.events.flatMap((event) => (event.kind === 'order' ? [[event.order.clientOrderId, event.order]] : [])),
        );
        let cash = new Amount(100_000);
        let held = new Amount(0);
        for (const fill of run.fills) {
          const sign = orders.get(fill.clientOrderId)?.buySell === 'BUY' ? 1 : -1;
          const quantity = amount(fill.quantity).times(sign);
          held = held.plus(quantity);
          cash = cash.minus(quantity.times(amount(fill.price))).minus(amount(fill.fees));
        }
        const realisedPnl = [...run.closed, ...run.book.positions]
          .reduce((sum, position) => sum.plus(amount(position.realisedPnl)), new Amount(0))
          .toFixed();
        const context = { instrument: STOCK, accountCurrency: 'USD', rates: {} };
        const positions = run.book.positions.map((position) => markedPosition(position, run.lastClose, context));
        const equity = equityOf({ initialEquity: '100000', realisedPnl, positions });
        expect(amount(equity).eq(cash.plus(held.times(amount(run.lastClose))))).toBe(true);
      }),
    );
  });

  it('leads every position from its opening through smaller parts behind a better stop to one close', () => {
    fc.assert(
      fc.property(fc.array(day, { maxLength: 25 }), (days) => {
        const last = new Map<string, PositionSnapshot>();
        for (const event of play(days, keep).events) {
          if (event.kind !== 'position') continue;
          const { position, step } = event;
          const before = last.get(position.positionId);
          expect(step === 'opened').toBe(before === undefined);
          expect(step === 'closed').toBe(position.closedAtMs !== null);
          expect(amount(position.quantity).isZero()).toBe(step === 'closed');
          expect(before?.closedAtMs ?? null).toBeNull();
          if (before !== undefined) {
            expect(amount(position.quantity).lte(before.quantity)).toBe(true);
            const better = amount(position.stop)
              .minus(before.stop)
              .times(position.direction === 'LONG' ? 1 : -1);
            expect(better.isNegative() && !better.isZero()).toBe(false);
          }
          last.set(position.positionId, position);
        }
      }),
    );
  });

  it('goes on from stored text exactly as from memory', () => {
    fc.assert(
      fc.property(fc.array(day, { maxLength: 15 }), (days) => {
        const stored = play(days, (book) => JSON.parse(JSON.stringify(book)) as SeriesBook);
        expect(stored).toEqual(play(days, keep));
      }),
      { numRuns: 50 },
    );
  });

  it('names every order, fill and position once', () => {
    fc.assert(
      fc.property(fc.array(day, { maxLength: 25 }), (days) => {
        const { fills, events } = play(days, keep);
        const created = events.flatMap((event) =>
          event.kind === 'order' && event.step === 'created' ? [event.order.clientOrderId] : [],
        );
        const opened = events.flatMap((event) =>
          event.kind === 'position' && event.step === 'opened' ? [event.position.positionId] : [],
        );
        for (const ids of [created, opened, fills.map((fill) => fill.id)]) expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('leaves the book it was given untouched', () => {
    fc.assert(
      fc.property(fc.array(day, { maxLength: 10 }), day, (days, next) => {
        const { book } = play(days, keep);
        const before = JSON.stringify(book);
        stepBar(book, barOf(days.length, next), COSTLY);
        expect(JSON.stringify(book)).toBe(before);
      }),
    );
  });
});
