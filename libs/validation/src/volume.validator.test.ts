import { describe, expect, it } from '@jest/globals';
import type { DetectedPattern } from './detected-pattern.js';
import { HOUR_MS, sampleContext, samplePattern, WEDNESDAY_MS } from './testing/sample-candidate.js';
import type { ValidationProfile } from './validation-context.js';
import { volumeValidator } from './volume.validator.js';

type Volume = Partial<DetectedPattern['volume']>;

function judged(
  pattern: DetectedPattern['pattern'],
  volume: Volume,
  profile: ValidationProfile = 'classic',
  overrides: Partial<DetectedPattern> = {},
): string {
  const direction = ['UTAD', 'SOW', 'LPSY'].includes(pattern) ? 'SHORT' : 'LONG';
  const sample = samplePattern({ pattern, direction, ...overrides });
  const subject = { ...sample, volume: { ...sample.volume, ...volume } };
  const [finding] = volumeValidator.findings(subject, sampleContext({ profile }));
  return finding === undefined ? 'PASS' : `${finding.status} ${finding.reason}`;
}

describe('volume of stocks and crypto, classic', () => {
  const cases: readonly [DetectedPattern['pattern'], Volume, string][] = [
    ['SPRING', { springType: 3, relativeVolume: 0.69, testVolumeRatio: null }, 'PASS'],
    ['SPRING', { springType: 2, relativeVolume: 0.7, testVolumeRatio: 0.69 }, 'PASS'],
    ['SPRING', { springType: 2, relativeVolume: 1.2, testVolumeRatio: 0.7 }, 'FAIL test-volume-too-high'],
    ['SPRING', { springType: 1, relativeVolume: 2.4, testVolumeRatio: 0.69 }, 'PASS'],
    ['SPRING', { springType: 1, relativeVolume: 2.4, testVolumeRatio: null }, 'FAIL test-missing'],
    ['SPRING', { springType: null, relativeVolume: null }, 'FAIL volume-unavailable'],
    ['SOS', { relativeVolume: 1.5 }, 'PASS'],
    ['SOS', { relativeVolume: 1.49 }, 'WARN volume-partial'],
    ['SOS', { relativeVolume: 1 }, 'WARN volume-partial'],
    ['SOS', { relativeVolume: 0.99 }, 'FAIL volume-too-low'],
    ['SOS', { relativeVolume: 9 }, 'PASS'],
    ['SOS', { relativeVolume: null }, 'FAIL volume-unavailable'],
    ['SOW', { relativeVolume: 1.5 }, 'PASS'],
    ['SOW', { relativeVolume: 0.99 }, 'FAIL volume-too-low'],
    ['LPS', { rangeRelativeVolume: 0.99 }, 'PASS'],
    ['LPS', { rangeRelativeVolume: 1, closePosition: 0.69 }, 'FAIL volume-too-high'],
    ['LPS', { rangeRelativeVolume: 1, closePosition: 0.7 }, 'WARN volume-absorbed'],
    ['LPS', { rangeRelativeVolume: 1.49, closePosition: 0.9 }, 'WARN volume-absorbed'],
    ['LPS', { rangeRelativeVolume: 1.5, closePosition: 0.9 }, 'FAIL volume-too-high'],
    ['LPS', { rangeRelativeVolume: null, relativeVolume: 0.9 }, 'PASS'],
    ['LPS', { rangeRelativeVolume: null, relativeVolume: null }, 'FAIL volume-unavailable'],
    ['LPSY', { rangeRelativeVolume: 1.2, closePosition: 0.25 }, 'WARN volume-absorbed'],
    ['LPSY', { rangeRelativeVolume: 1.2, closePosition: 0.8 }, 'FAIL volume-too-high'],
    ['UTAD', { relativeVolume: 1.2 }, 'PASS'],
    ['UTAD', { relativeVolume: 1.19 }, 'FAIL volume-too-low'],
    ['UTAD', { relativeVolume: null }, 'FAIL volume-unavailable'],
  ];
  it.each(cases)('%s with %o: %s', (pattern, volume, expected) => {
    expect(judged(pattern, volume)).toBe(expected);
  });
});

describe('volume, strict', () => {
  const cases: readonly [DetectedPattern['pattern'], Volume, string][] = [
    ['SPRING', { springType: 3, relativeVolume: 0.69 }, 'PASS'],
    ['SPRING', { springType: 2, relativeVolume: 0.7, testVolumeRatio: 0.1 }, 'FAIL volume-too-high'],
    ['SOS', { relativeVolume: 1.5 }, 'PASS'],
    ['SOS', { relativeVolume: 1.49 }, 'FAIL volume-too-low'],
    ['UTAD', { relativeVolume: 2 }, 'PASS'],
    ['UTAD', { relativeVolume: 1.99 }, 'FAIL volume-too-low'],
    ['LPS', { rangeRelativeVolume: 1.1, closePosition: 0.9 }, 'FAIL volume-too-high'],
  ];
  it.each(cases)('%s with %o: %s', (pattern, volume, expected) => {
    expect(judged(pattern, volume, 'strict')).toBe(expected);
  });
});

describe('tick volume of forex, by session of the event bar', () => {
  const cases: readonly [DetectedPattern['pattern'], number, number, string][] = [
    ['SPRING', 9, 0.84, 'PASS'],
    ['SPRING', 9, 0.85, 'FAIL test-missing'],
    ['SPRING', 3, 0.6, 'FAIL test-missing'],
    ['SPRING', 3, 0.59, 'PASS'],
    ['SOS', 9, 1.8, 'PASS'],
    ['SOS', 9, 1.79, 'FAIL volume-too-low'],
    ['SOS', 23, 1.99, 'FAIL volume-too-low'],
    ['SOS', 23, 2, 'PASS'],
    ['UTAD', 14, 2.2, 'PASS'],
    ['UTAD', 9, 2.49, 'FAIL volume-too-low'],
    ['UTAD', 3, 2.8, 'PASS'],
    ['SOS', 9, 4.99, 'PASS'],
    ['SOS', 9, 5, 'FAIL volume-anomaly'],
    ['SPRING', 9, 5, 'FAIL volume-anomaly'],
    ['UTAD', 14, 5, 'FAIL volume-anomaly'],
  ];
  it.each(cases)('%s at %s:00 UTC with %s: %s', (pattern, hour, relativeVolume, expected) => {
    const volume = { relativeVolume, springType: 2 as const, testVolumeRatio: null };
    const eventTimeMs = WEDNESDAY_MS + hour * HOUR_MS;
    expect(judged(pattern, volume, 'classic', { assetClass: 'FOREX', timeframe: '1h', eventTimeMs })).toBe(expected);
  });

  it('a daily bar holds all sessions and knows none', () => {
    const daily = { assetClass: 'FOREX', timeframe: '1d', eventTimeMs: WEDNESDAY_MS } as const;
    expect(judged('SOS', { relativeVolume: 1.8 }, 'classic', daily)).toBe('PASS');
  });
});

describe('near misses', () => {
  it.each([
    [0.9, true],
    [0.89, false],
  ])('an SOS with volume %s against 1.0: %s', (relativeVolume, nearMiss) => {
    const sample = samplePattern({ pattern: 'SOS' });
    const [finding] = volumeValidator.findings(
      { ...sample, volume: { ...sample.volume, relativeVolume } },
      sampleContext(),
    );
    expect(finding).toMatchObject({ measured: String(relativeVolume), limit: '1', nearMiss });
  });
});
