import { describe, expect, it } from '@jest/globals';
import { barsOf, calm, seriesOf, times, type BarRow } from '../../testing/bar-story.contract.js';
import { DAILY_RULES, detectorContract } from '../../testing/detector.contract.js';
import { mark, rangeStory } from '../../testing/range-story.contract.js';
import type { Marks } from '../../range/trading-range.js';
import { detectTest } from './test.detector.js';

// The spring is bar 45: low 98 on 1500, back above the ice on its own bar.
const SPRING: BarRow = [101, 103, 98, 102.5, 1500];
const UP: BarRow = [102.5, 104.5, 102, 104, 1100];
const PULL: BarRow = [103, 103.2, 99.5, 100.5, 700];
const TURN: BarRow = [100.5, 104, 100.4, 103.6, 1200];
const STORY = [...calm(45), SPRING, UP, PULL, TURN, ...calm(6)];
const spring = mark('SPRING', 45, 98, 1500);

function ask(rows: readonly BarRow[], now: number, marks: Partial<Marks> = { spring }) {
  const range = rangeStory('ACCUMULATION', 1, 1, marks, { phase: 'C' });
  return detectTest(seriesOf(barsOf(rows)).up, range, now, DAILY_RULES);
}

describe('detectTest', () => {
  it('finds a quiet return to the low that holds and turns', () => {
    expect(ask(STORY, 48)).toMatchObject({ found: true, event: { event: 'TEST', index: 47, price: 99.5 } });
  });

  it('is confirmed two bars later by a close above its close', () => {
    const slow: BarRow = [100.5, 101, 99.8, 100.5, 800];
    const later: BarRow = [100.5, 101.5, 100.3, 101.2, 800];
    expect(ask([...calm(45), SPRING, UP, PULL, slow, later], 49)).toMatchObject({ found: true, event: { index: 47 } });
  });

  const loud: BarRow = [103, 103.2, 99.5, 100.5, 1500];
  const far: BarRow = [103, 103.2, 101.2, 101.5, 700];
  const broke: BarRow = [103, 103.2, 97.9, 100.5, 700];
  const weak: BarRow = [100.5, 101, 100.2, 100.4, 800];
  it.each<[string, readonly BarRow[], number, Partial<Marks>]>([
    ['no-spring', STORY, 48, {}],
    ['already-tested', STORY, 48, { spring, test: mark('TEST', 46, 99) }],
    ['no-pull-back', [...calm(45), SPRING, UP, loud, TURN], 48, { spring }],
    ['no-pull-back', [...calm(45), SPRING, UP, far, TURN], 48, { spring }],
    ['no-pull-back', [...calm(45), SPRING, UP, broke, TURN], 48, { spring }],
    ['not-confirmed', [...calm(45), SPRING, UP, PULL, weak], 48, { spring }],
    ['no-pull-back', [...calm(45), SPRING, ...times(15, UP), PULL, TURN], 62, { spring }],
  ])('refuses with "%s"', (reason, rows, now, marks) => {
    expect(ask(rows, now, marks)).toEqual({ found: false, reason });
  });

  it('may come as late as fifteen bars after the spring', () => {
    expect(ask([...calm(45), SPRING, ...times(14, UP), PULL, TURN], 61)).toMatchObject({ found: true });
  });
});

detectorContract('TEST', barsOf(STORY), 48, (series, now, price, volume, rules) =>
  detectTest(series.up, rangeStory('ACCUMULATION', price, volume, { spring }, { phase: 'C' }), now, rules),
);
