import { describe, expect, it } from '@jest/globals';
import { findingsOf } from '@tape/risk-rules';
import type { DetectedPattern } from './detected-pattern.js';
import { judged, shown } from './testing/judged.js';
import { HOUR_MS, sampleContext, sampleForex, samplePattern, WEDNESDAY_MS } from './testing/sample-candidate.js';
import type { ValidationProfile } from './validation-context.js';
import { volumeValidator } from './volume.validator.js';

type Name = DetectedPattern['pattern'];
type Volume = Partial<DetectedPattern['volume']>;

function on(sample: DetectedPattern, pattern: Name, volume: Volume): DetectedPattern {
  const direction = ['UTAD', 'SOW', 'LPSY'].includes(pattern) ? 'SHORT' : 'LONG';
  return { ...sample, pattern, direction, volume: { ...sample.volume, ...volume } };
}

function said(pattern: DetectedPattern, profile: ValidationProfile): string {
  return judged(volumeValidator, pattern, { profile })[0] ?? 'PASS';
}

describe('traded volume, classic', () => {
  const cases: readonly [Name, Volume, string][] = [
    ['SPRING', { springType: 3, relativeVolume: 0.69, testVolumeRatio: null }, 'PASS'],
    ['SPRING', { springType: 2, relativeVolume: 0.7, testVolumeRatio: 0.69 }, 'PASS'],
    ['SPRING', { springType: 2, relativeVolume: 1.2, testVolumeRatio: 0.7 }, 'FAIL test-volume-too-high'],
    ['SPRING', { springType: 2, relativeVolume: 1.2, testVolumeRatio: 0.71 }, 'FAIL test-volume-too-high'],
    ['SPRING', { springType: 1, relativeVolume: 2.4, testVolumeRatio: 0.69 }, 'PASS'],
    ['SPRING', { springType: 1, relativeVolume: 2.4, testVolumeRatio: 0.7 }, 'FAIL test-volume-too-high'],
    ['SPRING', { springType: 1, relativeVolume: 2.4, testVolumeRatio: null }, 'FAIL test-missing'],
    ['SPRING', { springType: null, relativeVolume: 0.69, testVolumeRatio: null }, 'PASS'],
    ['SPRING', { springType: null, relativeVolume: 0.7, testVolumeRatio: null }, 'FAIL test-missing'],
    ['SPRING', { springType: null, relativeVolume: null }, 'FAIL volume-unavailable'],
    ['SOS', { relativeVolume: 1.51 }, 'PASS'],
    ['SOS', { relativeVolume: 1.5 }, 'PASS'],
    ['SOS', { relativeVolume: 1.49 }, 'WARN volume-partial'],
    ['SOS', { relativeVolume: 1 }, 'WARN volume-partial'],
    ['SOS', { relativeVolume: 0.99 }, 'FAIL volume-too-low'],
    ['SOS', { relativeVolume: 9 }, 'PASS'],
    ['SOS', { relativeVolume: null }, 'FAIL volume-unavailable'],
    ['SOS', { relativeVolume: Number.NaN }, 'FAIL volume-too-low'],
    ['SOW', { relativeVolume: 1.5 }, 'PASS'],
    ['SOW', { relativeVolume: 1.49 }, 'WARN volume-partial'],
    ['SOW', { relativeVolume: 1 }, 'WARN volume-partial'],
    ['SOW', { relativeVolume: 0.99 }, 'FAIL volume-too-low'],
    ['LPS', { rangeRelativeVolume: 0.99, closePosition: 0 }, 'PASS'],
    ['LPS', { rangeRelativeVolume: 1, closePosition: 0.69 }, 'FAIL volume-too-high'],
    ['LPS', { rangeRelativeVolume: 1, closePosition: 0.7 }, 'WARN volume-absorbed'],
    ['LPS', { rangeRelativeVolume: 1.49, closePosition: 0.9 }, 'WARN volume-absorbed'],
    ['LPS', { rangeRelativeVolume: 1.5, closePosition: 0.9 }, 'FAIL volume-too-high'],
    ['LPS', { rangeRelativeVolume: null, relativeVolume: 0.9 }, 'PASS'],
    ['LPS', { rangeRelativeVolume: null, relativeVolume: null }, 'FAIL volume-unavailable'],
    ['LPSY', { rangeRelativeVolume: 0.99, closePosition: 1 }, 'PASS'],
    ['LPSY', { rangeRelativeVolume: 1, closePosition: 0.3 }, 'WARN volume-absorbed'],
    ['LPSY', { rangeRelativeVolume: 1, closePosition: 0.31 }, 'FAIL volume-too-high'],
    ['LPSY', { rangeRelativeVolume: 1.49, closePosition: 0.1 }, 'WARN volume-absorbed'],
    ['LPSY', { rangeRelativeVolume: 1.5, closePosition: 0.1 }, 'FAIL volume-too-high'],
    ['UTAD', { relativeVolume: 1.21 }, 'PASS'],
    ['UTAD', { relativeVolume: 1.2 }, 'PASS'],
    ['UTAD', { relativeVolume: 1.19 }, 'FAIL volume-too-low'],
    ['UTAD', { relativeVolume: null }, 'FAIL volume-unavailable'],
  ];
  it.each(cases)('of stocks and crypto, %s with %o: %s', (pattern, volume, expected) => {
    expect(said(on(samplePattern(), pattern, volume), 'classic')).toBe(expected);
    expect(said(on(samplePattern({ assetClass: 'CRYPTO' }), pattern, volume), 'classic')).toBe(expected);
  });
});

