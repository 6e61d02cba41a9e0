import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Amount, amount, decimalText } from '@tape/risk-rules';
import { longSignal, shortSignal, STOCK } from '../testing/sample-trade.js';
import { ORDER_TRANSITIONS, type ExitPurpose } from '../execution/order.js';
import type { Position } from '../execution/position.js';
import type { BrokerAnswer, BrokerOrderReport } from './broker-port.js';
import { afterAsk, afterReport, afterSend, isEnded, sending, wishCancel, type LiveOrder } from './live-order.js';
import { bookLiveFill } from './live-position.js';
import { exitOrder } from './protective-orders.js';

const AT = 1_700_000_000_000;
const MONEY = { instrument: STOCK, accountCurrency: 'USD', rates: {} };

function entry(isLong: boolean): LiveOrder {
  const { id, campaignId, symbol, timeframe } = isLong ? longSignal() : shortSignal();
  return {
    clientOrderId: `entry of ${id}`,
    signalId: id,
    campaignId,
    symbol,
    timeframe,
    purpose: 'ENTRY',
    buySell: isLong ? 'BUY' : 'SELL',
    quantity: '100',
    state: 'NEW',
    filledQuantity: '0',
    averagePrice: null,
    fees: '0',
    reason: null,
    atMs: AT,
    type: 'MARKET',
    price: null,
    brokerOrderId: null,
    sentAtMs: null,
    cancelBecause: null,
    failures: 0,
  };
}

/** What a broker tells of an order that fills part by part; a report may be lost, come twice or late. */
const part = fc.record({
  quantity: fc.integer({ min: 1, max: 60 }),
  cents: fc.integer({ min: 5_000, max: 15_000 }),
  fee: fc.integer({ min: 0, max: 300 }),
  times: fc.integer({ min: 0, max: 2 }),
});

interface Ledger {
  cash: Amount;
  held: Amount;
  fees: Amount;
}

/** Fills an order in these parts at most; the books hear of them as told, at the end of all of it. */
function work(order: LiveOrder, parts: readonly (typeof part extends fc.Arbitrary<infer One> ? One : never)[]) {
  let filled = new Amount(0);
  let value = new Amount(0);
  let fees = new Amount(0);
  const told: BrokerOrderReport[] = [];
  const all = amount(order.quantity);
  for (const one of parts) {
    const quantity = Amount.min(one.quantity, all.minus(filled));
    if (quantity.isZero()) break;
    filled = filled.plus(quantity);
    value = value.plus(quantity.times(one.cents).div(100));
    fees = fees.plus(new Amount(one.fee).div(100));
    const report: BrokerOrderReport = {
      clientOrderId: order.clientOrderId,
      brokerOrderId: 'b1',
      state: filled.eq(all) ? 'FILLED' : 'PARTIALLY_FILLED',
      filledQuantity: decimalText(filled),
      averagePrice: decimalText(value.div(filled)),
      fees: decimalText(fees),
      reason: null,
    };
    for (let time = 0; time < one.times; time += 1) told.push(report);
  }
  const [last] = told.slice(-1);
  return { told: last === undefined ? [] : [...told, told[0]!, last], last };
}

