import {
  type AssetClass,
  type Bar,
  createFloatResampler,
  roundToTick,
  type Timeframe,
  toBar,
  type PriceBar,
} from '@tape/market';
import {
  CLASSIC_CONFIG,
  createAnalyzer,
  STRICT_CONFIG,
  type AnalysisConfig,
  type AnalysisStep,
  type RangeView,
  type ZoneView,
} from '@tape/wyckoff';

/** In the light of which longer timeframe a series is shown; weeks have none. */
export const LIGHT_OF: Readonly<Record<Timeframe, Timeframe | null>> = {
  '1m': '15m',
  '5m': '1h',
  '15m': '4h',
  '1h': '1d',
  '4h': '1d',
  '1d': '1w',
  '1w': null,
};

/** Of which series, and by which rules, bars are read. */
export interface ReadSeries {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly assetClass: AssetClass;
  readonly tickSize: string;
  readonly profile: 'classic' | 'strict';
}

/** A range as it stood after the last bar that was read; levels are decimal text. */
export interface ReadRange {
  readonly rangeId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly side: RangeView['side'];
  readonly state: RangeView['state'];
  readonly startTimeMs: number;
  /** The bar at which it became what it is. */
  readonly knownAtMs: number;
  readonly ice: string;
  readonly creek: string;
  readonly jump: string | null;
  readonly quality: number;
  readonly durationBars: number;
}

export interface ReadZone {
  readonly kind: ZoneView['kind'];
  readonly state: ZoneView['state'];
  /** The bar that made it. */
  readonly fromTimeMs: number;
  readonly low: string;
  readonly high: string;
  readonly touches: number;
}

/** Where the longer timeframe stands, from its closed bars alone. */
export interface ReadHigher {
  readonly timeframe: Timeframe;
  readonly side: AnalysisStep['current']['side'];
  readonly phase: AnalysisStep['current']['phase'];
  readonly ice: string | null;
  readonly creek: string | null;
}

/** What the analysis knows after the last bar that was read, and of nothing behind it. */
export interface SeriesReading {
  readonly ranges: readonly ReadRange[];
  /** Those that still count: not closed beyond with volume. */
  readonly zones: readonly ReadZone[];
  readonly higher: ReadHigher | null;
}

const CONFIG: Readonly<Record<ReadSeries['profile'], AnalysisConfig>> = {
  classic: CLASSIC_CONFIG,
  strict: STRICT_CONFIG,
};

/**
 * Reads bars as detection read them when they came. The analysis never withdraws what it said, so what it says of a
 * beginning of the series is what was known then.
 * @param bars oldest first
 */
export function readSeries(bars: readonly PriceBar[], series: ReadSeries): SeriesReading {
  const analyzer = createAnalyzer(series, CONFIG[series.profile]);
  const price = (value: number) => roundToTick(value, series.tickSize);
  const ranges = new Map<string, ReadRange>();
  const zones = new Map<string, ZoneView>();
  const read = bars.map(toBar);
  for (const bar of read) {
    const step = analyzer.pushForNews(bar);
    if (step === null) continue;
    for (const range of step.ranges) ranges.set(range.id, toReadRange(range, bar.openTimeMs, series, price));
    for (const zone of step.zones) zones.set(`${zone.kind} ${zone.timeMs}`, zone);
  }
  return {
    ranges: [...ranges.values()].toSorted((a, b) => b.knownAtMs - a.knownAtMs || (a.rangeId < b.rangeId ? -1 : 1)),
    zones: [...zones.values()]
      .filter(({ state }) => state !== 'DEAD')
      .toSorted((a, b) => b.timeMs - a.timeMs)
      .map(({ kind, state, timeMs, low, high, touches }) => ({
        kind,
        state,
        fromTimeMs: timeMs,
        low: price(low),
        high: price(high),
        touches,
      })),
    higher: readHigher(read, series, price),
  };
}

function toReadRange(
  range: RangeView,
  knownAtMs: number,
  { symbol, timeframe }: ReadSeries,
  price: (value: number) => string,
): ReadRange {
  const { id: rangeId, side, state, startTimeMs, ice, creek, jump, quality, durationBars } = range;
  return {
    rangeId,
    symbol,
    timeframe,
    side,
    state,
    startTimeMs,
    knownAtMs,
    ice: price(ice),
    creek: price(creek),
    jump: jump === null ? null : price(jump),
    quality,
    durationBars,
  };
}

function readHigher(bars: readonly Bar[], series: ReadSeries, price: (value: number) => string): ReadHigher | null {
  const timeframe = LIGHT_OF[series.timeframe];
  if (timeframe === null) return null;
  const resampler = createFloatResampler(series.timeframe, timeframe, series.assetClass);
  const analyzer = createAnalyzer({ ...series, timeframe }, CONFIG[series.profile]);
  const ranges = new Map<string, RangeView>();
  let current: AnalysisStep['current'] | undefined;
  for (const bar of bars) {
    for (const longer of resampler.push(bar)) {
      const step = analyzer.push(longer);
      current = step.current;
      for (const range of step.ranges) ranges.set(range.id, range);
    }
  }
  if (current === undefined) return null;
  const range = current.rangeId === null ? undefined : ranges.get(current.rangeId);
  return {
    timeframe,
    side: current.side,
    phase: current.phase,
    ice: range === undefined ? null : price(range.ice),
    creek: range === undefined ? null : price(range.creek),
  };
}
