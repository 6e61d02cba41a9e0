import { describe, expect, it } from '@jest/globals';
import { barsOf, calm, seriesOf, type BarRow } from '../../testing/bar-story.contract.js';
import { DAILY_RULES, detectorContract } from '../../testing/detector.contract.js';
import { mark, rangeStory } from '../../testing/range-story.contract.js';
import { stDetector } from '../accumulation/st.detector.js';
import { detectAutomaticMove } from './automatic-move.js';

const bar = (low: number, high: number, close: number, volume = 1000): BarRow => [close, high, low, close, volume];
/** Climax at bar 45 (low 100), rally to 106 at bar 50, back to 101 at bar 57, and up again. */
const STORY: readonly BarRow[] = [
  ...calm(45),
  bar(100, 105, 102, 3000),
  bar(101.2, 103.5, 102.5),
  bar(101.4, 103.7, 102.8),
  bar(101.5, 104, 103),
  bar(102.5, 105, 104.5),
  bar(103.5, 106, 105.5),
  bar(103, 105.5, 103.5),
  bar(102.9, 105, 103),
  bar(102.8, 104.5, 103),
  bar(102.5, 104, 102.7),
  bar(102.2, 103.5, 102.4),
  bar(101.8, 103, 102),
  bar(101, 102.5, 101.5, 1200),
  bar(101.5, 103, 102.5),
  bar(102, 104, 103.5),
  bar(103, 104.5, 104),
  bar(103.2, 105, 104.5),
  bar(103.5, 105.2, 104.6),
  bar(103.7, 105.3, 104.8),
];
const climax = mark('SC', 45, 100, 3000);
const series = seriesOf(barsOf(STORY));

describe('detectAutomaticMove', () => {
  it('finds the swing the rally ended at, five bars later', () => {
    expect(detectAutomaticMove(series.up, climax, 55, DAILY_RULES)).toMatchObject({
      found: true,
      event: { event: 'AR', index: 50, price: 106 },
    });
  });

  it.each([
    ['no-swing', climax, 54],
    ['before-the-climax', { index: 50, price: 100 }, 55],
    ['too-small', { index: 45, price: 103 }, 55],
    ['too-slow', { index: 38, price: 100 }, 55],
  ])('refuses with "%s"', (reason, from, now) => {
    const story =
      reason === 'too-slow'
        ? seriesOf(barsOf(STORY.map((r, i): BarRow => (i > 38 && i < 49 ? bar(100.5, 102, 101) : r))))
        : series;
    expect(detectAutomaticMove(story.up, from, now, DAILY_RULES)).toEqual({ found: false, reason });
  });
});

describe('the secondary test', () => {
  const automaticMove = mark('AR', 50, 106);
  const ask = (now: number, marks = { climax, automaticMove } as Parameters<typeof rangeStory>[3], story = series) =>
    stDetector.detect(story.up, rangeStory('ACCUMULATION', 1, 1, marks, { phase: 'A' }), now, DAILY_RULES);

  it('is the quiet swing back to the climax', () => {
    expect(ask(62)).toMatchObject({ found: true, event: { event: 'ST', index: 57, price: 101 } });
  });

  it.each([
    ['no-swing', 61, { climax, automaticMove }],
    ['no-climax', 62, { automaticMove }],
    ['too-early', 62, { climax, automaticMove: mark('AR', 58, 106) }],
    ['too-late', 62, { climax, automaticMove: mark('AR', 14, 106) }],
    ['too-far', 62, { climax: mark('SC', 45, 98.9, 3000), automaticMove }],
    ['supply-not-less', 62, { climax: mark('SC', 45, 100, 1400), automaticMove }],
  ])('refuses with "%s"', (reason, now, marks) => {
    expect(ask(now, marks)).toEqual({ found: false, reason });
  });
});

detectorContract('AR', barsOf(STORY), 55, (s, now, price, volume, rules) =>
  detectAutomaticMove(s.up, { index: 45, price: 100 * price }, now, rules),
);
detectorContract('ST', barsOf(STORY), 62, (s, now, price, volume, rules) =>
  stDetector.detect(
    s.up,
    rangeStory('ACCUMULATION', price, volume, { climax, automaticMove: mark('AR', 50, 106) }, { phase: 'A' }),
    now,
    rules,
  ),
);
