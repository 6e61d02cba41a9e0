import { describe, expect, it } from '@jest/globals';
import type { PriceBar } from '@tape/market';
import * as fc from 'fast-check';
import { planAppend } from './append-plan.js';
import type { SeriesState } from './series-book.js';

const HOUR_MS = 3_600_000;

function series(lastOpenTimeMs: number | null): SeriesState {
  return {
    symbol: 'BTCUSDT',
    timeframe: '1h',
    assetClass: 'CRYPTO',
    simulated: false,
    lastOpenTimeMs,
    storedThroughMs: null,
    storedBars: 0,
    unstored: new Map(),
    doubtful: null,
  };
}

function bar(hour: number, close = '11'): PriceBar {
  return { openTimeMs: hour * HOUR_MS, open: '10', high: '12', low: '9', close, volume: '1' };
}

describe('planAppend', () => {
  it('chains what it accepts to the head of the series, and counts what is missing', () => {
    const entries = [bar(5), bar(6), bar(9)].map((each, index) => ({
      index,
      reading: { ok: true as const, bar: each },
    }));
    const plan = planAppend(series(2 * HOUR_MS), entries, new Map());
    expect(plan.accepted.map((each) => each.previousOpenTimeMs)).toEqual([2 * HOUR_MS, 5 * HOUR_MS, 6 * HOUR_MS]);
    expect(plan.gaps).toEqual([
      { lastOpenTimeMs: 2 * HOUR_MS, atMs: 5 * HOUR_MS, missing: 2 },
      { lastOpenTimeMs: 6 * HOUR_MS, atMs: 9 * HOUR_MS, missing: 2 },
    ]);
  });

  it('says of every bar exactly one thing, and accepts a strictly ascending chain, whatever comes', () => {
    const sent = fc.array(fc.tuple(fc.nat(20), fc.constantFrom('11', '11.5')), { maxLength: 40 });
    fc.assert(
      fc.property(sent, fc.option(fc.nat(10)), (bars, head) => {
        const entries = bars.map(([hour, close], index) => ({
          index,
          reading: { ok: true as const, bar: bar(hour, close) },
        }));
        const last = head === null ? null : head * HOUR_MS;
        const plan = planAppend(series(last), entries, new Map());
        expect(plan.accepted.length + plan.refused.length).toBe(bars.length);
        let previous = last;
        for (const each of plan.accepted) {
          expect(each.previousOpenTimeMs).toBe(previous);
          expect(each.bar.openTimeMs).toBeGreaterThan(previous ?? -1);
          previous = each.bar.openTimeMs;
        }
        // Sending the same request again changes nothing and is all duplicates, conflicts and late bars.
        const known = new Map(plan.accepted.map((each) => [each.bar.openTimeMs, each.bar]));
        expect(planAppend(series(previous), entries, known).accepted).toEqual([]);
      }),
    );
  });
});
