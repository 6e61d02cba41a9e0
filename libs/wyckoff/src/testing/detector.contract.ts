import { describe, expect, it } from '@jest/globals';
import type { Bar } from '@tape/market';
import { CLASSIC_CONFIG } from '../config.js';
import type { Detection } from '../detector/detection.js';
import { rulesFor, type Rules } from '../rules.js';
import { SERIES_CAPACITY, type BarSeries, type OrientedBars } from '../series/bar-series.js';
import { scaled, seriesOf } from './bar-story.contract.js';

export const DAILY_RULES = rulesFor(CLASSIC_CONFIG, '1d');

/** A detector asked about one bar of a series whose prices and volumes were multiplied. */
export type Ask = (series: BarSeries, now: number, price: number, volume: number, rules: Rules) => Detection;

/** What every detector promises. `bars` must hold the event at `now`, and at least a few bars after it. */
export function detectorContract(name: string, bars: readonly Bar[], now: number, ask: Ask): void {
  describe(`${name} keeps the promises of a detector`, () => {
    const series = seriesOf(bars);

    it('finds its event in the story', () => {
      expect(askAt(ask, series, now)).toMatchObject({ found: true });
    });

    it('answers the same whether later bars exist or not', () => {
      for (let at = Math.max(45, bars.length - SERIES_CAPACITY + 60); at < bars.length; at += 1) {
        expect(askAt(ask, seriesOf(bars.slice(0, at + 1)), at)).toEqual(askAt(ask, series, at));
      }
    });

    it('leaves the bars as they were', () => {
      const before = copied(series.up, series.down);
      for (let at = 45; at < bars.length; at += 1) askAt(ask, series, at);
      expect(copied(series.up, series.down)).toEqual(before);
    });

    it('does not care what a price or a volume is counted in', () => {
      const plain = askAt(ask, series, now);
      const other = askAt(ask, seriesOf(scaled(bars, 4, 4)), now, 4);
      if (!plain.found || !other.found) throw new Error('the event is gone');
      expect(other.event).toEqual({ ...plain.event, price: plain.event.price * 4 });
    });

    it('scores with whole points that sum to the score, 0 to 100', () => {
      const detection = askAt(ask, series, now);
      if (!detection.found) throw new Error('the event is gone');
      const { score, parts } = detection.event;
      expect(Object.values(parts).reduce((a, b) => a + b, 0)).toBe(score);
      expect(Object.values(parts).every((points) => Number.isInteger(points) && points >= 0)).toBe(true);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
    });
  });
}

function copied(...sides: OrientedBars[]): number[][] {
  return sides.flatMap((side) =>
    [side.time, side.open, side.high, side.low, side.close, side.volume].map((r) => [...r]),
  );
}

function askAt(ask: Ask, series: BarSeries, now: number, factor = 1): Detection {
  return ask(series, now, factor, factor, DAILY_RULES);
}