describe('traded volume, strict', () => {
  const cases: readonly [Name, Volume, string][] = [
    ['SPRING', { springType: 3, relativeVolume: 0.69 }, 'PASS'],
    ['SPRING', { springType: 2, relativeVolume: 0.7, testVolumeRatio: 0.1 }, 'FAIL volume-too-high'],
    ['SPRING', { springType: 1, relativeVolume: 2, testVolumeRatio: 0.1 }, 'FAIL volume-too-high'],
    ['SOS', { relativeVolume: 1.5 }, 'PASS'],
    ['SOS', { relativeVolume: 1.49 }, 'FAIL volume-too-low'],
    ['SOW', { relativeVolume: 1.49 }, 'FAIL volume-too-low'],
    ['UTAD', { relativeVolume: 2 }, 'PASS'],
    ['UTAD', { relativeVolume: 1.99 }, 'FAIL volume-too-low'],
    ['LPS', { rangeRelativeVolume: 0.99 }, 'PASS'],
    ['LPS', { rangeRelativeVolume: 1, closePosition: 0.9 }, 'FAIL volume-too-high'],
    ['LPSY', { rangeRelativeVolume: 1, closePosition: 0.1 }, 'FAIL volume-too-high'],
  ];
  it.each(cases)('of stocks and crypto, %s with %o: %s', (pattern, volume, expected) => {
    expect(said(on(samplePattern(), pattern, volume), 'strict')).toBe(expected);
    expect(said(on(samplePattern({ assetClass: 'CRYPTO' }), pattern, volume), 'strict')).toBe(expected);
  });
});

