import type { Candidate } from '../analysis.js';
import { at, type BarSeries } from '../series/bar-series.js';
import { orNull } from '../series/extreme.js';

const RANK_BARS = 100;
const ADX_BARS = 14;
/** ADX under which a market is said to go sideways. Source: Wilder. */
const TREND_ADX = 25;

/** The market around a candidate. Read only when there is one: it looks at a hundred bars. */
export function marketContext(series: BarSeries, now: number): Candidate['market'] {
  const { adx, rising } = directionalIndex(series, now);
  const trend = adx === null ? null : adx < TREND_ADX ? 'SIDEWAYS' : rising ? 'TRENDING_UP' : 'TRENDING_DOWN';
  return {
    atr: orNull(at(series.up.atr, now)),
    atrPercentile: percentile(series.up.atr, now),
    volumePercentile: percentile(series.up.volume, now),
    adx,
    trend,
  };
}

/** Share of the last 100 values that are no larger than the newest, 0-100; null with fewer values. */
function percentile(ring: Float64Array, now: number): number | null {
  if (now + 1 < RANK_BARS) return null;
  const value = at(ring, now);
  if (Number.isNaN(value)) return null;
  let below = 0;
  let known = 0;
  for (let i = now - RANK_BARS + 1; i <= now; i += 1) {
    const other = at(ring, i);
    if (Number.isNaN(other)) continue;
    known += 1;
    if (other <= value) below += 1;
  }
  return Math.round((below / known) * 100);
}

/** Wilder's ADX(14) over the last 100 bars. */
function directionalIndex(series: BarSeries, now: number): { readonly adx: number | null; readonly rising: boolean } {
  const { high, low, close } = series.up;
  const first = Math.max(1, now - RANK_BARS + 1);
  if (now - first + 1 < 2 * ADX_BARS) return { adx: null, rising: false };
  let range = 0;
  let plus = 0;
  let minus = 0;
  let adx = 0;
  let readings = 0;
  for (let i = first; i <= now; i += 1) {
    const up = at(high, i) - at(high, i - 1);
    const down = at(low, i - 1) - at(low, i);
    const before = at(close, i - 1);
    const trueRange = Math.max(at(high, i), before) - Math.min(at(low, i), before);
    const keep = i - first < ADX_BARS ? 1 : (ADX_BARS - 1) / ADX_BARS;
    range = range * keep + trueRange;
    plus = plus * keep + (up > down && up > 0 ? up : 0);
    minus = minus * keep + (down > up && down > 0 ? down : 0);
    if (i - first + 1 < ADX_BARS) continue;
    const sum = plus + minus;
    const index = sum > 0 ? (Math.abs(plus - minus) / sum) * 100 : 0;
    readings += 1;
    adx = readings <= ADX_BARS ? adx + (index - adx) / readings : (adx * (ADX_BARS - 1) + index) / ADX_BARS;
  }
  return range > 0 ? { adx: Math.min(100, adx), rising: plus > minus } : { adx: null, rising: false };
}