describe('the account at a broker', () => {
  it('adds up, cash, positions and fees, over fills in parts, partial exits and both sides', () => {
    const exit = fc.record({
      purpose: fc.constantFrom<ExitPurpose>('STOP', 'TARGET', 'EMERGENCY_EXIT', 'MANUAL_CLOSE'),
      share: fc.integer({ min: 1, max: 100 }),
      parts: fc.array(part, { maxLength: 4 }),
    });
    const trade = fc.record({
      isLong: fc.boolean(),
      parts: fc.array(part, { maxLength: 4 }),
      exits: fc.array(exit, { maxLength: 4 }),
      mark: fc.integer({ min: 5_000, max: 15_000 }),
    });
    fc.assert(
      fc.property(trade, ({ isLong, parts, exits, mark }) => {
        const terms = isLong ? longSignal() : shortSignal();
        const ledger: Ledger = { cash: new Amount(0), held: new Amount(0), fees: new Amount(0) };
        let position: Position | null = null;
        const book = (first: LiveOrder, told: readonly BrokerOrderReport[]): void => {
          let order = sending(first, AT);
          for (const report of told) {
            const step = afterReport(order, report, AT);
            order = step.order;
            if (step.fill === null) continue;
            position = bookLiveFill(position, order, terms, step.fill, MONEY);
            const sign = order.buySell === 'BUY' ? 1 : -1;
            const quantity = amount(step.fill.quantity).times(sign);
            ledger.held = ledger.held.plus(quantity);
            ledger.cash = ledger.cash.minus(quantity.times(amount(step.fill.price))).minus(amount(step.fill.fees));
            ledger.fees = ledger.fees.plus(amount(step.fill.fees));
          }
        };
        const first = entry(isLong);
        book(first, work(first, parts).told);
        for (const [index, { purpose, share, parts: inParts }] of exits.entries()) {
          const open = position as Position | null;
          if (open === null || open.closedAtMs !== null) break;
          const quantity = amount(open.quantity).times(share).div(100).ceil();
          const leaving = exitOrder(open, purpose, decimalText(quantity), index + 10, 'test', AT);
          book(leaving, work(leaving, inParts).told);
        }
        const ended = position as Position | null;
        if (ended === null) {
          expect(ledger.held.isZero() && ledger.cash.isZero()).toBe(true);
          return;
        }
        const sign = isLong ? 1 : -1;
        expect(amount(ended.quantity).times(sign).eq(ledger.held)).toBe(true);
        expect(amount(ended.fees).eq(ledger.fees)).toBe(true);
        const price = new Amount(mark).div(100);
        const unrealised = price.minus(amount(ended.entryPrice)).times(ledger.held);
        const equity = amount(ended.realisedPnl).plus(unrealised);
        // Averages are kept to 8 decimals, so the sum of 100 units is right to a millionth.
        const gap = equity.minus(ledger.cash.plus(ledger.held.times(price))).abs();
        expect(gap.lte('0.00001')).toBe(true);
      }),
    );
  });

  it('never brings an order into a state that the table forbids, whatever is answered', () => {
    const reportOf = fc.record({
      state: fc.constantFrom<BrokerOrderReport['state']>('SUBMITTED', 'PARTIALLY_FILLED', 'FILLED', 'CANCELLED'),
      filled: fc.integer({ min: 0, max: 100 }),
    });
    const happening = fc.oneof(
      fc.record({ what: fc.constant('report' as const), report: reportOf }),
      fc.record({ what: fc.constantFrom('unclear' as const, 'busy' as const, 'unknown' as const, 'wish' as const) }),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 15 }), (happenings) => {
        let order = entry(true);
        let filled = 0;
        for (const [index, one] of happenings.entries()) {
          const before = order;
          const now = AT + index * 6_000;
          if (one.what === 'report') {
            // A broker's totals do not shrink; what it calls the order may be anything that fits them.
            filled = Math.max(filled, one.report.filled);
            const state =
              filled === 100 ? 'FILLED' : one.report.state === 'FILLED' ? 'PARTIALLY_FILLED' : one.report.state;
            const fitting = state === 'PARTIALLY_FILLED' && filled === 0 ? 'SUBMITTED' : state;
            order = afterReport(sending(order, now), reportAt(order, fitting, filled), now).order;
          } else if (one.what === 'wish') order = wishCancel(order, 'test', now);
          else if (isEnded(order)) continue;
          else if (order.state === 'NEW' && one.what !== 'unknown')
            order = afterSend(sending(order, now), answerOf(one.what), now).order;
          else
            order = afterAsk(
              order,
              one.what === 'unknown' ? { kind: 'done', value: null } : answerOf(one.what),
              now,
            ).order;
          expect(isReachable(before, order)).toBe(true);
          expect(Number(order.filledQuantity)).toBeGreaterThanOrEqual(Number(before.filledQuantity));
        }
      }),
    );
  });
});

function reportAt(order: LiveOrder, state: BrokerOrderReport['state'], filled: number): BrokerOrderReport {
  const { clientOrderId } = order;
  const averagePrice = filled === 0 ? null : '100';
  return {
    clientOrderId,
    brokerOrderId: 'b1',
    state,
    filledQuantity: `${filled}`,
    averagePrice,
    fees: '0',
    reason: null,
  };
}

function answerOf(what: 'unclear' | 'busy' | 'unknown'): BrokerAnswer<never> {
  return what === 'busy' ? { kind: 'busy', reason: 'slow', retryAfterMs: null } : { kind: 'unclear', reason: 'lost' };
}

const next = (state: LiveOrder['state']): LiveOrder['state'][] =>
  Object.values(ORDER_TRANSITIONS[state]).filter((to) => to !== null);

/** In at most two steps of the table: an order that was not known to be taken may be found filled. An unknown one may be unsent. */
function isReachable(before: LiveOrder, after: LiveOrder): boolean {
  const within = [before.state, ...next(before.state), ...next(before.state).flatMap(next)];
  return within.includes(after.state) || (before.state === 'UNKNOWN' && after.state === 'NEW');
}
