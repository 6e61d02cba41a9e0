import { describe, expect, it } from '@jest/globals';
import type { RangeView, StructuralEvent } from '@tape/wyckoff';
import { LabelMatcher, type ExpertLabel } from './label-match.js';

const DAY = 86_400_000;
/** Bars on weekdays only: day 5 and 6 of each week have none. */
const DAYS = Array.from({ length: 70 }, (_, day) => day).filter((day) => day % 7 < 5);

const label = (event: string, day: number, more: Partial<ExpertLabel> = {}): ExpertLabel => ({
  symbol: 'AAA',
  timeframe: '1d',
  event,
  timeMs: day * DAY,
  untilMs: null,
  grade: 'A',
  toleranceBars: 1,
  ...more,
});

interface Said {
  readonly day: number;
  readonly event?: string;
  readonly range?: Partial<RangeView>;
}

function outcomeOf(
  of: ExpertLabel,
  ...said: readonly Said[]
): { readonly found: boolean; readonly barsAway: number | null } {
  const matcher = new LabelMatcher([of]);
  for (const day of DAYS) {
    const here = said.filter((thing) => thing.day === day);
    const events = here.flatMap(({ event }) => (event === undefined ? [] : { event, eventTimeMs: day * DAY }));
    const ranges = here.flatMap(({ range }) => (range === undefined ? [] : { id: 'r', ...range }));
    matcher.take({ events: events as StructuralEvent[], ranges: ranges as RangeView[] }, day * DAY);
  }
  return matcher.outcomes()[0];
}

describe('a label', () => {
  it.each([
    ['on its bar', label('SPRING', 15), { day: 15, event: 'SPRING' }, true, 0],
    ['a bar away', label('SPRING', 15), { day: 16, event: 'SPRING' }, true, 1],
    ['two bars away', label('SPRING', 15), { day: 17, event: 'SPRING' }, false, 2],
    ['over a weekend, which is one bar', label('SPRING', 11), { day: 14, event: 'SPRING' }, true, 1],
    ['of a day without a bar, at the next one', label('SPRING', 12), { day: 14, event: 'SPRING' }, true, 0],
    ['of a shakeout, as a spring', label('SHAKEOUT', 15), { day: 15, event: 'SPRING' }, true, 0],
    ['of a false breakout, as any break', label('FALSE_BREAKOUT', 15), { day: 15, event: 'UTAD' }, true, 0],
    ['of another event', label('SPRING', 15), { day: 15, event: 'SOS' }, false, null],
  ])('is found %s', (_name, of, said, found, barsAway) => {
    expect(outcomeOf(of, said)).toMatchObject({ found, barsAway, isRange: false });
  });

  const distribution = label('RANGE_REDISTRIBUTION', 14, { untilMs: 42 * DAY, toleranceBars: 3 });
  const born = { side: 'DISTRIBUTION', state: 'ACTIVE', startTimeMs: 16 * DAY } as const;
  it.each([
    ['covers most of it', [{ day: 28, range: born }], true],
    ['is of the other side', [{ day: 28, range: { ...born, side: 'ACCUMULATION' as const } }], false],
    [
      'turned to its side',
      [
        { day: 28, range: { ...born, side: null } },
        { day: 30, range: born },
      ],
      true,
    ],
    [
      'was over too soon',
      [
        { day: 21, range: born },
        { day: 28, range: { ...born, state: 'FAILED' as const } },
      ],
      false,
    ],
    ['began too late', [{ day: 35, range: { ...born, startTimeMs: 31 * DAY } }], false],
  ])('of a range is found where a range %s', (_name, said, found) => {
    expect(outcomeOf(distribution, ...said)).toMatchObject({ found, isRange: true, barsAway: null });
  });

  it('of a range without an end is found where one starts near it', () => {
    const open = label('RANGE_ACCUMULATION', 14, { toleranceBars: 3 });
    const range = { ...born, side: 'ACCUMULATION' as const };
    expect(outcomeOf(open, { day: 28, range })).toMatchObject({ found: true });
    expect(outcomeOf(open, { day: 28, range: { ...range, startTimeMs: 21 * DAY } })).toMatchObject({ found: false });
  });
});
