import { describe, expect, it } from '@jest/globals';
import { barsOf, calm, seriesOf, times, type BarRow } from '../testing/bar-story.contract.js';
import { DAILY_RULES } from '../testing/detector.contract.js';
import { mark } from '../testing/range-story.contract.js';
import { climaxZone, extendZone, zoneHolds } from './climax-zone.js';

const CLIMAX: BarRow = [104, 105, 100, 101, 3000];
const LOWER: BarRow = [101, 102, 98, 100, 1500];
const QUIET: BarRow = [101, 102, 100.5, 101, 1000];
const BUSY: BarRow = [101, 102, 100.5, 101, 4000];
const RALLY: BarRow = [101, 104, 100.5, 103, 1000];

/** Whether the zone of a climax at bar 45 still holds after each of the rows behind it. */
function follow(rows: readonly BarRow[], extendAt?: number) {
  const { up } = seriesOf(barsOf([...calm(45), CLIMAX, ...rows]));
  const zone = climaxZone('zone', 'ACCUMULATION', mark('SC', 45, 100, 3000), null);
  const holds = rows.map((_, i) => {
    const now = 46 + i;
    if (now === extendAt) extendZone(zone, { index: now, score: 70 }, up);
    return zoneHolds(zone, up, now, DAILY_RULES);
  });
  return { zone, holds, lasted: holds.indexOf(false) };
}

describe('the zone of a climax', () => {
  it('takes a lower low within ten bars as its extreme, with the volume of the climax', () => {
    const { zone, holds } = follow([QUIET, LOWER]);
    expect(holds).toEqual([true, true]);
    expect(zone.climax).toMatchObject({ index: 47, price: 98, volume: 3000 });
    expect(zone.reported).toMatchObject({ index: 45, price: 100 });
  });

  it('is void on a lower low later than that', () => {
    expect(follow([RALLY, ...times(9, QUIET), LOWER]).holds.at(-1)).toBe(false);
    expect(follow([RALLY, ...times(8, QUIET), LOWER]).holds.at(-1)).toBe(true);
  });

  it('is carried on by another climactic bar', () => {
    const { zone, holds } = follow([RALLY, ...times(3, QUIET), BUSY, ...times(5, QUIET), LOWER], 50);
    expect(holds.at(-1)).toBe(true);
    expect(zone.climax.volume).toBe(4000);
  });

  it('is void when the automatic move has not come within ten bars', () => {
    expect(follow(times(12, QUIET)).lasted).toBe(9);
    expect(follow([...times(8, QUIET), RALLY, ...times(12, QUIET)]).lasted).toBe(-1);
  });

  it('is void when the move never ends in a swing', () => {
    expect(follow([RALLY, ...times(30, QUIET)]).lasted).toBe(25);
  });

  it('starts its ten bars again at a new extreme', () => {
    const under: BarRow = [99, 100.5, 98.5, 99, 1000];
    expect(follow([...times(5, QUIET), LOWER, ...times(12, under)]).lasted).toBe(15);
  });
});
