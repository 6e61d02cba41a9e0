import { describe, expect, it } from '@jest/globals';
import type { Marks } from '../../range/trading-range.js';
import { barsOf, calm, seriesOf, times, upsideDown, type BarRow } from '../../testing/bar-story.contract.js';
import { DAILY_RULES, detectorContract } from '../../testing/detector.contract.js';
import { mark, rangeStory } from '../../testing/range-story.contract.js';
import { lpsyDetector } from '../distribution/lpsy.detector.js';
import { detectBackup } from './backup.js';

const JUMP: BarRow = [118.5, 124.5, 118, 124, 1800];
const BACK: BarRow = [123.5, 123.8, 120.5, 121, 700];
const BOUNCE: BarRow = [121, 123.5, 120.9, 123.2, 1000];
const STORY = [...calm(45), JUMP, BACK, BOUNCE, ...calm(6, 125)];
const breakout = mark('SOS', 45, 124, 1800);

function ask(rows: readonly BarRow[], now: number, marks: Partial<Marks> = { breakout }) {
  const range = rangeStory('ACCUMULATION', 1, 1, marks, { phase: 'D' });
  return detectBackup('LPS', seriesOf(barsOf(rows)).up, range, now, DAILY_RULES);
}

describe('detectBackup', () => {
  it('finds a quiet back-up to the jumped creek that turns away from it', () => {
    expect(ask(STORY, 47)).toMatchObject({ found: true, event: { event: 'LPS', index: 46, price: 120.5 } });
  });

  const loud: BarRow = [123.5, 123.8, 120.5, 121, 1000];
  const high: BarRow = [123.9, 124, 123.7, 123.8, 700];
  const deep: BarRow = [123.5, 123.8, 117.5, 119, 700];
  it.each<[string, readonly BarRow[], number, Partial<Marks>]>([
    ['no-breakout', STORY, 47, {}],
    ['already-found', STORY, 47, { breakout, backup: mark('LPS', 46, 120) }],
    ['too-early', STORY, 46, { breakout }],
    ['supply-present', [...calm(45), JUMP, loud, BOUNCE], 47, { breakout }],
    ['out-of-reach', [...calm(45), JUMP, high, [124, 126, 123.8, 125.9, 900]], 47, { breakout }],
    ['out-of-reach', [...calm(45), JUMP, deep, BOUNCE], 47, { breakout }],
    ['not-bounced', [...calm(45), JUMP, BACK, [121, 121.7, 120.6, 121.6, 900]], 47, { breakout }],
  ])('refuses with "%s"', (reason, rows, now, marks) => {
    expect(ask(rows, now, marks)).toEqual({ found: false, reason });
  });

  it('refuses a bounce that comes too late', () => {
    const idle = times(3, [121, 121.5, 120.6, 121, 600]);
    expect(ask([...calm(45), JUMP, BACK, ...idle, BOUNCE], 50)).toEqual({ found: false, reason: 'too-late' });
  });

  it('finds the same upside down as a last point of supply', () => {
    const down = seriesOf(upsideDown(barsOf(STORY), 110)).down;
    const range = rangeStory('DISTRIBUTION', 1, 1, { breakout: mark('SOW', 45, 96, 1800) }, { phase: 'D' });
    expect(lpsyDetector.detect(down, range, 47, DAILY_RULES)).toMatchObject({
      found: true,
      event: { event: 'LPSY', price: -99.5 },
    });
  });
});

detectorContract('LPS', barsOf(STORY), 47, (series, now, price, volume, rules) =>
  detectBackup('LPS', series.up, rangeStory('ACCUMULATION', price, volume, { breakout }, { phase: 'D' }), now, rules),
);