describe('tick volume of forex, by session of the event bar', () => {
  /** Hours of the UTC day and the limits that hold in them. */
  const SESSIONS: readonly [string, readonly number[], Readonly<Partial<Record<Name, number>>>][] = [
    ['ASIAN', [0, 7, 22, 23], { SPRING: 0.6, SOS: 2, SOW: 2, UTAD: 2.8 }],
    ['LONDON', [8, 12], { SPRING: 0.85, SOS: 1.8, SOW: 1.8, UTAD: 2.5 }],
    ['OVERLAP', [13, 16], { SPRING: 0.85, SOS: 1.8, SOW: 1.8, UTAD: 2.2 }],
    ['NY', [17, 21], { SPRING: 0.85, SOS: 1.8, SOW: 1.8, UTAD: 2.5 }],
  ];
  const cases = SESSIONS.flatMap(([session, hours, limits]) =>
    hours.flatMap((hour) =>
      Object.entries(limits).map(([pattern, limit]) => [session, hour, pattern as Name, limit] as const),
    ),
  );
  it.each(cases)('%s, %s:00 UTC: %s at %s', (_session, hour, pattern, limit) => {
    const at = (relativeVolume: number): string => {
      const eventTimeMs = WEDNESDAY_MS + hour * HOUR_MS;
      const volume = { relativeVolume, springType: 2 as const, testVolumeRatio: null };
      return said(on(sampleForex({ eventTimeMs }), pattern, volume), 'classic');
    };
    const isSpring = pattern === 'SPRING';
    expect(at(limit - 0.01)).toBe(isSpring ? 'PASS' : 'FAIL volume-too-low');
    expect(at(limit)).toBe(isSpring ? 'FAIL test-missing' : 'PASS');
    expect(at(limit + 0.01)).toBe(isSpring ? 'FAIL test-missing' : 'PASS');
    expect(at(4.99)).toBe(isSpring ? 'FAIL test-missing' : 'PASS');
    expect(at(5)).toBe('FAIL volume-anomaly');
  });

  it.each([
    ['a Spring on volume with its TEST', 'SPRING', { relativeVolume: 0.9, testVolumeRatio: 0.69 }, 'PASS'],
    [
      'a Spring on volume with a loud TEST',
      'SPRING',
      { relativeVolume: 0.9, testVolumeRatio: 0.7 },
      'FAIL test-volume-too-high',
    ],
    ['a dull LPS', 'LPS', { rangeRelativeVolume: 0.99 }, 'PASS'],
    ['an LPS that absorbs', 'LPS', { rangeRelativeVolume: 1, closePosition: 0.9 }, 'FAIL volume-too-high'],
    ['a dull LPSY out of a shock', 'LPSY', { rangeRelativeVolume: 0.9, relativeVolume: 5 }, 'FAIL volume-anomaly'],
  ] as const)('%s', (_what, pattern, volume, expected) => {
    const eventTimeMs = WEDNESDAY_MS + 9 * HOUR_MS;
    expect(said(on(sampleForex({ eventTimeMs }), pattern, volume), 'classic')).toBe(expected);
  });

  it('is not graded by strict', () => {
    const spring = on(sampleForex({ eventTimeMs: WEDNESDAY_MS + 9 * HOUR_MS }), 'SPRING', {
      relativeVolume: 0.85,
      testVolumeRatio: 0.1,
    });
    expect(said(spring, 'strict')).toBe('FAIL volume-too-high');
  });

  it('in a daily bar holds all sessions and knows none', () => {
    const daily = sampleForex({ timeframe: '1d', eventTimeMs: WEDNESDAY_MS });
    expect(said(on(daily, 'SOS', { relativeVolume: 1.8 }), 'classic')).toBe('PASS');
    expect(said(on(daily, 'SOS', { relativeVolume: 1.79 }), 'classic')).toBe('FAIL volume-too-low');
  });

  it('has no say where a pair is registered with traded volume', () => {
    expect(said(on(sampleForex(), 'SOS', { relativeVolume: 1.5, source: 'TRADED' }), 'classic')).toBe('PASS');
    expect(said(on(sampleForex(), 'SOS', { relativeVolume: 1.5, source: 'TICK' }), 'classic')).toBe(
      'FAIL volume-too-low',
    );
  });
});

describe('near misses', () => {
  it.each([
    ['SOS', { relativeVolume: 0.9 }, '0.9', '1', true],
    ['SOS', { relativeVolume: 0.89 }, '0.89', '1', false],
    ['SPRING', { springType: 2, relativeVolume: 1, testVolumeRatio: 0.77 }, '0.77', '0.7', true],
    ['SPRING', { springType: 2, relativeVolume: 1, testVolumeRatio: 0.78 }, '0.78', '0.7', false],
    ['LPS', { rangeRelativeVolume: 1.1, closePosition: 0.5 }, '1.1', '1', true],
    ['LPS', { rangeRelativeVolume: 1.11, closePosition: 0.5 }, '1.11', '1', false],
    ['LPS', { rangeRelativeVolume: 1.65, closePosition: 0.9 }, '1.65', '1.5', true],
  ] as const)('%s with %o: %s against %s, near %s', (pattern, volume, measured, limit, nearMiss) => {
    const [finding] = findingsOf(volumeValidator.checks(on(samplePattern(), pattern, volume), sampleContext()));
    expect(finding).toMatchObject({ status: 'FAIL', measured, limit, nearMiss });
  });
});

describe('what the stage shows', () => {
  it('is volume and limit on PASS too', () => {
    const checks = volumeValidator.checks(on(samplePattern(), 'SOS', { relativeVolume: 1.8 }), sampleContext());
    expect(checks.map(({ finding }) => finding)).toEqual([null]);
    expect(shown(checks, 'relative volume')).toEqual({
      name: 'relative volume',
      status: 'PASS',
      measured: '1.8',
      bound: 'at-least',
      limit: '1.5',
    });
  });

  it('is that tick volume was no shock, then the volume itself', () => {
    const checks = volumeValidator.checks(on(sampleForex(), 'SOS', { relativeVolume: 2.1 }), sampleContext());
    expect(checks.map(({ name, bound, limit }) => [name, bound, limit])).toEqual([
      ['volume anomaly', 'under', '5'],
      ['relative volume', 'at-least', '2'],
    ]);
  });
});
