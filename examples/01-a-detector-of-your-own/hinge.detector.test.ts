import { describe, expect, it } from '@jest/globals';
import type { Bar } from '@tape/market';
import { brokenPromises, createAnalyzer } from '@tape/wyckoff';
import hinge from './hinge.detector.js';

/** A market that swings between 95 and 105 long enough to be a range, and then dries up at 100. */
function story(lastVolume = 300): Bar[] {
  const bars: Bar[] = [];
  const add = (close: number, spread: number, volume: number): void => {
    const openTimeMs = bars.length * 86_400_000;
    bars.push({ openTimeMs, open: close, high: close + spread / 2, low: close - spread / 2, close, volume });
  };
  for (let i = 0; i < 120; i += 1) add(100 + 5 * Math.sin(i / 4), 2, 1000);
  add(100, 2, 1000);
  add(100, 1.5, 500);
  add(100, 1, lastVolume);
  for (let i = 0; i < 5; i += 1) add(100, 2, 1000);
  return bars;
}

function eventsOf(bars: readonly Bar[]) {
  const analyzer = createAnalyzer({ symbol: 'TEST', timeframe: '1d', plugins: [hinge] });
  return bars.flatMap((bar) => analyzer.push(bar).customEvents);
}

describe('HINGE', () => {
  it('finds three narrowing bars on quiet volume inside a range, on the bar that completes them', () => {
    expect(eventsOf(story())).toEqual([
      expect.objectContaining({
        detector: 'HINGE',
        eventTimeMs: 122 * 86_400_000,
        knownAtMs: 122 * 86_400_000,
        price: 100,
      }),
    ]);
  });

  it('is silent when the last bar is busy', () => {
    expect(eventsOf(story(1_500))).toEqual([]);
  });

  it('keeps every promise of a detector', () => {
    expect(brokenPromises(hinge, story())).toEqual([]);
  });
});
