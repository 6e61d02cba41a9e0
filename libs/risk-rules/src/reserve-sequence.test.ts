import { inferInstrument, type Instrument } from '@tape/market';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { currencyPairOf, pipSize, quoteToAccount, type QuoteRates } from './currency-pair.js';
import { amount, Amount, percentOf } from './decimal.js';
import { currenciesOf, sectorOf } from './exposure.js';
import type { Reservation } from './reservation.js';
import type { RiskCandidate, RiskPattern } from './risk-candidate.js';
import { CLASSIC_RISK } from './risk-profile.js';
import { assessAndReserve, releaseReservation, type AssessmentResult, type RiskState } from './risk-state.js';
import { isPriceOrdered, rewardToRisk } from './sizing.js';
import { candidate, riskState } from './testing/sample-risk.js';

const RATES: QuoteRates = { GBP: '1.25', JPY: '0.00666666666667', BTC: '60000' };
const SYMBOLS = ['AAPL', 'MSFT', 'XOM', 'EURUSD', 'USDJPY', 'EURGBP', 'GBPJPY', 'BTCUSDT', 'ETHBTC', 'SOLUSDT'];
const DIRECTION: Readonly<Record<RiskPattern, 'LONG' | 'SHORT'>> = {
  SPRING: 'LONG',
  SOS: 'LONG',
  LPS: 'LONG',
  UTAD: 'SHORT',
  SOW: 'SHORT',
  LPSY: 'SHORT',
  STRATEGY: 'LONG',
};

function instrumentOf(symbol: string): Instrument {
  const instrument = inferInstrument(symbol);
  return instrument.assetClass === 'STOCK'
    ? { ...instrument, sector: symbol === 'XOM' ? 'ENERGY' : 'TECH' }
    : instrument;
}

