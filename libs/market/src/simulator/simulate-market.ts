import type { PriceBar } from '../bar/bar.js';
import { canonicalDecimal } from '../number/canonical-decimal.js';
import { daysFromCivil, DAY_MS } from '../time/civil-date.js';
import { TIMEFRAME_MS, type Timeframe } from '../time/timeframe.js';
import { type Campaign, endLog, planCampaign } from './campaign.js';
import { drawCampaign, type DrawnBar } from './draw-campaign.js';
import { simulatedMarket } from './simulated-symbols.js';

/** The demo market has bars of this length, round the clock. */
export const SIMULATED_TIMEFRAME: Timeframe = '15m';
/** Open time of bar 0. Fixed, and years back, so that a demo running faster than life has time before it meets the present. */
export const SIMULATION_START_MS = daysFromCivil({ year: 2024, month: 1, day: 1 }) * DAY_MS;

/** The index of the bar that follows a simulated bar; 0 when there is none yet. */
export function simulatedIndexAfter(lastOpenTimeMs: number | null): number {
  if (lastOpenTimeMs === null) return 0;
  return Math.max(0, Math.floor((lastOpenTimeMs - SIMULATION_START_MS) / TIMEFRAME_MS[SIMULATED_TIMEFRAME]) + 1);
}

/**
 * The endless tape of one invented market: markup, markdown, ranges with Wyckoff campaigns in them, and noise. The same
 * seed, symbol and index give the same bar wherever the drawing starts, so a feed resumes behind any bar.
 * @throws RangeError for a symbol that is not in `SIMULATED_MARKETS` or an index that is not a whole number of zero or more.
 */
export function* simulateMarket(seed: number, symbol: string, fromIndex = 0): Generator<PriceBar, never> {
  const market = simulatedMarket(symbol);
  if (market === undefined) throw new RangeError(`${symbol} is no simulated market`);
  if (!Number.isSafeInteger(fromIndex) || fromIndex < 0) throw new RangeError(`${fromIndex} is no bar index`);
  let campaign = planCampaign(seed, market, 0, 0, Math.log(market.basePrice));
  const following = (before: Campaign): Campaign =>
    planCampaign(seed, market, before.number + 1, before.firstIndex + before.bars, endLog(before));
  while (campaign.firstIndex + campaign.bars <= fromIndex) campaign = following(campaign);
  for (;;) {
    for (const [offset, bar] of drawCampaign(seed, market, campaign).entries()) {
      const index = campaign.firstIndex + offset;
      if (index >= fromIndex) yield toPriceBar(bar, index);
    }
    campaign = following(campaign);
  }
}

function toPriceBar(bar: DrawnBar, index: number): PriceBar {
  return {
    openTimeMs: SIMULATION_START_MS + index * TIMEFRAME_MS[SIMULATED_TIMEFRAME],
    open: decimals(bar.open, 4),
    high: decimals(bar.high, 4),
    low: decimals(bar.low, 4),
    close: decimals(bar.close, 4),
    volume: decimals(bar.volume, 2),
  };
}

function decimals(value: number, places: number): string {
  const text = canonicalDecimal(value.toFixed(places));
  if (text === null) throw new RangeError(`the simulator drew ${value}`);
  return text;
}
