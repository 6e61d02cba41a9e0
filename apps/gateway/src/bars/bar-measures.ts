import { toBar, type PriceBar, type Timeframe } from '@tape/market';
import { createAnalyzer, type BarMeasures } from '@tape/wyckoff';

/** Bars read before the first one shown: twenty of the same session, where sessions are told apart, take about so many. */
export const MEASURE_LOOKBACK_BARS = 120;

/** What is shown of a measure: how heavy and how wide a bar was, and what that says. */
export interface ShownMeasures {
  readonly ratio: number | null;
  readonly spread: number | null;
  readonly effort_result: BarMeasures['effortResult'];
}

/**
 * Measures stored bars as detection measured them when they came: the measures are not stored, they are a function of
 * the bars before. Null for the first bars of a series, and where the look-back holds too few of their session.
 * @param bars oldest first
 */
export function measureBars(symbol: string, timeframe: Timeframe, bars: readonly PriceBar[]): ShownMeasures[] {
  const analyzer = createAnalyzer({ symbol, timeframe });
  return bars.map((bar) => {
    const { relativeVolume, relativeSpread, effortResult } = analyzer.read(toBar(bar)).measures;
    return { ratio: rounded(relativeVolume), spread: rounded(relativeSpread), effort_result: effortResult };
  });
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1_000) / 1_000;
}
