import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Amount, amount } from '@tape/risk-rules';
import type { BrokerAnswer, BrokerOrderReport } from './broker-port.js';
import {
  afterAsk,
  afterReport,
  afterSend,
  isEnded,
  nextStep,
  sending,
  SETTLING_MS,
  wishCancel,
  type LiveOrder,
} from './live-order.js';

const AT = 1_700_000_000_000;

function fresh(overrides: Partial<LiveOrder> = {}): LiveOrder {
  return {
    clientOrderId: 'ord_1',
    signalId: 'sig_1',
    campaignId: 'ACME-2024-01-02',
    symbol: 'ACME',
    timeframe: '1d',
    purpose: 'ENTRY',
    buySell: 'BUY',
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
    ...overrides,
  };
}

function report(
  state: BrokerOrderReport['state'],
  filled = '0',
  averagePrice: string | null = null,
): BrokerOrderReport {
  return {
    clientOrderId: 'ord_1',
    brokerOrderId: 'b1',
    state,
    filledQuantity: filled,
    averagePrice,
    fees: '0',
    reason: null,
  };
}

const done = <Value>(value: Value): BrokerAnswer<Value> => ({ kind: 'done', value });
const UNCLEAR: BrokerAnswer<never> = { kind: 'unclear', reason: 'timeout' };

describe('sending an order', () => {
  it.each([
    ['certainly not sent', fresh(), 'send'],
    ['perhaps sent before a crash', fresh({ sentAtMs: AT }), 'ask'],
    ['unheard of', fresh({ state: 'UNKNOWN', sentAtMs: AT }), 'ask'],
    ['working', fresh({ state: 'SUBMITTED', sentAtMs: AT }), 'ask'],
    ['to be cancelled', fresh({ state: 'SUBMITTED', sentAtMs: AT, cancelBecause: 'exit' }), 'cancel'],
    ['to be cancelled, perhaps sent', fresh({ sentAtMs: AT, cancelBecause: 'exit' }), 'ask'],
    ['filled', fresh({ state: 'FILLED' }), 'nothing'],
    ['cancelled', fresh({ state: 'CANCELLED' }), 'nothing'],
    ['rejected', fresh({ state: 'REJECTED' }), 'nothing'],
  ] as const)('an order that is %s: %s', (_what, order, step) => {
    expect(nextStep(order)).toBe(step);
  });

  it.each([
    ['taken', done(report('SUBMITTED')), { state: 'SUBMITTED', brokerOrderId: 'b1' }, 'ask'],
    ['filled at once', done(report('FILLED', '100', '10')), { state: 'FILLED', filledQuantity: '100' }, 'nothing'],
    [
      'refused',
      { kind: 'refused', reason: 'no shares to borrow' },
      { state: 'REJECTED', reason: 'no shares to borrow' },
      'nothing',
    ],
    [
      'turned away busy',
      { kind: 'busy', reason: '429', retryAfterMs: 1 },
      { state: 'NEW', sentAtMs: null, failures: 1 },
      'send',
    ],
    ['not reached', { kind: 'unreachable', reason: 'refused' }, { state: 'NEW', sentAtMs: null }, 'send'],
    ['not answered', UNCLEAR, { state: 'UNKNOWN', sentAtMs: AT, reason: 'timeout' }, 'ask'],
  ] as const)('%s', (_what, answer, expected, next) => {
    const { order } = afterSend(sending(fresh(), AT), answer as BrokerAnswer<BrokerOrderReport>, AT);
    expect(order).toMatchObject(expected);
    expect(nextStep(order)).toBe(next);
  });

  it('is repeated only once the broker has said for long enough that it knows no such order', () => {
    const lost = afterSend(sending(fresh(), AT), UNCLEAR, AT).order;
    const early = afterAsk(lost, done(null), AT + SETTLING_MS - 1).order;
    expect(nextStep(early)).toBe('ask');
    expect(nextStep(afterAsk(lost, done(null), AT + SETTLING_MS).order)).toBe('send');
    expect(nextStep(afterAsk(lost, UNCLEAR, AT + SETTLING_MS).order)).toBe('ask');
  });

  it('that should be cancelled is not repeated', () => {
    const lost = wishCancel(afterSend(sending(fresh(), AT), UNCLEAR, AT).order, 'exit', AT);
    expect(afterAsk(lost, done(null), AT + SETTLING_MS).order).toMatchObject({ state: 'CANCELLED', reason: 'exit' });
  });

  it('that the broker had confirmed and then forgot is neither repeated nor given up', () => {
    const working = fresh({ state: 'SUBMITTED', sentAtMs: AT });
    expect(afterAsk(working, done(null), AT + 10 * SETTLING_MS).order).toMatchObject({
      state: 'SUBMITTED',
      failures: 1,
    });
  });
});

