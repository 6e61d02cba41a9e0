import { describe, expect, it } from '@jest/globals';
import type { RangeReading } from '../detection.js';
import { barsOf, calm, seriesOf, times, upsideDown, type BarRow } from '../../testing/bar-story.contract.js';
import { DAILY_RULES, detectorContract } from '../../testing/detector.contract.js';
import { rangeStory } from '../../testing/range-story.contract.js';
import { sowDetector } from '../distribution/sow.detector.js';
import { detectBreakout } from './breakout.js';

const UNDER: BarRow = [117, 118.5, 116.5, 118, 1000];
const JUMP: BarRow = [118.5, 122.5, 118, 122, 1800];
const STORY = [...calm(45), UNDER, UNDER, JUMP, ...calm(6, 123)];

function ask(rows: readonly BarRow[], now: number, more: Partial<RangeReading> = {}) {
  return detectBreakout('SOS', seriesOf(barsOf(rows)).up, rangeStory('ACCUMULATION', 1, 1, {}, more), now, DAILY_RULES);
}
const story = (last: BarRow): readonly BarRow[] => [...calm(45), UNDER, UNDER, last];

describe('detectBreakout', () => {
  it('finds a close over the creek with spread and volume', () => {
    expect(ask(STORY, 47)).toMatchObject({ found: true, event: { event: 'SOS', index: 47, price: 122 } });
  });

  it('takes ordinary volume when the advance widens, for fewer points', () => {
    const partial = ask(story([118.5, 122.5, 118, 122, 1100]), 47);
    const full = ask(STORY, 47);
    expect(partial).toMatchObject({ found: true });
    if (partial.found && full.found) expect(partial.event.score).toBeLessThan(full.event.score);
  });

  it('counts the gap it jumped with as spread', () => {
    expect(ask(story([121.5, 122.5, 121.5, 122.3, 1800]), 47)).toMatchObject({ found: true });
  });

  it.each<[string, BarRow, Partial<RangeReading>]>([
    ['inside', [118.5, 121.5, 118, 121.1, 1800], {}],
    ['spread-ordinary', [118, 121.9, 120.5, 121.8, 1800], { ceiling: 117.5 }],
    ['close-weak', [118.5, 126.5, 118, 121.9, 1800], {}],
    ['volume-ordinary', [118.5, 122.5, 118, 122, 900], {}],
    ['cause-too-young', JUMP, { phaseBIndex: 38 }],
  ])('refuses with "%s"', (reason, row, more) => {
    const rows =
      reason === 'spread-ordinary' ? [...calm(45), UNDER, [117, 121, 116.9, 121, 1000] as BarRow, row] : story(row);
    expect(ask(rows, 47, more)).toEqual({ found: false, reason });
  });

  it('refuses a close that has been outside for days', () => {
    expect(ask([...calm(45), ...times(3, [122, 123, 121, 122.2, 900]), [122, 126, 122, 125.9, 1800]], 48)).toEqual({
      found: false,
      reason: 'stale',
    });
  });

  it('is silent without volume', () => {
    const mute = STORY.map(([o, h, l, c]): BarRow => [o, h, l, c, 0]);
    expect(ask(mute, 47)).toEqual({ found: false, reason: 'no-volume' });
  });

  it('finds the same upside down as a sign of weakness', () => {
    const down = seriesOf(upsideDown(barsOf(STORY), 110)).down;
    const weakness = sowDetector.detect(down, rangeStory('DISTRIBUTION', 1, 1), 47, DAILY_RULES);
    expect(weakness).toMatchObject({ found: true, event: { event: 'SOW', price: -98 } });
  });
});

detectorContract('SOS', barsOf(STORY), 47, (series, now, price, volume, rules) =>
  detectBreakout('SOS', series.up, rangeStory('ACCUMULATION', price, volume), now, rules),
);
detectorContract('SOW', upsideDown(barsOf(STORY), 110), 47, (series, now, price, volume, rules) =>
  sowDetector.detect(series.down, rangeStory('DISTRIBUTION', price, volume), now, rules),
);
