import { describe, expect, it } from '@jest/globals';
import { STRICT_CONFIG } from '../../config.js';
import { rulesFor } from '../../rules.js';
import { barsOf, calm, seriesOf, upsideDown, type BarRow } from '../../testing/bar-story.contract.js';
import { DAILY_RULES, detectorContract } from '../../testing/detector.contract.js';
import { psDetector } from '../accumulation/ps.detector.js';
import { scDetector } from '../accumulation/sc.detector.js';
import { bcDetector } from '../distribution/bc.detector.js';
import { psyDetector } from '../distribution/psy.detector.js';

/** Twelve bars down from 110 to 98, a point a day. */
const FALL = Array.from({ length: 12 }, (_, i): BarRow => [110 - i, 110.5 - i, 108.5 - i, 109 - i, 1000]);
const PANIC: BarRow = [98, 98.2, 93, 96, 2600];
const STORY = [...calm(45), ...FALL, PANIC, ...calm(6, 99)];
const AT = 57;
const story = (last: BarRow): readonly BarRow[] => [...calm(45), ...FALL, last];

const sc = (rows: readonly BarRow[], rules = DAILY_RULES) => scDetector.detect(seriesOf(barsOf(rows)).up, AT, rules);

describe('the selling climax', () => {
  it('is the busiest, widest bar at the low of a decline', () => {
    expect(sc(STORY)).toMatchObject({ found: true, event: { event: 'SC', index: AT, price: 93 } });
  });

  it.each<[string, BarRow]>([
    ['volume-ordinary', [98, 98.2, 93, 96, 1400]],
    ['spread-ordinary', [98, 98.1, 97.4, 97.6, 2600]],
    ['spread-ordinary', [98, 98.3, 96, 97, 1700]],
    ['close-not-lower', [98, 99, 93, 98.9, 2600]],
  ])('is not there: "%s"', (reason, row) => {
    expect(sc(story(row))).toEqual({ found: false, reason });
  });

  it('is not there without a decline', () => {
    const rows = [...calm(57), [110, 110.2, 105, 107, 2600] as BarRow];
    expect(sc(rows)).toEqual({ found: false, reason: 'no-trend' });
  });

  it('in the strict profile must close off its low', () => {
    expect(sc(story([98, 98.2, 93, 94, 2600]), rulesFor(STRICT_CONFIG, '1d'))).toEqual({
      found: false,
      reason: 'close-weak',
    });
  });

  it('upside down is the buying climax', () => {
    const down = seriesOf(upsideDown(barsOf(STORY), 110)).down;
    expect(bcDetector.detect(down, AT, DAILY_RULES)).toMatchObject({
      found: true,
      event: { event: 'BC', price: -127 },
    });
  });
});

describe('preliminary support', () => {
  const support: BarRow = [98, 98.3, 95, 97.5, 1400];
  it('is the busy bar of a decline that closes off its low', () => {
    const { up } = seriesOf(barsOf(story(support)));
    expect(psDetector.detect(up, AT, DAILY_RULES)).toMatchObject({ found: true, event: { event: 'PS', index: AT } });
  });

  it.each<[string, BarRow]>([
    ['volume-ordinary', [98, 98.3, 95, 97.5, 1200]],
    ['close-weak', [98, 98.3, 95, 96, 1400]],
    ['no-trend', [98, 100, 98.6, 99.8, 1400]],
  ])('is not there: "%s"', (reason, row) => {
    const { up } = seriesOf(barsOf(story(row)));
    expect(psDetector.detect(up, AT, DAILY_RULES)).toEqual({ found: false, reason });
  });

  it('upside down is preliminary supply', () => {
    const down = seriesOf(upsideDown(barsOf(story(support)), 110)).down;
    expect(psyDetector.detect(down, AT, DAILY_RULES)).toMatchObject({ found: true, event: { event: 'PSY' } });
  });
});

detectorContract('SC', barsOf(STORY), AT, (series, now, _price, _volume, rules) =>
  scDetector.detect(series.up, now, rules),
);
detectorContract('BC', upsideDown(barsOf(STORY), 110), AT, (series, now, _price, _volume, rules) =>
  bcDetector.detect(series.down, now, rules),
);
detectorContract('PS', barsOf(STORY.with(AT, [98, 98.3, 95, 97.5, 1400])), AT, (series, now, _price, _volume, rules) =>
  psDetector.detect(series.up, now, rules),
);
detectorContract(
  'PSY',
  upsideDown(barsOf(STORY.with(AT, [98, 98.3, 95, 97.5, 1400])), 110),
  AT,
  (series, now, _p, _v, rules) => psyDetector.detect(series.down, now, rules),
);
