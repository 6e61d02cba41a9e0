export { TIMEFRAMES, TIMEFRAME_MS, closeTimeMs, isTimeframe } from './timeframe.js';
export type { Timeframe } from './timeframe.js';
export { toBar } from './bar.js';
export type { Bar, PriceBar, SeriesBar } from './bar.js';
export { ASSET_CLASSES } from './instrument.js';
export type { AssetClass, Instrument } from './instrument.js';
export { roundToTick } from './tick.js';
