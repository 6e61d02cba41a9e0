import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { amount } from '@tape/risk-rules';
import { bar, longSignal, market, STOCK } from '../testing/sample-trade.js';
import { emptyBook, submitEntry } from '../execution/series-book.js';
import { stepBar } from '../execution/step-bar.js';
import type { Position } from '../execution/position.js';
import type { BrokerOrderReport } from './broker-port.js';
import { afterReport, isEnded, sending, wishCancel, type LiveOrder } from './live-order.js';
import { bookLiveFill } from './live-position.js';
import { exitOrder, MOST_LEAVING_ATTEMPTS, MOST_STOP_REFUSALS, protectionPlan, sendable } from './protective-orders.js';

const AT = 1_700_000_000_000;
const SIGNAL = longSignal();
const CONTEXT = { instrument: STOCK, accountCurrency: 'USD', rates: {} };

/** A long of 100 at 100, stop 95. */
const held = (): Position =>
  stepBar(submitEntry(emptyBook('ACME', '1d'), SIGNAL).book, bar(1, '100', '101', '99', '100'), market()).book
    .positions[0]!;

const working = (order: LiveOrder): LiveOrder => ({ ...order, state: 'SUBMITTED', sentAtMs: AT });
const stopOf = (position: Position, quantity = '100'): LiveOrder =>
  working(exitOrder(position, 'STOP', quantity, 1, 'protect', AT));

describe('the protection of a position', () => {
  it('is one stop for all that is held', () => {
    const { cancel, create } = protectionPlan(held(), [], AT);
    expect(cancel).toEqual([]);
    expect(create).toMatchObject([{ purpose: 'STOP', type: 'STOP', price: '95', quantity: '100', buySell: 'SELL' }]);
    expect(protectionPlan(held(), [stopOf(held())], AT)).toEqual({ cancel: [], create: [] });
  });

  it.each([
    ['its price', stopOf({ ...held(), stop: '90' })],
    ['its size', stopOf(held(), '50')],
  ])('cancels a stop of which %s no longer fits, and makes the next when it has ended', (_what, stop) => {
    const { cancel, create } = protectionPlan(held(), [stop], AT);
    expect([cancel.map((one) => one.clientOrderId), create]).toEqual([[stop.clientOrderId], []]);
    const ended: LiveOrder = { ...stop, state: 'CANCELLED' };
    const next = protectionPlan(held(), [ended], AT).create;
    expect(next).toMatchObject([{ purpose: 'STOP', quantity: '100' }]);
    expect(next[0]!.clientOrderId).not.toBe(ended.clientOrderId);
  });

  it('withdraws the stop of a position that is being left, and sends the exit when the stop has ended', () => {
    const stop = stopOf(held());
    const exit = exitOrder(held(), 'EMERGENCY_EXIT', '100', 1, 'ice-break', AT + 1);
    expect(protectionPlan(held(), [stop, exit], AT).cancel).toMatchObject([{ clientOrderId: stop.clientOrderId }]);
    expect(sendable(exit, [stop, exit], held(), AT)).toBeNull();
    expect(sendable(exit, [{ ...stop, state: 'CANCELLED' }, exit], held(), AT)).toEqual(exit);
  });

  it('never sells more than is held when the exit goes out', () => {
    const exit = exitOrder(held(), 'EMERGENCY_EXIT', '100', 1, 'ice-break', AT);
    expect(sendable(exit, [exit], { ...held(), quantity: '30' }, AT)).toMatchObject({ quantity: '30', state: 'NEW' });
    expect(sendable(exit, [exit], { ...held(), quantity: '0', closedAtMs: AT }, AT)).toMatchObject({
      state: 'CANCELLED',
    });
  });

  it('tries again to leave when the broker refused, and in the end leaves it to the stop', () => {
    const refused: LiveOrder = { ...exitOrder(held(), 'EMERGENCY_EXIT', '100', 1, 'ice-break', AT), state: 'REJECTED' };
    expect(protectionPlan(held(), [refused], AT)).toEqual({ cancel: [], create: [] });
    expect(protectionPlan(held(), [refused], AT + 100).create).toMatchObject([
      { purpose: 'EMERGENCY_EXIT', reason: 'ice-break' },
    ]);
    const many = Array.from({ length: MOST_LEAVING_ATTEMPTS }, (_, index) => ({
      ...refused,
      clientOrderId: `x${index}`,
    }));
    expect(protectionPlan(held(), many, AT).create).toMatchObject([{ purpose: 'STOP' }]);
  });

  it('tries a refused stop again after a pause, and leaves a position that cannot be protected', () => {
    const refusals = (count: number): LiveOrder[] =>
      Array.from({ length: count }, (_, index) => ({
        ...stopOf(held()),
        clientOrderId: `s${index}`,
        state: 'REJECTED',
      }));
    expect(protectionPlan(held(), refusals(2), AT + 199)).toEqual({ cancel: [], create: [] });
    expect(protectionPlan(held(), refusals(2), AT + 200).create).toMatchObject([{ purpose: 'STOP' }]);
    const { create } = protectionPlan(held(), refusals(MOST_STOP_REFUSALS), AT);
    expect(create).toMatchObject([{ purpose: 'EMERGENCY_EXIT', reason: 'stop-refused', quantity: '100' }]);
  });

  it('leaves a position that was entered after its campaign had been given up', () => {
    const entry: LiveOrder = { ...stopOf(held()), purpose: 'ENTRY', state: 'FILLED', cancelBecause: 'exit: ice-break' };
    expect(protectionPlan(held(), [entry], AT).create).toMatchObject([
      { purpose: 'EMERGENCY_EXIT', reason: 'ice-break' },
    ]);
  });

  it('has nothing left to do for a closed position', () => {
    const stop = stopOf(held());
    const { cancel, create } = protectionPlan({ ...held(), closedAtMs: AT }, [stop], AT);
    expect([cancel.length, create]).toEqual([1, []]);
  });
});

