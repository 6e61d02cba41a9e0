import { copyTouch, highTouch, levelPrice, lowTouch, type Touch } from '../level/touch.js';
import { at, type BarSeries } from '../series/bar-series.js';
import type { ClimaxZone } from './climax-zone.js';
import type { Cluster } from './cluster.js';
import { refreshQuality } from './edges.js';
import { noMarks, type Mark, type RangeOrigin, type TradingRange } from './trading-range.js';

/** Bars before a range whose direction says where price came from. */
const PRIOR_TREND_BARS = 30;

interface Origin {
  readonly id: string;
  readonly origin: RangeOrigin;
  readonly startIndex: number;
  readonly startTimeMs: number;
  readonly priorTrend: 1 | -1;
}

/** The classical birth: a climax and the automatic move after it set the two edges. */
export function rangeFromClimax(series: BarSeries, zone: ClimaxZone, move: Mark, now: number): TradingRange {
  const accumulation = zone.side === 'ACCUMULATION';
  const ice = [lowTouch(series, accumulation ? zone.climax.index : move.index)];
  const creek = [highTouch(series, accumulation ? move.index : zone.climax.index)];
  const origin: Origin = {
    id: zone.id,
    origin: 'climax',
    startIndex: zone.startIndex,
    startTimeMs: zone.startTimeMs,
    priorTrend: accumulation ? -1 : 1,
  };
  const range = newRange(series, origin, ice, creek, now);
  range.phase = 'A';
  const marks = accumulation ? range.accumulation : range.distribution;
  marks.preliminary = zone.preliminary;
  marks.climax = { ...zone.climax };
  marks.automaticMove = move;
  return range;
}

/** A range that swings have drawn, without a climax: its cause is already being built, so it starts in phase B. */
export function rangeFromCluster(series: BarSeries, id: string, cluster: Cluster, now: number): TradingRange {
  const origin: Origin = {
    id,
    origin: 'cluster',
    startIndex: cluster.startIndex,
    startTimeMs: cluster.startTimeMs,
    priorTrend: trendBefore(series, cluster.startIndex, now),
  };
  const range = newRange(series, origin, cluster.ice.map(copyTouch), cluster.creek.map(copyTouch), now);
  range.phase = 'B';
  range.state = 'ACTIVE';
  range.phaseBIndex = touchesCompleteAt(cluster.ice, cluster.creek);
  return range;
}

/** The bar both edges had been turned at twice. */
export function touchesCompleteAt(ice: readonly Touch[], creek: readonly Touch[]): number {
  return Math.max(ice[1]!.index, creek[1]!.index);
}

function newRange(series: BarSeries, origin: Origin, ice: Touch[], creek: Touch[], now: number): TradingRange {
  let volumeSum = 0;
  for (let i = origin.startIndex; i <= now; i += 1) volumeSum += at(series.up.volume, i);
  // Every field by name: a spread would make the object once for each of the fields that follow it.
  const range: TradingRange = {
    id: origin.id,
    origin: origin.origin,
    startIndex: origin.startIndex,
    startTimeMs: origin.startTimeMs,
    priorTrend: origin.priorTrend,
    side: origin.priorTrend === -1 ? 'ACCUMULATION' : 'DISTRIBUTION',
    state: 'FORMING',
    ice: levelPrice(ice),
    creek: levelPrice(creek),
    iceTouches: ice,
    creekTouches: creek,
    lowestTouch: Math.min(...ice.map((touch) => touch.price)),
    highestTouch: Math.max(...creek.map((touch) => touch.price)),
    volumeSum,
    volumeBars: now - origin.startIndex + 1,
    phase: null,
    phaseConfidence: 0,
    phaseBIndex: null,
    quality: 0,
    outsideBars: 0,
    accumulation: noMarks(),
    distribution: noMarks(),
  };
  refreshQuality(range, now);
  return range;
}

function trendBefore(series: BarSeries, startIndex: number, now: number): 1 | -1 {
  const from = Math.max(0, startIndex - PRIOR_TREND_BARS, now - 127);
  return at(series.up.close, startIndex) > at(series.up.close, from) ? 1 : -1;
}