describe('a wish to cancel', () => {
  it('ends an order that was not sent at once, others when the broker says so', () => {
    expect(wishCancel(fresh(), 'exit', AT)).toMatchObject({ state: 'CANCELLED', reason: 'exit' });
    const working = wishCancel(fresh({ state: 'SUBMITTED', sentAtMs: AT }), 'exit', AT);
    expect(working).toMatchObject({ state: 'SUBMITTED', cancelBecause: 'exit' });
    expect(afterReport(working, report('CANCELLED'), AT).order).toMatchObject({ state: 'CANCELLED', reason: 'exit' });
  });

  it('that a fill was quicker than leaves the order filled', () => {
    const working = wishCancel(fresh({ state: 'SUBMITTED', sentAtMs: AT }), 'exit', AT);
    expect(afterReport(working, report('FILLED', '100', '10'), AT).order.state).toBe('FILLED');
  });
});

describe('a report', () => {
  const working = fresh({ state: 'SUBMITTED', sentAtMs: AT });

  it('makes one fill of what is new, at the price that makes the averages agree', () => {
    const first = afterReport(working, report('PARTIALLY_FILLED', '40', '10'), AT);
    expect(first.fill).toMatchObject({ quantity: '40', price: '10' });
    const second = afterReport(first.order, report('FILLED', '100', '10.3'), AT);
    expect(second.fill).toMatchObject({ quantity: '60', price: '10.5' });
  });

  it('of a fill after the cancellation is booked, and the order stays cancelled', () => {
    const cancelled = afterReport(working, report('CANCELLED'), AT).order;
    const late = afterReport(cancelled, report('CANCELLED', '30', '10'), AT);
    expect(late.order).toMatchObject({ state: 'CANCELLED', filledQuantity: '30' });
    expect(late.fill).toMatchObject({ quantity: '30' });
  });

  it('of a rejection after a part is a cancellation', () => {
    const part = afterReport(working, report('PARTIALLY_FILLED', '40', '10'), AT).order;
    expect(afterReport(part, report('REJECTED', '40', '10'), AT).order.state).toBe('CANCELLED');
  });

  it('of another order is refused', () => {
    expect(() => afterReport(working, { ...report('FILLED'), clientOrderId: 'ord_2' }, AT)).toThrow('ord_2');
  });
});

/** A life at the broker: fills grow, then it ends. */
const life = fc
  .record({
    fills: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 5 }),
    end: fc.constantFrom('FILLED', 'CANCELLED', 'REJECTED', null),
  })
  .map(({ fills, end }) => {
    const totals = fills.toSorted((a, b) => a - b);
    const reports = [report('SUBMITTED'), ...totals.map((total) => report('PARTIALLY_FILLED', String(total), '10'))];
    if (end === 'FILLED') reports.push(report('FILLED', '100', '10'));
    if (end === 'CANCELLED')
      reports.push(report('CANCELLED', String(totals.at(-1) ?? 0), totals.length === 0 ? null : '10'));
    if (end === 'REJECTED' && totals.length === 0) reports.push(report('REJECTED'));
    return reports;
  });

describe('an order’s life', () => {
  it('never reaches an illegal state and books every fill once, whatever is lost, repeated or late', () => {
    const heard = life.chain((reports) =>
      fc.record({
        reports: fc.constant(reports),
        order: fc.array(fc.nat({ max: reports.length - 1 }), { maxLength: 20, size: 'max' }),
        trouble: fc.array(fc.constantFrom('unclear', 'busy', 'unreachable', 'cancel'), { maxLength: 10 }),
      }),
    );
    fc.assert(
      fc.property(heard, ({ reports, order: sequence, trouble }) => {
        let order = sending(fresh(), AT);
        const fills = new Map<string, Amount>();
        const hear = (one: BrokerOrderReport): void => {
          const step = afterReport(order, one, AT);
          order = step.order;
          if (step.fill === null) return;
          expect(fills.has(step.fill.id)).toBe(false);
          fills.set(step.fill.id, amount(step.fill.quantity));
        };
        for (const [index, which] of sequence.entries()) {
          const word = trouble[index];
          if (word === 'cancel') order = wishCancel(order, 'exit', AT);
          else if (word !== undefined)
            order = afterAsk(order, { kind: word, reason: word, retryAfterMs: null }, AT).order;
          hear(reports[which]!);
        }
        hear(reports.at(-1)!);
        const booked = [...fills.values()].reduce((sum, one) => sum.plus(one), new Amount(0));
        expect(booked.toFixed()).toBe(order.filledQuantity);
        expect(order.filledQuantity).toBe(reports.at(-1)!.filledQuantity);
        if (isEnded({ state: reports.at(-1)!.state })) expect(isEnded(order)).toBe(true);
      }),
    );
  });
});
