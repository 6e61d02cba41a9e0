import { describe, expect, it } from '@jest/globals';
import { findingsOf } from '@tape/risk-rules';
import type { DetectedPattern } from './detected-pattern.js';
import { strategyValidator } from './strategy.validator.js';
import { judged, shown } from './testing/judged.js';
import { sampleContext, sampleForex, samplePattern } from './testing/sample-candidate.js';

type Market = Partial<DetectedPattern['market']>;

function around(pattern: DetectedPattern['pattern'], market: Market): DetectedPattern {
  const sample = samplePattern({ pattern });
  return { ...sample, market: { ...sample.market, ...market } };
}

const shownOf = (market: Market): readonly unknown[] =>
  strategyValidator.checks(around('SPRING', market), sampleContext());

describe('the market around a candidate', () => {
  const cases: readonly [DetectedPattern['pattern'], Market, readonly string[]][] = [
    ['SPRING', { atrPercentile: 95, volumePercentile: 85 }, ['FAIL climactic-volatility']],
    ['SPRING', { atrPercentile: 96, volumePercentile: 86 }, ['FAIL climactic-volatility']],
    ['SPRING', { atrPercentile: 94, volumePercentile: 85 }, []],
    ['SPRING', { atrPercentile: 94, volumePercentile: 100 }, []],
    ['SPRING', { atrPercentile: 95, volumePercentile: 84 }, []],
    ['SPRING', { atrPercentile: 100, volumePercentile: 84 }, []],
    ['SPRING', { atrPercentile: null, volumePercentile: 10 }, ['FAIL volatility-unknown']],
    ['SPRING', { atrPercentile: 10, volumePercentile: null }, ['FAIL volatility-unknown']],
    ['SOS', { atrPercentile: 99, volumePercentile: 99, adx: 25, trend: 'TRENDING_UP' }, []],
    ['SOS', { adx: 24.9, trend: 'SIDEWAYS' }, ['WARN break-without-trend']],
    ['SOS', { adx: 25, trend: 'TRENDING_DOWN' }, []],
    ['SOS', { adx: 25.1, trend: 'TRENDING_UP' }, []],
    ['SOW', { adx: 25, trend: 'TRENDING_UP' }, []],
    ['SOW', { adx: null, trend: null }, ['WARN trend-unknown']],
    ['SOS', { adx: null, trend: null }, ['WARN trend-unknown']],
    ['SOW', { adx: 24.9, trend: 'SIDEWAYS' }, ['WARN break-without-trend']],
    ['SOW', { adx: 30, trend: 'TRENDING_DOWN' }, []],
    ['UTAD', { adx: 30, trend: 'TRENDING_UP' }, ['WARN upthrust-in-uptrend']],
    ['UTAD', { adx: 30, trend: 'TRENDING_DOWN' }, []],
    ['UTAD', { adx: 10, trend: 'SIDEWAYS' }, []],
    ['UTAD', { adx: null, trend: null }, ['WARN trend-unknown']],
    ['LPS', { atrPercentile: null, volumePercentile: null, adx: null, trend: null }, []],
    ['LPSY', { adx: 10, trend: 'SIDEWAYS' }, []],
  ];
  it.each(cases)('%s with %o: %s', (pattern, market, expected) => {
    expect(judged(strategyValidator, around(pattern, market))).toEqual(expected);
  });

  it('is judged alike for a currency pair', () => {
    const climax = { ...sampleForex().market, atrPercentile: 95, volumePercentile: 85 };
    const noon = { closeTimeMs: Date.UTC(2023, 2, 15, 12) };
    expect(judged(strategyValidator, sampleForex({ ...noon, market: climax }))).toEqual(['FAIL climactic-volatility']);
  });

  it('shows the percentile that speaks for the Spring', () => {
    expect(shownOf({ atrPercentile: 50, volumePercentile: 99 })).toContainEqual(
      expect.objectContaining({ name: 'ATR percentile', status: 'PASS', measured: '50', bound: 'under', limit: '95' }),
    );
    expect(shownOf({ atrPercentile: 99, volumePercentile: 50 })).toContainEqual(
      expect.objectContaining({
        name: 'volume percentile',
        status: 'PASS',
        measured: '50',
        bound: 'under',
        limit: '85',
      }),
    );
  });

  it('measures a sideways break by its ADX', () => {
    const checks = strategyValidator.checks(around('SOS', { adx: 20, trend: 'SIDEWAYS' }), sampleContext());
    expect(shown(checks, 'ADX')).toMatchObject({ status: 'WARN', measured: '20', bound: 'at-least', limit: '25' });
    expect(findingsOf(checks)).toEqual([expect.objectContaining({ nearMiss: false })]);
  });
});
