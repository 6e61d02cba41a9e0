import { describe, expect, it } from '@jest/globals';
import { simulateMarket, SIMULATED_MARKETS, SIMULATED_TIMEFRAME, toBar, type Bar } from '@tape/market';
import { createAnalyzer, type Candidate } from '@tape/wyckoff';
import { createAnalysisViewer } from '../strategy/analysis-view.js';
import { isolate } from '../strategy/isolated.js';
import type { EnterIntent } from '../strategy/intent.js';
import { wyckoffStrategy } from './wyckoff.strategy.js';

const { symbol } = SIMULATED_MARKETS[0]!;

function simulated(length: number): Bar[] {
  const market = simulateMarket(7, symbol);
  return Array.from({ length }, () => toBar(market.next().value));
}

describe('the Wyckoff strategy', () => {
  const bars = simulated(6_000);
  const analyzer = createAnalyzer({ symbol, timeframe: SIMULATED_TIMEFRAME });
  const viewer = createAnalysisViewer();
  const instance = isolate(wyckoffStrategy().open([symbol], SIMULATED_TIMEFRAME));
  const candidates: Candidate[] = [];
  const intents: EnterIntent[] = [];
  let rangesHeld = 0;
  for (const bar of bars) {
    const step = analyzer.push(bar);
    const analysis = viewer.push(step, null);
    candidates.push(...step.candidates);
    rangesHeld = Math.max(rangesHeld, viewer.snapshot().ranges.length);
    intents.push(...(instance.push({ symbol, bar, analysis, stance: 'FLAT' }).step.intents as EnterIntent[]));
  }

  it('passes every candidate on, with its levels', () => {
    expect(candidates.length).toBeGreaterThan(5);
    expect(instance.run).toEqual({ state: 'RUNNING' });
    expect(intents.map(({ patternId }) => patternId)).toEqual(candidates.map(({ id }) => id));
    for (const [i, { entry, stop, targets, direction }] of intents.entries()) {
      const candidate = candidates[i]!;
      expect([entry, stop, direction]).toEqual([candidate.entry, candidate.stop, candidate.direction]);
      expect(targets).toEqual([{ price: candidate.targets.primary, r: expect.any(Number), share: 1 }]);
      expect(targets[0]!.r).toBeGreaterThan(0);
    }
  });

  it('has an id of its own for each', () => {
    expect(new Set(intents.map(({ id }) => id)).size).toBe(intents.length);
  });

  it('sees the leading range with its levels, and does not hoard ended ones', () => {
    expect(rangesHeld).toBeGreaterThan(0);
    expect(rangesHeld).toBeLessThan(20);
  });
});
