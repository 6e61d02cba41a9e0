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
  const isDrift = random.chance(0.15);
  const startLevel = isDrift ? 0.5 : random.between(2.4, 3.6);
  const script = isDrift ? driftScript(random, startLevel) : accumulationScript(random, startLevel);
  // Far from its base price the market mostly takes the side on which the campaign leads back, so it never drifts away.
  const distance = startLog - Math.log(market.basePrice);
  const back = (endLevel(script, startLevel) - startLevel) * distance < 0 ? 1 : -1;
  const sign = random.chance(Math.min(0.9, 0.5 + Math.abs(distance))) ? back : -back;
  return {
    number,
    firstIndex,
    bars: barsOf(script),
    script,
    height,
    sign: sign === 1 ? 1 : -1,
    zeroLog: startLog - sign * startLevel * height,
    startLevel,
  };
}

/** Logarithm of the price with which a campaign ends. */
export function endLog(campaign: Campaign): number {
  return campaign.zeroLog + campaign.sign * endLevel(campaign.script, campaign.startLevel) * campaign.height;
}

function endLevel(script: readonly ScriptStep[], startLevel: number): number {
  const last = script.at(-1);
  return last === undefined ? startLevel : last.kind === 'leg' ? last.to : last.close;
}
