import { describe, expect, it } from '@jest/globals';
import { secondPart, secondPatternId } from './split-signal.js';
import type { TradeSignal } from './trade-signal.js';

const WHOLE = {
  id: 'sig_1',
  patternId: 'AAPL:1d:SPRING:0:r1',
  entry: '100',
  stop: '95',
  targets: { primary: '115', secondary: [], conservative: null },
  positionSize: '100',
  notional: '10000',
  riskAmount: '500',
  riskPercent: '0.5',
  rMultiple: '3',
  campaignId: 'c',
  reservationId: 'r',
} as unknown as TradeSignal;
const TARGETS = { primary: '116', secondary: [], conservative: null };

describe('the second part of a signal', () => {
  it('is a signal of its own, with its share of money and risk, on the same reservation', () => {
    const part = secondPart(WHOLE, { stop: '92', targets: TARGETS, positionSize: '25' });
    expect(part).toEqual({
      ...WHOLE,
      id: part.id,
      patternId: secondPatternId(WHOLE.patternId),
      stop: '92',
      targets: TARGETS,
      positionSize: '25',
      notional: '2500',
      riskAmount: '200',
      riskPercent: '0.2',
      rMultiple: '2',
    });
    expect(part.id).not.toBe(WHOLE.id);
    expect(secondPart(WHOLE, { stop: '92', targets: TARGETS, positionSize: '25' })).toEqual(part);
  });

  it.each([
    ['101', '95'],
    ['63', '92'],
  ])('is never more than the whole: %s at %s', (positionSize, stop) => {
    expect(() => secondPart(WHOLE, { stop, targets: TARGETS, positionSize })).toThrow('more than sig_1 has reserved');
  });
});
