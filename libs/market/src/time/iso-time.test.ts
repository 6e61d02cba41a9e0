import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readBarTime } from './bar-time.js';
import { isoTime, parseIsoTime } from './iso-time.js';

describe('ISO time', () => {
  it.each([
    ['2024-01-02', '2024-01-02T00:00:00.000Z'],
    ['2024-01-02T14:30:00Z', '2024-01-02T14:30:00.000Z'],
    ['2024-01-02 14:30', '2024-01-02T14:30:00.000Z'],
    ['2024-01-02T14:30:00', '2024-01-02T14:30:00.000Z'],
    ['2024-01-02T14:30:00.123456Z', '2024-01-02T14:30:00.123Z'],
    ['2024-01-02T09:30:00-05:00', '2024-01-02T14:30:00.000Z'],
    ['2024-01-02 20:00:00+0530', '2024-01-02T14:30:00.000Z'],
    ['2024-01-02 14:30:00+00', '2024-01-02T14:30:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, iso) => expect(new Date(parseIsoTime(text)!).toISOString()).toBe(iso));

  it.each([
    '2023-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-04-31',
    '2024-01-02T24:00:00Z',
    '2024-01-02T10:60Z',
    '02.01.2024',
    '2024-1-2',
    'yesterday',
    '',
  ])('%j is no time', (text) => expect(parseIsoTime(text)).toBeNull());

  it('reads and writes as Date does, for every moment of three centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2200, 0) }), (epochMs) => {
        expect(parseIsoTime(new Date(epochMs).toISOString())).toBe(epochMs);
        expect(isoTime(epochMs)).toBe(new Date(epochMs).toISOString().replace('.000Z', 'Z'));
      }),
    );
  });
});

describe('readBarTime', () => {
  it.each<[unknown]>([[1_704_067_200_000], ['1704067200000'], ['2024-01-01T00:00:00Z']])('reads %j', (raw) => {
    expect(readBarTime(raw)).toEqual({ ok: true, openTimeMs: Date.UTC(2024, 0, 1) });
  });

  it('reads the first day of 1800', () => {
    expect(readBarTime('1800-01-01')).toEqual({ ok: true, openTimeMs: Date.UTC(1800, 0, 1) });
  });

  it.each<[unknown, RegExp]>([
    [1_704_067_200, /seconds/],
    ['1704067200', /seconds/],
    [1_704_067_200_000_000, /nanoseconds/],
    [1_704_067_200_000.5, /whole/],
    [Number.NaN, /whole/],
    ['01/02/2024', /ISO 8601/],
    ['0024-01-02', /before the year 1800/],
    ['1799-12-31', /before the year 1800/],
    [true, /ISO 8601/],
    [{}, /ISO 8601/],
  ])('refuses %j and says why', (raw, problem) => {
    expect(readBarTime(raw)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
});
