import type { Bar } from '@tape/market';
import * as fc from 'fast-check';

/** What a generated market does next: drifts, ranges, panics, goes silent. */
interface Stretch {
  readonly bars: number;
  readonly drift: number;
  readonly noise: number;
  readonly volume: number;
  readonly seed: number;
}

const stretch: fc.Arbitrary<Stretch> = fc.record({
  bars: fc.integer({ min: 5, max: 60 }),
  drift: fc.constantFrom(-0.02, -0.005, 0, 0, 0, 0.005, 0.02),
  noise: fc.constantFrom(0, 0.004, 0.012, 0.03),
  volume: fc.constantFrom(0, 300, 1000, 3000),
  seed: fc.integer({ min: 1, max: 2_000_000_000 }),
});

/** Bars of a market that changes its mood; long enough to build and to break ranges. */
export const marketWalk: fc.Arbitrary<Bar[]> = fc
  .array(stretch, { minLength: 4, maxLength: 14 })
  .map((stretches) => walk(stretches));

function walk(stretches: readonly Stretch[]): Bar[] {
  const bars: Bar[] = [];
  let close = 64;
  for (const { bars: count, drift, noise, volume, seed } of stretches) {
    const random = generator(seed);
    const anchor = close;
    for (let i = 0; i < count; i += 1) {
      const open = close;
      const pull = drift === 0 ? (anchor - close) * 0.12 : close * drift;
      close = Math.max(0.5, close + pull + close * noise * (random() - 0.5) * 2);
      const reach = close * noise * random();
      bars.push({
        openTimeMs: bars.length * 86_400_000,
        open,
        high: Math.max(open, close) + reach,
        low: Math.max(0.25, Math.min(open, close) - reach * random()),
        close,
        volume: Math.round(volume * (0.5 + random() * (random() > 0.9 ? 4 : 1))),
      });
    }
  }
  return bars;
}

/** Park and Miller's generator: small, seeded, the same everywhere. */
export function generator(seed: number): () => number {
  let state = seed % 2_147_483_647;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
