import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import type { Bar } from '@tape/market';
import { createAnalyzer } from '../src/analyzer.js';
import { generator } from '../src/testing/market-walk.contract.js';

const BARS = 1_000_000;
/** Bars between two looks; a prime, so that no rhythm of the market hides a bulge. */
const LOOK_EVERY = 4_999;
const MINUTE_MS = 60_000;

/** A market without end: stretches of drift, rest, panic and silence between 1 and 10,000. */
function* endlessMarket(): Generator<Bar> {
  const random = generator(20_240_229);
  let close = 100;
  for (let index = 0; ;) {
    const drift = (random() - 0.5) * 0.01 * (close < 1 ? -1 : 1);
    const rests = random() < 0.6;
    const noise = random() * 0.012;
    const volume = random() < 0.05 ? 0 : 1_000 * (0.3 + random());
    const anchor = close;
    const until = index + 10 + Math.floor(random() * 80);
    for (; index < until; index += 1) {
      const open = close;
      const pull = rests ? (anchor - close) * 0.1 : close * drift;
      close = Math.min(10_000, Math.max(1, close + pull + close * noise * (random() - 0.5) * 2));
      const reach = close * noise * random();
      const low = Math.max(0.5, Math.min(open, close) - reach * random());
      const busy = random() > 0.95 ? 4 : 1;
      yield {
        openTimeMs: index * MINUTE_MS,
        open,
        high: Math.max(open, close) + reach,
        low,
        close,
        volume: volume * busy,
      };
    }
  }
}

/** Bytes that are really in use: after a full collection. */
function usedHeap(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return getHeapStatistics().used_heap_size;
}

describe('a million bars', () => {
  it('leave snapshot and memory where a hundred thousand left them', () => {
    const analyzer = createAnalyzer({ symbol: 'TEST', timeframe: '1m' });
    const largest = { early: 0, late: 0 };
    let heapEarly = 0;
    let said = 0;
    let count = 0;
    for (const bar of endlessMarket()) {
      const step = analyzer.push(bar);
      said += step.events.length + step.candidates.length;
      count += 1;
      if (count % LOOK_EVERY === 0) {
        const when = count <= BARS / 10 ? 'early' : 'late';
        largest[when] = Math.max(largest[when], JSON.stringify(analyzer.snapshot()).length);
      }
      if (count === BARS / 10) heapEarly = usedHeap();
      if (count === BARS) break;
    }
    const growth = usedHeap() - heapEarly;
    expect(said).toBeGreaterThan(10_000);
    // The numbers in it grow by a digit now and then; the things it holds may not.
    expect(largest.late).toBeLessThan(largest.early * 1.25);
    expect(largest.late).toBeLessThan(64 * 1024);
    // One byte a bar would be 0.9 MB.
    expect(growth).toBeLessThan(900_000);
  }, 120_000);
});
