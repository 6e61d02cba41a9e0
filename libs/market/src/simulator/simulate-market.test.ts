import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { PriceBar } from '../bar/bar.js';
import { inspectBar } from '../bar/inspect-bar.js';
import { inferInstrument } from '../instrument/infer-instrument.js';
import { endLog, planCampaign } from './campaign.js';
import { drawCampaign } from './draw-campaign.js';
import { SIMULATED_TIMEFRAME, SIMULATION_START_MS, simulatedIndexAfter, simulateMarket } from './simulate-market.js';
import { SIMULATED_MARKETS } from './simulated-symbols.js';

const symbol = fc.constantFrom(...SIMULATED_MARKETS.map((market) => market.symbol));
const BAR_MS = 900_000;

function take(seed: number, of: string, from: number, count: number): readonly PriceBar[] {
  return simulateMarket(seed, of, from).take(count).toArray();
}

function closes(seed: number, of: string): readonly string[] {
  return take(seed, of, 0, 50).map((bar) => bar.close);
}

describe('simulateMarket', () => {
  it('draws the same bars wherever the drawing starts', () => {
    fc.assert(
      fc.property(fc.integer(), symbol, fc.nat(1_500), fc.integer({ min: 1, max: 300 }), (seed, of, from, count) => {
        expect(take(seed, of, from, count)).toEqual(take(seed, of, 0, from + count).slice(from));
      }),
      { numRuns: 30 },
    );
  });

  it('draws other bars for another seed and another symbol', () => {
    expect(closes(1, 'ALPHA-SIM')).not.toEqual(closes(2, 'ALPHA-SIM'));
    expect(closes(1, 'ALPHA-SIM')).not.toEqual(closes(1, 'BOREAL-SIM'));
  });

  it('draws bars that every rule accepts, without gaps, each opening where the last closed', () => {
    for (const { symbol: of } of SIMULATED_MARKETS) {
      let previous: PriceBar | null = null;
      for (const bar of take(7, of, 0, 800)) {
        const reading = inspectBar(
          { ...bar, timestamp: bar.openTimeMs },
          {
            symbol: of,
            timeframe: SIMULATED_TIMEFRAME,
            assetClass: inferInstrument(of).assetClass,
            line: null,
            nowMs: bar.openTimeMs + BAR_MS,
            lastOpenTimeMs: previous?.openTimeMs ?? null,
            acceptedAt: () => undefined,
          },
        );
        expect(reading).toEqual({ ok: true, bar });
        if (previous !== null) {
          expect(bar.openTimeMs - previous.openTimeMs).toBe(BAR_MS);
          expect(bar.open).toBe(previous.close);
        }
        previous = bar;
      }
    }
  });

  it('stays within a factor of five of its base price for years', () => {
    for (const market of SIMULATED_MARKETS) {
      for (const index of [20_000, 60_000, 100_000, 150_000]) {
        const [bar] = take(11, market.symbol, index, 1);
        expect(Math.abs(Math.log(Number(bar?.close) / market.basePrice))).toBeLessThan(Math.log(5));
      }
    }
  });

  it('resumes behind any bar by its time', () => {
    expect(simulatedIndexAfter(null)).toBe(0);
    expect(simulatedIndexAfter(SIMULATION_START_MS)).toBe(1);
    expect(take(3, 'EMBER-SIM', simulatedIndexAfter(SIMULATION_START_MS + 41 * BAR_MS), 1)[0].openTimeMs).toBe(
      SIMULATION_START_MS + 42 * BAR_MS,
    );
  });

  it.each([
    ['a real symbol', () => take(1, 'AAPL', 0, 1)],
    ['a negative index', () => take(1, 'ALPHA-SIM', -1, 1)],
  ])('throws for %s', (_name, draw) => expect(draw).toThrow(RangeError));
});

describe('a campaign', () => {
  const market = SIMULATED_MARKETS[0];
  const campaigns = Array.from({ length: 60 }, (_, number) =>
    planCampaign(5, market, number, 0, Math.log(market.basePrice)),
  );

  it('ends where its plan says', () => {
    for (const campaign of campaigns) {
      expect(Math.log(drawCampaign(5, market, campaign).at(-1)!.close)).toBeCloseTo(endLog(campaign), 9);
    }
  });

  it('comes on both sides, with drifts between', () => {
    expect(new Set(campaigns.map((campaign) => campaign.sign))).toEqual(new Set([1, -1]));
    expect(campaigns.some((campaign) => !campaign.script.some((step) => step.kind === 'strike'))).toBe(true);
  });

  it('has its climax on the most volume, and it sets the edge that later breaks are measured by', () => {
    for (const campaign of campaigns) {
      const strikes = campaign.script.filter((step) => step.kind === 'strike');
      const climax = strikes.find((step) => step.low === 0);
      if (climax === undefined) continue;
      expect(Math.max(...strikes.map((step) => step.volume))).toBe(climax.volume);
    }
  });

  it('tests its spring on less volume than the spring had, and above its low', () => {
    let springs = 0;
    for (const campaign of campaigns) {
      const strikes = campaign.script.filter((step) => step.kind === 'strike');
      const spring = strikes.findIndex((step) => step.low < -0.1);
      if (spring < 0) continue;
      springs += 1;
      const low = strikes[spring];
      const test = strikes.slice(spring + 1).find((step) => step.volume < low.volume * 0.7)!;
      expect(test.low).toBeGreaterThan(low.low);
    }
    expect(springs).toBeGreaterThan(20);
  });
});