/** A broker that works what it is sent, in parts, when it likes. */
const happening = fc.record({
  which: fc.nat({ max: 5 }),
  what: fc.constantFrom('send', 'send', 'part', 'fill', 'cancel', 'reject', 'exit'),
  part: fc.integer({ min: 1, max: 99 }),
});

describe('a position at a broker', () => {
  it('is never oversold and adds up, whatever the broker does with its orders', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 20, maxLength: 60, size: 'max' }), (happenings) => {
        const entry: LiveOrder = {
          ...exitOrder(held(), 'STOP', '100', 1, '', AT),
          purpose: 'ENTRY',
          buySell: 'BUY',
          clientOrderId: 'entry',
          type: 'MARKET',
          price: null,
        };
        const orders = new Map<string, LiveOrder>([[entry.clientOrderId, entry]]);
        let position: Position | null = null;
        let cash = amount('0');
        let shares = amount('0');
        const keep = (order: LiveOrder): void => void orders.set(order.clientOrderId, order);
        const hear = (order: LiveOrder, report: Partial<BrokerOrderReport>): void => {
          const step = afterReport(
            order,
            {
              clientOrderId: order.clientOrderId,
              brokerOrderId: 'b',
              state: 'SUBMITTED',
              filledQuantity: order.filledQuantity,
              averagePrice: order.averagePrice,
              fees: order.fees,
              reason: null,
              ...report,
            },
            AT,
          );
          keep(step.order);
          if (step.fill === null) return;
          position = bookLiveFill(position, step.order, SIGNAL, step.fill, CONTEXT);
          const signed = amount(step.fill.quantity).times(order.buySell === 'BUY' ? 1 : -1);
          shares = shares.plus(signed);
          cash = cash.minus(signed.times(amount(step.fill.price))).minus(amount(step.fill.fees));
        };
        for (const { which, what, part } of happenings) {
          if (position !== null) {
            const plan = protectionPlan(position, [...orders.values()], AT);
            for (const { clientOrderId, reason } of plan.cancel)
              keep(wishCancel(orders.get(clientOrderId)!, reason, AT));
            plan.create.forEach(keep);
          }
          const open = [...orders.values()].filter((order) => !isEnded(order));
          const order = open[which % Math.max(open.length, 1)];
          if (what === 'exit' && position !== null && (position as Position).closedAtMs === null) {
            const exit = exitOrder(position, 'EMERGENCY_EXIT', (position as Position).quantity, 1, 'exit', AT);
            if (!orders.has(exit.clientOrderId)) keep(exit);
          }
          if (order === undefined) continue;
          if (order.sentAtMs === null) {
            if (what !== 'send') continue;
            const ready = sendable(order, [...orders.values()], position, AT);
            if (ready === null) continue;
            keep(isEnded(ready) ? ready : sending(ready, AT));
            continue;
          }
          const left = amount(order.quantity).minus(amount(order.filledQuantity));
          const price = order.purpose === 'STOP' ? '95' : '100';
          const filled = amount(order.filledQuantity).plus(left.times(part).div(100).floor());
          const average = filled.isZero() ? null : price;
          if (what === 'part')
            hear(order, { state: 'PARTIALLY_FILLED', filledQuantity: filled.toFixed(), averagePrice: average });
          if (what === 'fill') hear(order, { state: 'FILLED', filledQuantity: order.quantity, averagePrice: price });
          if (what === 'cancel') hear(order, { state: 'CANCELLED' });
          if (what === 'reject' && order.state === 'NEW') hear(order, { state: 'REJECTED' });
        }
        expect(shares.isNegative()).toBe(false);
        if (position === null) return;
        const after: Position = position;
        expect(after.quantity).toBe(shares.toFixed());
        const worth = cash.plus(shares.times(amount(after.entryPrice)));
        expect(amount(after.realisedPnl).minus(worth).abs().lessThan('0.0000001')).toBe(true);
      }),
    );
  });
});
