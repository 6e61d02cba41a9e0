import type { Campaign } from './campaign.js';
import type { Leg } from './script.js';
import { type SeededRandom, seededRandom } from './seeded-random.js';
import type { SimulatedMarket } from './simulated-symbols.js';

/** Deviation of a bar's close from its path, and mean length of a wick, as fractions of the range height. */
const NOISE = 0.035;
const WICK = 0.022;
/** Deviation of volume from its script, as a fraction of it. */
const VOLUME_NOISE = 0.12;

/** A bar as numbers; price by index, time comes from the index. */
export interface DrawnBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** Draws every bar of a campaign. Levels are drawn as if accumulating and turned upside down at the end when the sign says so. */
export function drawCampaign(seed: number, market: SimulatedMarket, campaign: Campaign): readonly DrawnBar[] {
  const random = seededRandom(seed, market.symbol, 'bars', campaign.number);
  const bars: DrawnBar[] = [];
  let level = campaign.startLevel;
  const price = (at: number): number => Math.exp(campaign.zeroLog + campaign.sign * at * campaign.height);
  const add = (high: number, low: number, close: number, volume: number): void => {
    const [top, bottom] = [price(Math.max(high, level, close)), price(Math.min(low, level, close))];
    bars.push({
      open: price(level),
      high: Math.max(top, bottom),
      low: Math.min(top, bottom),
      close: price(close),
      volume: market.baseVolume * volume * (1 + VOLUME_NOISE * random.normal()),
    });
    level = close;
  };
  for (const step of campaign.script) {
    if (step.kind === 'strike') add(step.high, step.low, step.close, step.volume);
    else drawLeg(step, level, random, add);
  }
  return bars;
}

function drawLeg(
  step: Leg,
  from: number,
  random: SeededRandom,
  add: (high: number, low: number, close: number, volume: number) => void,
): void {
  let wander = 0;
  let open = from;
  for (let bar = 1; bar <= step.bars; bar += 1) {
    const way = bar / step.bars;
    const spread = step.spread[0] + (step.spread[1] - step.spread[0]) * way;
    wander = 0.6 * wander + NOISE * spread * random.normal();
    // The noise is tied down at the end of the leg, so that its turn stands exactly where the script wants it.
    const close = from + (step.to - from) * way + wander * Math.min(1, 3 * (1 - way));
    const high = Math.max(open, close) + WICK * spread * Math.abs(random.normal());
    const low = Math.min(open, close) - WICK * spread * Math.abs(random.normal());
    add(high, low, close, step.volume[0] + (step.volume[1] - step.volume[0]) * way);
    open = close;
  }
}
