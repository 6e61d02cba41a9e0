import { driftScript } from './drift-script.js';
import { barsOf, type ScriptStep } from './script.js';
import { seededRandom } from './seeded-random.js';
import type { SimulatedMarket } from './simulated-symbols.js';
import { accumulationScript } from './wyckoff-script.js';

/** One campaign: where it begins, what it does, and hence where it ends. No bar has to be drawn to know the next one's begin. */
export interface Campaign {
  readonly number: number;
  readonly firstIndex: number;
  readonly bars: number;
  readonly script: readonly ScriptStep[];
  /** Height of the range as a fraction of price; steps of the script are multiples of it. */
  readonly height: number;
  /** +1 accumulation, -1 distribution: the script upside down. */
  readonly sign: 1 | -1;
  /** Logarithm of price at script level 0, and the level at which the campaign begins. */
  readonly zeroLog: number;
  readonly startLevel: number;
}

/** Which campaign follows, from the logarithm of price and the bar at which the last one ended. */
export function planCampaign(
  seed: number,
  market: SimulatedMarket,
  number: number,
  firstIndex: number,
  startLog: number,
): Campaign {
  const random = seededRandom(seed, market.symbol, 'plan', number);
  const height = market.rangeHeightRatio * random.between(0.85, 1.2);
  // Far above its base price the market distributes more often than it accumulates, so that it never drifts away for good.
  const distance = startLog - Math.log(market.basePrice);
  const sign = random.chance(Math.max(0.1, Math.min(0.9, 0.5 - distance))) ? 1 : -1;
  const isDrift = random.chance(0.15);
  const startLevel = isDrift ? 0.5 : random.between(2.4, 3.6);
  const script = isDrift ? driftScript(random, startLevel) : accumulationScript(random, startLevel);
  return {
    number,
    firstIndex,
    bars: barsOf(script),
    script,
    height,
    sign,
    zeroLog: startLog - sign * startLevel * height,
    startLevel,
  };
}

/** Logarithm of the price with which a campaign ends. */
export function endLog(campaign: Campaign): number {
  const last = campaign.script.at(-1);
  const level = last === undefined ? campaign.startLevel : last.kind === 'leg' ? last.to : last.close;
  return campaign.zeroLog + campaign.sign * level * campaign.height;
}
