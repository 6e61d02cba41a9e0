export { canonicalDecimal, compareUnsigned } from './number/canonical-decimal.js';
export { roundToTick } from './number/round-to-tick.js';
export { DAY_MS, civilFromDays, daysFromCivil, weekdayOfDays } from './time/civil-date.js';
export type { CivilDate } from './time/civil-date.js';
export { isoTime, parseIsoTime } from './time/iso-time.js';
export { readBarTime } from './time/bar-time.js';
export type { BarTime } from './time/bar-time.js';
export { fromNewYork, newYorkClock } from './time/new-york-time.js';
export type { NewYorkClock } from './time/new-york-time.js';
export { readHigherTimeframes } from './time/higher-timeframes.js';
export type { HigherTimeframes, HigherTimeframesReading } from './time/higher-timeframes.js';
export { TIMEFRAMES, TIMEFRAME_MS, closeTimeMs, isTimeframe } from './time/timeframe.js';
export type { Timeframe } from './time/timeframe.js';
export { toBar } from './bar/bar.js';
export type { Bar, PriceBar, SeriesBar } from './bar/bar.js';
export { BAR_RULES } from './bar/refusal.js';
export type { BarField, BarPlace, BarRefusal, BarRule } from './bar/refusal.js';
export { readSeriesKey } from './bar/series-key.js';
export type { SeriesReading } from './bar/series-key.js';
export { readBar } from './bar/read-bar.js';
export type { BarReading, RawBar, ReadContext } from './bar/read-bar.js';
export { differingField, placeBar } from './bar/place-bar.js';
export type { SeriesPosition } from './bar/place-bar.js';
export { inspectBar } from './bar/inspect-bar.js';
export type { InspectContext } from './bar/inspect-bar.js';
export { CLOCK_SKEW_MS, gridStepMs, latestOpenTimeMs } from './bar/bar-grid.js';
export { readCsvHeader } from './csv/csv-header.js';
export type { CsvColumns, CsvHeader, CsvHeaderRule } from './csv/csv-header.js';
export { csvRow, isBlankRow } from './csv/csv-row.js';
export { seriesOfFileName } from './csv/series-file-name.js';
export { isForexTradingDay, sessionDay, sessionOfDay } from './calendar/session.js';
export type { Session } from './calendar/session.js';
export { isStockTradingDay, stockCloseMinute } from './calendar/us-holidays.js';
export { missingBars } from './calendar/missing-bars.js';
export { ASSET_CLASSES } from './instrument/instrument.js';
export type { AssetClass, Instrument } from './instrument/instrument.js';
export { cryptoQuoteOf, inferInstrument } from './instrument/infer-instrument.js';
export { SIMULATED_MARKETS, isSimulatedSymbol } from './simulator/simulated-symbols.js';
export type { SimulatedMarket } from './simulator/simulated-symbols.js';
export {
  SIMULATED_TIMEFRAME,
  SIMULATION_START_MS,
  simulatedIndexAfter,
  simulateMarket,
} from './simulator/simulate-market.js';
export { barSlot } from './resample/bar-slot.js';
export type { BarSlot } from './resample/bar-slot.js';
export { createFloatResampler, createResampler } from './resample/resampler.js';
export type { Resampler, ResamplerState } from './resample/resampler.js';
export { adjustForSplits, readSplits, splitText } from './split/split.js';
export type { Split, SplitReading } from './split/split.js';
export { splitCandidates } from './split/split-candidates.js';
export type { SplitCandidate } from './split/split-candidates.js';
export { seededRandom } from './simulator/seeded-random.js';
export type { SeededRandom } from './simulator/seeded-random.js';
