import { describe, expect, it } from '@jest/globals';
import type { AssetClass } from '../instrument/instrument.js';
import type { Timeframe } from '../time/timeframe.js';
import { barSlot } from './bar-slot.js';

const at = (iso: string): number => Date.parse(`${iso}Z`);
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

describe('barSlot', () => {
  it.each<[string, AssetClass, Timeframe, Timeframe, string, string | null, string | null]>([
    ['a coin, five minutes', 'CRYPTO', '1m', '5m', '2024-03-10T07:04', '2024-03-10T07:00', '2024-03-10T07:05'],
    ['a coin, the day in UTC', 'CRYPTO', '1h', '1d', '2024-03-10T23:00', '2024-03-10T00:00', '2024-03-11T00:00'],
    ['a coin, Sunday ends the week', 'CRYPTO', '1d', '1w', '2024-03-10T00:00', '2024-03-04T00:00', '2024-03-11T00:00'],
    ['a coin, Monday begins it', 'CRYPTO', '1h', '1w', '2024-03-11T00:00', '2024-03-11T00:00', '2024-03-18T00:00'],
    ['stock open in winter', 'STOCK', '15m', '1h', '2024-03-08T14:45', '2024-03-08T14:30', '2024-03-08T15:30'],
    ['stock open in summer', 'STOCK', '15m', '1h', '2024-03-11T13:45', '2024-03-11T13:30', '2024-03-11T14:30'],
    ['the short last hour', 'STOCK', '15m', '1h', '2024-03-08T20:45', '2024-03-08T20:30', '2024-03-08T21:00'],
    ['the short last four hours', 'STOCK', '1h', '4h', '2024-03-08T19:30', '2024-03-08T18:30', '2024-03-08T21:00'],
    ['a half day', 'STOCK', '1h', '4h', '2023-11-24T16:30', '2023-11-24T14:30', '2023-11-24T18:00'],
    [
      'the day before the clocks change',
      'STOCK',
      '1h',
      '1d',
      '2024-03-08T20:30',
      '2024-03-08T00:00',
      '2024-03-08T21:00',
    ],
    ['the day after', 'STOCK', '1h', '1d', '2024-03-11T13:30', '2024-03-11T00:00', '2024-03-11T20:00'],
    ['before the open', 'STOCK', '15m', '1d', '2024-03-08T14:15', null, null],
    [
      'a bar that reaches into the open',
      'STOCK',
      '1h',
      '4h',
      '2024-03-08T14:00',
      '2024-03-08T14:30',
      '2024-03-08T18:30',
    ],
    ['after hours', 'STOCK', '15m', '1d', '2024-03-08T21:00', null, null],
    ['a stock week', 'STOCK', '1d', '1w', '2024-03-06T00:00', '2024-03-04T00:00', '2024-03-08T21:00'],
    [
      'a stock week that ends on Thursday',
      'STOCK',
      '1d',
      '1w',
      '2024-03-25T00:00',
      '2024-03-25T00:00',
      '2024-03-28T20:00',
    ],
    ['a stock week of hours', 'STOCK', '1h', '1w', '2024-03-06T15:30', '2024-03-04T00:00', '2024-03-08T21:00'],
    [
      'a bar of a day that is said to be closed',
      'STOCK',
      '1h',
      '1d',
      '2024-03-29T15:00',
      '2024-03-29T00:00',
      '2024-03-30T04:00',
    ],
    [
      'forex four hours from the cut, winter',
      'FOREX',
      '1h',
      '4h',
      '2024-01-03T00:00',
      '2024-01-02T22:00',
      '2024-01-03T02:00',
    ],
    [
      'forex four hours from the cut, summer',
      'FOREX',
      '1h',
      '4h',
      '2024-07-03T00:00',
      '2024-07-02T21:00',
      '2024-07-03T01:00',
    ],
    ['the forex day', 'FOREX', '1h', '1d', '2024-01-02T22:00', '2024-01-02T22:00', '2024-01-03T22:00'],
    [
      'the last hour of the forex week',
      'FOREX',
      '1h',
      '1w',
      '2024-01-05T21:00',
      '2023-12-31T22:00',
      '2024-01-05T22:00',
    ],
    [
      'a forex day stamped at midnight',
      'FOREX',
      '1d',
      '1w',
      '2024-01-10T00:00',
      '2024-01-07T22:00',
      '2024-01-12T22:00',
    ],
    [
      'a forex day stamped at its start',
      'FOREX',
      '1d',
      '1w',
      '2024-01-07T22:00',
      '2024-01-07T22:00',
      '2024-01-12T22:00',
    ],
  ])('%s', (_name, assetClass, from, to, time, open, end) => {
    const slot = barSlot(at(time), from, to, assetClass);
    expect(slot && { open: iso(slot.openTimeMs), end: iso(slot.endMs) }).toEqual(open && { open, end });
  });
});
