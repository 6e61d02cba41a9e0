import { describe, expect, it } from '@jest/globals';
import { STRICT_CONFIG } from '../../config.js';
import { rulesFor } from '../../rules.js';
import type { RangeReading } from '../detection.js';
import { barsOf, calm, seriesOf, type BarRow } from '../../testing/bar-story.contract.js';
import { DAILY_RULES, detectorContract } from '../../testing/detector.contract.js';
import { mark, rangeStory } from '../../testing/range-story.contract.js';
import { detectUpthrust } from './upthrust.detector.js';

const NEAR: BarRow = [118, 119.5, 117.5, 119, 1000];
const THRUST: BarRow = [119, 123, 118.8, 121, 1600];
const BACK: BarRow = [121, 121.2, 117, 117.5, 1400];
const STORY = [...calm(45), NEAR, THRUST, BACK, ...calm(6)];

function ask(rows: readonly BarRow[], now: number, more: Partial<RangeReading> = {}, rules = DAILY_RULES) {
  return detectUpthrust(seriesOf(barsOf(rows)).down, rangeStory('DISTRIBUTION', 1, 1, {}, more), now, rules);
}

describe('detectUpthrust', () => {
  it('finds a UTAD once the cause is built, at its high', () => {
    expect(ask(STORY, 47)).toMatchObject({ found: true, event: { event: 'UTAD', index: 46, price: -123 } });
  });

  it.each<Partial<RangeReading>>([{ phaseBIndex: 40 }, { startIndex: 33 }])(
    'calls it a UT while the cause is young: %j',
    (more) => {
      expect(ask(STORY, 47, more)).toMatchObject({ found: true, event: { event: 'UT' } });
    },
  );

  const tiny: BarRow = [119, 120.3, 118.8, 120.1, 1600];
  const huge: BarRow = [119, 127, 118.8, 121, 1600];
  const over: BarRow = [121, 122.5, 120.5, 121.5, 900];
  it.each<[string, readonly BarRow[], number, Partial<RangeReading>]>([
    ['resistance-held', [...calm(45), NEAR, NEAR], 46, {}],
    ['not-a-distribution', STORY, 47, { rangeSide: 'ACCUMULATION' }],
    [
      'penetration-too-small',
      [...calm(45), NEAR, tiny, BACK.map((v, i) => (i === 1 ? 120.2 : v)) as unknown as BarRow],
      47,
      { lowestTouch: -120.1 },
    ],
    ['penetration-too-high', [...calm(45), NEAR, huge, BACK], 47, {}],
    ['recovered-too-late', [...calm(45), NEAR, THRUST, over, over, over, BACK], 50, {}],
    ['no-new-high', STORY, 47, { lowestTouch: -123.5 }],
    ['no-new-high', STORY, 47, { marks: rangeStory('DISTRIBUTION', 1, 1, { spring: mark('UTAD', 30, 124) }).marks }],
  ])('refuses with "%s"', (reason, rows, now, more) => {
    expect(ask(rows, now, more)).toEqual({ found: false, reason });
  });

  it('in the strict profile needs twice the usual volume', () => {
    expect(ask(STORY, 47, {}, rulesFor(STRICT_CONFIG, '1d'))).toEqual({ found: false, reason: 'volume-ordinary' });
  });
});

detectorContract('UTAD', barsOf(STORY), 47, (series, now, price, volume, rules) =>
  detectUpthrust(series.down, rangeStory('DISTRIBUTION', price, volume), now, rules),
);
