import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { amount } from './decimal.js';
import { totalRisk } from './exposure.js';
import { exposureOfReservation } from './reservation.js';
import type { RiskPattern } from './risk-candidate.js';
import { CLASSIC_RISK } from './risk-profile.js';
import { assessAndReserve, releaseReservation, type RiskState } from './risk-state.js';
import { candidate, riskState, STOCK } from './testing/sample-risk.js';

const LONGS = ['SPRING', 'SOS', 'LPS'] as const satisfies readonly RiskPattern[];

/** One request of a random sequence: a candidate in one of some symbols and ranges, or a release of an earlier one. */
const request = fc.record({
  symbol: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'),
  range: fc.integer({ min: 0, max: 2 }),
  pattern: fc.constantFrom(...LONGS),
  stopCents: fc.integer({ min: 8_000, max: 9_990 }),
  releaseEarlier: fc.boolean(),
});

function reserve(
  state: RiskState,
  index: number,
  wanted: { symbol: string; range: number; pattern: RiskPattern; stopCents: number },
): RiskState {
  const { symbol, range, pattern, stopCents } = wanted;
  const stop = amount(String(stopCents)).div(100);
  const target = amount('100').plus(amount('100').minus(stop).times(4));
  return assessAndReserve(state, {
    candidate: candidate({
      id: `${symbol}:${index}`,
      symbol,
      pattern,
      stop: stop.toFixed(),
      targets: { primary: target.toFixed() },
      range: { id: `${symbol}:${range}`, startTimeMs: range * 86_400_000 },
    }),
    instrument: { ...STOCK, symbol, sector: symbol },
    instrumentOf: (name) => ({ ...STOCK, symbol: name, sector: name }),
    openPositions: [],
    rates: {},
  }).state;
}

function heldRisk(state: RiskState, keep: (campaignId: string) => boolean): number {
  const held = state.reservations.filter((item) => item.status === 'HELD' && keep(item.campaignId));
  return totalRisk(held.map((item) => exposureOfReservation(item, STOCK))).toNumber();
}

describe('assessAndReserve', () => {
  it('keeps heat and every campaign within their caps over any sequence', () => {
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
        let state = riskState();
        for (const [index, wanted] of requests.entries()) {
          const earlier = state.reservations.find((item) => item.status === 'HELD');
          state =
            wanted.releaseEarlier && earlier !== undefined
              ? releaseReservation(state, earlier.id, { reason: 'test', atMs: 0 }, new Set()).state
              : reserve(state, index, wanted);
          expect(heldRisk(state, () => true)).toBeLessThanOrEqual(10_000);
          for (const { id } of state.campaigns) {
            expect(heldRisk(state, (campaignId) => campaignId === id)).toBeLessThanOrEqual(5_000);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reserves once for a pattern that is asked twice', () => {
    const wanted = { symbol: 'A', range: 0, pattern: 'SPRING', stopCents: 9_500 } as const;
    const once = reserve(riskState(), 1, wanted);
    expect(reserve(once, 1, wanted).reservations).toEqual(once.reservations);
  });

  it('fills the heat cap and then refuses', () => {
    let state = riskState();
    for (let index = 0; index < 40; index += 1) {
      state = reserve(state, index, { symbol: `S${index}`, range: 0, pattern: 'SPRING', stopCents: 9_500 });
    }
    expect(state.reservations).toHaveLength(20);
    expect(heldRisk(state, () => true)).toBe(10_000);
    expect(CLASSIC_RISK.maxHeatPercent).toBe('10');
  });
});

const poor = (guard: string, overrides: Partial<Parameters<typeof candidate>[0]> = {}) =>
  candidate({
    id: 'later',
    pattern: 'SOS',
    targets: { primary: '100.01' },
    guard: { kind: 'CAMPAIGN_ICE', price: guard },
    ...overrides,
  });

describe('a candidate that is refused', () => {
  const REQUEST = { instrument: STOCK, instrumentOf: () => STOCK, openPositions: [], rates: {} };
  it.each([
    ['99', '99', 'sos-moved-guard'],
    ['95.5', '95.5', null],
    ['90', '95.5', null],
  ])('with a campaign ice of %s leaves the campaign that stood on 95.5 on %s', (offered, kept, reason) => {
    const before = assessAndReserve(riskState(), { candidate: candidate(), ...REQUEST }).state;
    const result = assessAndReserve(before, { candidate: poor(offered), ...REQUEST });
    expect(result).toMatchObject({ sizing: null, reservation: null, state: { campaigns: [{ guardPrice: kept }] } });
    expect(result.campaignChange?.reason ?? null).toBe(reason);
    if (reason === null) expect(result.state).toBe(before);
  });

  it('begins no campaign', () => {
    const before = riskState();
    expect(assessAndReserve(before, { candidate: poor('99'), ...REQUEST }).state).toBe(before);
  });
});
