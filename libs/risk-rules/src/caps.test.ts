import { describe, expect, it } from '@jest/globals';
import { assess } from './assess.js';
import { campaignIdOf } from './campaign.js';
import type { Exposure } from './exposure.js';
import type { RiskCandidate } from './risk-candidate.js';
import { CLASSIC_RISK } from './risk-profile.js';
import { candidate, exposure, forexPair, STOCK, view } from './testing/sample-risk.js';

const SHORT: Partial<RiskCandidate> = {
  pattern: 'UTAD',
  direction: 'SHORT',
  stop: '105',
  targets: { primary: '85' },
  guard: { kind: 'UTAD_HIGH', price: '104.5' },
};

/** 50 pips of EUR/USD and half a pip of spread: 0.99 lots that risk 499.95 of 100 000. */
const PAIR: Partial<RiskCandidate> = { symbol: 'EURUSD', entry: '1.1', stop: '1.095', targets: { primary: '1.12' } };

function judged(
  overrides: Partial<RiskCandidate>,
  held: Partial<Exposure>,
  instrument = STOCK,
): { status: string; reason: string | null; measured: string | null; limit: string | null } {
  const own = candidate(overrides);
  const others = [exposure({ ...held, campaignId: held.campaignId ?? 'OTHER-2023-01-01' })];
  const { status, reason, measured, limit } = assess(own, instrument, view({ openPositions: others })).verdict;
  return { status, reason, measured, limit };
}

/** Candidate risks 500 of 100 000; others already risk what brings the cap to just under, at, and just over its marks. */
const MARKS = [
  { at: 'just under 80 %', part: 0.8, offset: -0.00000001, status: 'PASS' },
  { at: 'at 80 %', part: 0.8, offset: 0, status: 'WARN' },
  { at: 'at the cap', part: 1, offset: 0, status: 'WARN' },
  { at: 'just over the cap', part: 1, offset: 0.00000001, status: 'FAIL' },
] as const;

const CAPS = [
  { cap: 'campaign', reason: 'campaign-risk-cap', limit: 5_000, bucket: 'campaign' },
  { cap: 'sector', reason: 'sector-risk-cap', limit: 6_000, bucket: 'sector' },
  { cap: 'heat', reason: 'portfolio-heat-cap', limit: 10_000, bucket: 'heat' },
] as const;

const SIDES = [
  { side: 'long', overrides: {}, other: 'SOS' },
  { side: 'short', overrides: SHORT, other: 'SOW' },
] as const;

describe.each(SIDES)('caps of a $side', ({ overrides, other }) => {
  describe.each(CAPS)('$cap', ({ reason, limit, bucket }) => {
    it.each(MARKS)('$at: $status', ({ part, offset, status }) => {
      const riskAmount = (limit * part - 500 + offset).toFixed(8);
      const held: Partial<Exposure> = {
        riskAmount,
        ...(bucket === 'campaign' ? { campaignId: campaignIdOf(candidate(overrides)), pattern: other } : {}),
        ...(bucket === 'sector' ? { sector: 'TECH' } : {}),
      };
      const verdict = judged(overrides, held);
      expect([verdict.status, verdict.reason]).toEqual([status, status === 'PASS' ? null : reason]);
    });
  });
});

describe('currency cap', () => {
  it.each([
    ['just under 80 %', '4300.04999999', 'PASS'],
    ['at 80 %', '4300.05', 'WARN'],
    ['at the cap', '5500.05', 'WARN'],
    ['just over the cap', '5500.05000001', 'FAIL'],
  ])('%s: others risk %s, %s', (_at, riskAmount, status) => {
    for (const currencies of [
      ['USD', 'JPY'],
      ['EUR', 'GBP'],
    ]) {
      const verdict = judged(PAIR, { riskAmount, currencies, sector: null }, forexPair('EURUSD'));
      expect([verdict.status, verdict.reason]).toEqual([status, status === 'PASS' ? null : 'currency-risk-cap']);
    }
  });

  it('counts nothing of a pair that shares no currency', () => {
    const held: Partial<Exposure> = { riskAmount: '5600', currencies: ['GBP', 'JPY'], sector: null };
    expect(judged(PAIR, held, forexPair('EURUSD')).status).toBe('PASS');
  });

  it('lets forex not count for a sector, nor a stock for a currency', () => {
    expect(judged(PAIR, { riskAmount: '5600', sector: 'UNKNOWN' }, forexPair('EURUSD')).status).toBe('PASS');
    expect(judged({}, { riskAmount: '5600', currencies: ['USD', 'JPY'], sector: null }).status).toBe('PASS');
  });
});

describe('trade cap', () => {
  it.each([
    ['1.59', 'PASS', null],
    ['1.6', 'WARN', 'trade-risk-cap'],
    ['2', 'WARN', 'trade-risk-cap'],
    ['2.01', 'FAIL', 'trade-risk-cap'],
  ])('a profile that risks %s % on one trade: %s', (riskPercent, status, reason) => {
    const profile = {
      ...CLASSIC_RISK,
      riskPercent: { ...CLASSIC_RISK.riskPercent, SPRING: riskPercent },
      // Room for the whole budget, so that the trade cap alone speaks.
      maxCampaignPercent: '20',
      maxValuePercent: { ...CLASSIC_RISK.maxValuePercent, STOCK: '100' },
    };
    const { verdict } = assess(candidate(), STOCK, view(), profile);
    expect([verdict.status, verdict.reason]).toEqual([status, reason]);
  });
});

describe('a refusal by a cap', () => {
  it('names what is used, the limit, and whether it was near', () => {
    expect(judged({}, { riskAmount: '9500.01', sector: 'OTHER' })).toEqual({
      status: 'FAIL',
      reason: 'portfolio-heat-cap',
      measured: '10',
      limit: '10',
    });
    const { verdict } = assess(candidate(), STOCK, view({ openPositions: [exposure({ riskAmount: '9500.01' })] }));
    expect(verdict.nearMiss).toBe(true);
  });
});