/** One step of a random life: a candidate, a release of the oldest reservation, or a new worth of the account. */
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('candidate' as const),
      symbol: fc.constantFrom(...SYMBOLS),
      range: fc.integer({ min: 0, max: 1 }),
      pattern: fc.constantFrom(...(Object.keys(DIRECTION) as RiskPattern[])),
      entry: fc.integer({ min: 1, max: 99_999_999 }),
      distancePermyriad: fc.integer({ min: 1, max: 4_000 }),
      reward: fc.integer({ min: 1, max: 150 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('mark' as const), units: fc.bigInt(1n, 10n ** 15n) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
type CandidateStep = Extract<Step, { kind: 'candidate' }>;

function candidateOf(wanted: CandidateStep, index: number): RiskCandidate {
  const direction = DIRECTION[wanted.pattern];
  const entry = new Amount(wanted.entry).div(10_000);
  const distance = entry.times(wanted.distancePermyriad).div(10_000);
  const gain = distance.times(wanted.reward).div(10);
  return candidate({
    id: `${wanted.symbol}:${index}`,
    symbol: wanted.symbol,
    pattern: wanted.pattern,
    direction,
    entry: entry.toFixed(),
    stop: (direction === 'LONG' ? entry.minus(distance) : entry.plus(distance)).toFixed(),
    targets: { primary: (direction === 'LONG' ? entry.plus(gain) : entry.minus(gain)).toFixed() },
    range: { id: `${wanted.symbol}:${wanted.range}`, startTimeMs: wanted.range * 86_400_000 },
  });
}

function lossAtStop({ symbol, quantity, entry, stop }: Reservation): Amount {
  const instrument = instrumentOf(symbol);
  const pair = currencyPairOf(instrument);
  const spread = pair === null ? new Amount(0) : pipSize(pair).times(CLASSIC_RISK.forexSpreadPips).div(2);
  const rate = quoteToAccount(instrument, amount(stop), 'USD', RATES)!;
  return amount(entry).minus(stop).abs().plus(spread).times(quantity).times(instrument.contractSize).times(rate);
}

function expectWithinCaps(result: AssessmentResult): void {
  const equity = amount(result.state.portfolio.equity);
  const held = result.state.reservations.filter((item) => item.status === 'HELD');
  const share = (items: readonly Reservation[]): Amount =>
    percentOf(
      items.reduce((sum, item) => sum.plus(item.riskAmount), new Amount(0)),
      equity,
    );
  const { campaignId, symbol } = result.reservation!;
  const instrument = instrumentOf(symbol);
  const campaign = held.filter((item) => item.campaignId === campaignId);
  expect(share(held).lessThanOrEqualTo(10)).toBe(true);
  expect(share(campaign).lessThanOrEqualTo(5)).toBe(true);
  expect(campaign.length).toBeLessThanOrEqual(5);
  const sector = sectorOf(instrument);
  if (sector !== null) expect(share(held.filter((item) => item.sector === sector)).lessThanOrEqualTo(6)).toBe(true);
  for (const currency of currenciesOf(instrument)) {
    const same = held.filter((item) => currenciesOf(instrumentOf(item.symbol)).includes(currency));
    expect(share(same).lessThanOrEqualTo(6)).toBe(true);
  }
}

function expectSoundSize(result: AssessmentResult, wanted: RiskCandidate): void {
  const reservation = result.reservation!;
  const { pattern, quantity, riskAmount, notional } = reservation;
  const equity = amount(result.state.portfolio.equity);
  const instrument = instrumentOf(reservation.symbol);
  const budget = equity.times(CLASSIC_RISK.riskPercent[pattern]).div(100);
  expect(lossAtStop(reservation).lessThanOrEqualTo(riskAmount)).toBe(true);
  expect(amount(riskAmount).lessThanOrEqualTo(budget)).toBe(true);
  const worth = equity.times(CLASSIC_RISK.maxValuePercent[instrument.assetClass]).div(100);
  expect(amount(notional).lessThanOrEqualTo(worth)).toBe(true);
  expect(amount(quantity).mod(instrument.quantityStep).isZero()).toBe(true);
  expect(amount(riskAmount).decimalPlaces()).toBeLessThanOrEqual(8);

  expect(isPriceOrdered(wanted)).toBe(true);
  const stored = amount(result.sizing!.rMultiple);
  const exact = rewardToRisk(wanted);
  expect(exact.greaterThanOrEqualTo(CLASSIC_RISK.minimumR[pattern])).toBe(true);
  expect(stored.lessThanOrEqualTo(exact) && exact.minus(stored).lessThan('0.0001')).toBe(true);
}

describe('any sequence of candidates, releases and marks', () => {
  it('never passes a cap, and never risks more than it says', () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.bigInt(10n ** 9n, 10n ** 15n), fc.array(step, { maxLength: 60 }), (units, steps) => {
        let state: RiskState = riskState(new Amount(units.toString()).div(10 ** 8).toFixed());
        for (const [index, next] of steps.entries()) {
          if (next.kind === 'mark') {
            const equity = new Amount(next.units.toString()).div(10 ** 8).toFixed();
            state = { ...state, portfolio: { ...state.portfolio, equity } };
            continue;
          }
          if (next.kind === 'release') {
            const oldest = state.reservations.find((item) => item.status === 'HELD');
            const why = { reason: 'test', atMs: 0 };
            if (oldest !== undefined) state = releaseReservation(state, oldest.id, why, new Set()).state;
            continue;
          }
          const wanted = candidateOf(next, index);
          const result = assessAndReserve(state, {
            candidate: wanted,
            instrument: instrumentOf(wanted.symbol),
            instrumentOf,
            openPositions: [],
            rates: RATES,
          });
          state = result.state;
          if (result.reservation === null) {
            expect([result.verdict.status, result.sizing]).toEqual(['FAIL', null]);
            continue;
          }
          accepted += 1;
          expectWithinCaps(result);
          expectSoundSize(result, wanted);
        }
      }),
      { numRuns: 150 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
