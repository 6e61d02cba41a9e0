import type { Bar } from '@tape/market';
import { seededRandom } from '@tape/market';
import * as fc from 'fast-check';
import type { AnalysisView } from '../strategy/analysis-view.js';
import type { StrategyInstance, StrategyInput, Stance } from '../strategy/strategy.js';
import type { StrategyStep } from '../strategy/intent.js';

export const HOUR_MS = 3_600_000;
/** A Monday, 00:00 UTC. */
export const START_MS = Date.UTC(2024, 0, 1);

/** Bars of one hour that close at the given prices, a point up and down from there. */
export function barsAt(closes: readonly number[], stepMs = HOUR_MS): Bar[] {
  return closes.map((close, i) => ({
    openTimeMs: START_MS + i * stepMs,
    open: closes[i - 1] ?? close,
    high: Math.max(close, closes[i - 1] ?? close) + 1,
    low: Math.min(close, closes[i - 1] ?? close) - 1,
    close,
    volume: 1_000,
  }));
}

/** A seeded walk with bars that have no range and no volume among it, as thin markets have. */
export function walk(seed: number, length: number): Bar[] {
  const random = seededRandom(seed);
  let close = 100;
  return Array.from({ length }, (_, i) => {
    const open = close;
    const isStill = random.next() < 0.1;
    close = isStill ? open : open * Math.exp((random.next() - 0.5) * 0.06);
    const reach = isStill ? 0 : random.next() * 0.01 * open;
    return {
      openTimeMs: START_MS + i * HOUR_MS,
      open,
      high: Math.max(open, close) + reach,
      low: Math.min(open, close) - reach,
      close,
      volume: isStill ? 0 : Math.floor(random.next() * 10_000),
    };
  });
}

export const anyWalk = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 2, max: 160 }))
  .map(([seed, length]) => walk(seed, length));

/** A walk and a place in it. */
export const cutWalk = anyWalk.chain((bars) => fc.tuple(fc.constant(bars), fc.nat(bars.length - 1)));

export function noAnalysis(): AnalysisView {
  return {
    side: null,
    phase: null,
    range: null,
    lastEvent: null,
    barsSinceEvent: null,
    candidates: [],
    regime: null,
  };
}

/** Runs bars with fills as wished: an entry is held from the next bar on until an exit. */
export function run(instance: StrategyInstance, bars: readonly Bar[], stance: Stance = 'FLAT'): StrategyStep[] {
  let held = stance;
  return bars.map((bar) => {
    const input: StrategyInput = { symbol: instance.symbols[0]!, bar, analysis: noAnalysis(), stance: held };
    const step = instance.push(input);
    for (const intent of step.intents) {
      if (intent.kind === 'ENTER') held = intent.direction;
      if (intent.kind === 'EXIT') held = 'FLAT';
    }
    return step;
  });
}
