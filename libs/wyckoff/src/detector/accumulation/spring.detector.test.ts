import { describe, expect, it } from '@jest/globals';
import { STRICT_CONFIG } from '../../config.js';
import { rulesFor } from '../../rules.js';
import { barsOf, calm, seriesOf, times, type BarRow } from '../../testing/bar-story.contract.js';
import { DAILY_RULES, detectorContract } from '../../testing/detector.contract.js';
import { mark, rangeStory } from '../../testing/range-story.contract.js';
import type { RangeReading } from '../detection.js';
import { detectSpring, springType } from './spring.detector.js';

const NEAR: BarRow = [101.5, 102, 100.5, 101, 1000];
const DIVE: BarRow = [101, 101.5, 98, 99, 1200];
const BACK: BarRow = [99, 103, 98.8, 102.5, 1300];
const STORY = [...calm(45), NEAR, DIVE, BACK, ...calm(6)];
const BACK_AT = 47;

function ask(rows: readonly BarRow[], now: number, more: Partial<RangeReading> = {}) {
  return detectSpring(seriesOf(barsOf(rows)).up, rangeStory('ACCUMULATION', 1, 1, {}, more), now, DAILY_RULES);
}

describe('detectSpring', () => {
  it('finds a break of the ice that closes back above it, resting on the low bar', () => {
    const detection = ask(STORY, BACK_AT);
    expect(detection).toMatchObject({ found: true, event: { event: 'SPRING', index: 46, price: 98 } });
  });

  it('finds one that closes back on its own bar', () => {
    const sameBar: BarRow = [101, 101.5, 98, 100.75, 1200];
    expect(ask([...calm(45), NEAR, sameBar], 46)).toMatchObject({ found: true, event: { index: 46 } });
  });

  const deep: BarRow = [101, 101.5, 94.5, 99, 1200];
  const shallow: BarRow = [101, 101.5, 99.9, 99.95, 1200];
  const under: BarRow = [99, 99.5, 98.5, 99.2, 900];
  it.each<[string, readonly BarRow[], number, Partial<RangeReading>]>([
    ['support-held', [...calm(45), NEAR, NEAR], 46, {}],
    ['support-held', [...calm(45), NEAR, DIVE], 46, {}],
    ['no-new-low', [...calm(45), NEAR, shallow, BACK.map((v) => v) as unknown as BarRow], 47, { lowestTouch: 98 }],
    ['penetration-too-deep', [...calm(45), NEAR, deep, BACK], 47, {}],
    ['recovered-too-late', [...calm(45), NEAR, DIVE, ...times(5, under), BACK], 52, {}],
    ['cause-too-young', STORY, BACK_AT, { phaseBIndex: 40 }],
    ['cause-too-young', STORY, BACK_AT, { phaseBIndex: null }],
  ])('refuses with "%s"', (reason, rows, now, more) => {
    expect(ask(rows, now, more)).toEqual({ found: false, reason });
  });

  it('takes a dive that comes back on the fifth bar after its low', () => {
    const rows = [...calm(45), NEAR, DIVE, ...times(4, under), BACK];
    expect(ask(rows, 51)).toMatchObject({ found: true, event: { index: 46 } });
  });

  it('lets a cause be ten bars old, and no younger', () => {
    expect(ask(STORY, BACK_AT, { phaseBIndex: 36 })).toMatchObject({ found: true });
    expect(ask(STORY, BACK_AT, { phaseBIndex: 37 })).toEqual({ found: false, reason: 'cause-too-young' });
  });

  it('asks less time of a cause in a trend that only pauses', () => {
    expect(ask(STORY, BACK_AT, { phaseBIndex: 41, continuation: true })).toMatchObject({ found: true });
    expect(ask(STORY, BACK_AT, { phaseBIndex: 42, continuation: true })).toEqual({
      found: false,
      reason: 'cause-too-young',
    });
  });

  it('must undercut the spring before it', () => {
    const range = rangeStory('ACCUMULATION', 1, 1, { spring: mark('SPRING', 40, 97) });
    expect(detectSpring(seriesOf(barsOf(STORY)).up, range, BACK_AT, DAILY_RULES)).toEqual({
      found: false,
      reason: 'no-new-low',
    });
  });

  it('is silent without volume', () => {
    const mute = STORY.map(([o, h, l, c]): BarRow => [o, h, l, c, 0]);
    expect(ask(mute, BACK_AT)).toEqual({ found: false, reason: 'no-volume' });
  });

  it('in the strict profile takes only springs without supply', () => {
    const strict = rulesFor(STRICT_CONFIG, '1d');
    const range = rangeStory('ACCUMULATION', 1, 1);
    expect(detectSpring(seriesOf(barsOf(STORY)).up, range, BACK_AT, strict)).toEqual({
      found: false,
      reason: 'supply-present',
    });
    const quiet: BarRow = [101, 101.5, 98, 99, 600];
    const rows = [...calm(45), NEAR, quiet, BACK];
    expect(detectSpring(seriesOf(barsOf(rows)).up, range, BACK_AT, strict)).toMatchObject({ found: true });
  });

  it.each([
    [0.69, 3],
    [0.7, 2],
    [1.5, 2],
    [1.51, 1],
  ])('calls a spring on %s times the usual volume type %s', (volume, type) => {
    expect(springType(volume, DAILY_RULES)).toBe(type);
  });
});

detectorContract('SPRING', barsOf(STORY), BACK_AT, (series, now, price, volume, rules) =>
  detectSpring(series.up, rangeStory('ACCUMULATION', price, volume), now, rules),
);
