import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { AssetClass } from '../instrument/instrument.js';
import { TIMEFRAME_MS, TIMEFRAMES, type Timeframe } from '../time/timeframe.js';
import { missingBars } from './missing-bars.js';

const at = (iso: string): number => Date.parse(iso.length === 10 ? iso : `${iso}Z`);

describe('missingBars', () => {
  it.each<[string, AssetClass, Timeframe, string, string, number]>([
    ['the next day', 'STOCK', '1d', '2024-01-02', '2024-01-03', 0],
    ['a weekend', 'STOCK', '1d', '2024-01-05', '2024-01-08', 0],
    ['a long weekend of Martin Luther King', 'STOCK', '1d', '2024-01-12', '2024-01-16', 0],
    ['Good Friday', 'STOCK', '1d', '2024-03-28', '2024-04-01', 0],
    ['Independence Day on a Saturday is kept on Friday', 'STOCK', '1d', '2020-07-02', '2020-07-06', 0],
    ['Christmas on a Sunday is kept on Monday', 'STOCK', '1d', '2022-12-23', '2022-12-27', 0],
    ['New Year on a Saturday is not kept on Friday', 'STOCK', '1d', '2021-12-30', '2022-01-03', 1],
    ['Juneteenth before it was kept', 'STOCK', '1d', '2020-06-18', '2020-06-22', 1],
    ['Juneteenth since', 'STOCK', '1d', '2023-06-16', '2023-06-20', 0],
    ['the storm of 2012', 'STOCK', '1d', '2012-10-26', '2012-10-31', 0],
    ['a lost Wednesday', 'STOCK', '1d', '2024-01-09', '2024-01-11', 1],
    ['a lost week', 'STOCK', '1d', '2024-01-05', '2024-01-15', 5],
    ['days stamped at the session open', 'STOCK', '1d', '2024-03-08T14:30', '2024-03-11T13:30', 0],
    ['the night, 9:30 bars', 'STOCK', '1h', '2024-01-02T20:30', '2024-01-03T14:30', 0],
    ['the night, bars on the hour', 'STOCK', '1h', '2024-01-02T20:00', '2024-01-03T15:00', 0],
    ['the weekend the clocks change', 'STOCK', '15m', '2024-03-08T20:45', '2024-03-11T13:30', 0],
    ['a half day after Thanksgiving', 'STOCK', '15m', '2023-11-24T17:45', '2023-11-27T14:30', 0],
    ['a lost afternoon', 'STOCK', '1h', '2024-01-02T17:30', '2024-01-03T14:30', 3],
    ['a lost session', 'STOCK', '1h', '2024-01-02T20:30', '2024-01-04T14:30', 7],
    ['bars after hours are not expected', 'STOCK', '1h', '2024-01-02T22:30', '2024-01-03T14:30', 0],
    ['a forex weekend in winter', 'FOREX', '1h', '2024-01-05T21:00', '2024-01-07T22:00', 0],
    ['a forex weekend in summer', 'FOREX', '1h', '2024-07-05T20:00', '2024-07-07T21:00', 0],
    ['a forex weekend that ends summer time', 'FOREX', '4h', '2024-11-01T17:00', '2024-11-03T22:00', 0],
    ['a lost Friday evening', 'FOREX', '1h', '2024-01-05T18:00', '2024-01-07T22:00', 3],
    ['forex Christmas', 'FOREX', '1h', '2023-12-22T21:00', '2023-12-25T22:00', 0],
    ['a lost hour at night', 'FOREX', '1h', '2024-01-03T02:00', '2024-01-03T04:00', 1],
    ['a forex day', 'FOREX', '1d', '2024-01-05', '2024-01-08', 0],
    ['a forex day stamped at its true start', 'FOREX', '1d', '2024-01-04T22:00', '2024-01-07T22:00', 0],
    ['forex New Year', 'FOREX', '1d', '2023-12-29', '2024-01-02', 0],
    ['coins on a weekend', 'CRYPTO', '1d', '2024-01-05', '2024-01-08', 2],
    ['coins at Christmas', 'CRYPTO', '15m', '2024-12-25T00:00', '2024-12-25T01:00', 3],
    ['weeks', 'STOCK', '1w', '2024-01-01', '2024-01-08', 0],
    ['a lost week of weeks', 'CRYPTO', '1w', '2024-01-01', '2024-01-15', 1],
    ['a week stamped on Tuesday after a holiday', 'STOCK', '1w', '2024-01-08', '2024-01-16', 0],
  ])('%s (%s %s) %s → %s: %d', (_name, assetClass, timeframe, previous, next, missing) => {
    expect(missingBars(at(previous), at(next), timeframe, assetClass)).toBe(missing);
  });

  it('counts none between neighbours, and never fewer when the gap grows', () => {
    const assetClass = fc.constantFrom<AssetClass>('STOCK', 'FOREX', 'CRYPTO');
    const start = fc.integer({ min: Date.UTC(2000, 0) / 1_800_000, max: Date.UTC(2030, 0) / 1_800_000 });
    fc.assert(
      fc.property(
        assetClass,
        fc.constantFrom(...TIMEFRAMES),
        start,
        fc.nat(60),
        fc.nat(60),
        (market, timeframe, half, a, b) => {
          const from = half * 1_800_000;
          const length = TIMEFRAME_MS[timeframe];
          const [near, far] = [Math.min(a, b), Math.max(a, b)];
          expect(missingBars(from, from + length, timeframe, market)).toBe(0);
          const nearMissing = missingBars(from, from + near * length, timeframe, market);
          const farMissing = missingBars(from, from + far * length, timeframe, market);
          expect(farMissing).toBeGreaterThanOrEqual(nearMissing);
          expect(farMissing).toBeLessThanOrEqual(Math.max(0, far - 1));
        },
      ),
    );
  });
});
