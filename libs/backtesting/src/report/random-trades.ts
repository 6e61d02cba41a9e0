import { seededRandom, type PriceBar } from '@tape/market';
import { meanOf, medianOf } from '../evidence/bootstrap.js';
import { EVIDENCE_RULES } from '../evidence/evidence-rules.js';
import type { BacktestSeries } from '../merge-series.js';
import { SUFFICIENT_SAMPLE } from '../metrics.js';
import type { BacktestResult } from '../run-backtest.js';

/** What chance would have made of the same trades: as many, as long, in the same direction and series, at the same costs. */
export interface RandomTrades {
  /** Closed trades that were compared. */
  readonly trades: number;
  readonly meanR: number | null;
  /** How many times chance was asked, each time for all trades. */
  readonly draws: number;
  /** Mean R of the draws, from the bad to the good. */
  readonly distribution: {
    readonly p5: number;
    readonly p25: number;
    readonly median: number;
    readonly p75: number;
    readonly p95: number;
  } | null;
  /** Percent of the draws that the real result is better than. */
  readonly percentile: number | null;
  readonly insufficientSample: boolean;
}

const DRAWS = 1_000;

interface ComparedTrade {
  readonly series: BacktestSeries;
  readonly sign: 1 | -1;
  /** From the bar it was opened in to the one it was closed in. */
  readonly holdBars: number;
  /** Initial risk as a part of the entry price. */
  readonly riskFraction: number;
  /** Slippage of both sides as a part of the price. */
  readonly slippage: number;
  readonly feesR: number;
  readonly r: number;
}

/** @param seed of chance: the same run with the same seed has the same answer. */
export function randomTrades(
  { positions, signals }: Pick<BacktestResult, 'positions' | 'signals'>,
  series: readonly BacktestSeries[],
  seed = 1,
): RandomTrades {
  const signalOf = new Map(signals.map((signal) => [signal.id, signal]));
  const compared: ComparedTrade[] = [];
  for (const position of positions) {
    const { symbol, timeframe, openedAtMs, closedAtMs, rMultiple, realisedPnl, fees, direction } = position;
    const own = series.find((one) => one.instrument.symbol === symbol && one.timeframe === timeframe);
    const signal = signalOf.get(position.signalId);
    if (own === undefined || signal === undefined || closedAtMs === null || rMultiple === null) continue;
    const r = Number(rMultiple);
    const oneR = r === 0 ? 0 : Number(realisedPnl) / r;
    const riskFraction = Math.abs(Number(signal.entry) - Number(signal.stop)) / Number(signal.entry);
    const { slippageFraction } = EVIDENCE_RULES.costs[own.instrument.assetClass];
    compared.push({
      series: own,
      sign: direction === 'LONG' ? 1 : -1,
      holdBars: barAt(own, closedAtMs) - barAt(own, openedAtMs),
      riskFraction,
      slippage: 2 * slippageFraction,
      feesR: oneR > 0 ? Number(fees) / oneR : 0,
      r,
    });
  }
  const meanR = meanOf(compared.map(({ r }) => r));
  const insufficientSample = compared.length < SUFFICIENT_SAMPLE;
  if (meanR === null) {
    return { trades: 0, meanR, draws: 0, distribution: null, percentile: null, insufficientSample };
  }
  const chance = seededRandom(seed, 'random trades');
  const means = Array.from({ length: DRAWS }, () =>
    meanOf(compared.map((trade) => drawnR(trade, () => chance.next())))!,
  );
  const sorted = means.toSorted((a, b) => a - b);
  return {
    trades: compared.length,
    meanR: rounded(meanR),
    draws: DRAWS,
    distribution: {
      p5: at(sorted, 0.05),
      p25: at(sorted, 0.25),
      median: rounded(medianOf(sorted)!),
      p75: at(sorted, 0.75),
      p95: at(sorted, 0.95),
    },
    percentile: rounded((sorted.filter((mean) => mean < meanR).length / DRAWS) * 100),
    insufficientSample,
  };
}

/** In at the open of a bar that chance chose, out at the close of the bar after as many as the real trade was held. */
function drawnR({ series, sign, holdBars, riskFraction, slippage, feesR }: ComparedTrade, draw: () => number): number {
  const { bars } = series;
  const entryAt = Math.floor(draw() * Math.max(1, bars.length - holdBars));
  const entry = Number(bars[entryAt]?.open ?? 0);
  const exit = Number(bars[Math.min(entryAt + holdBars, bars.length - 1)]?.close ?? 0);
  if (entry <= 0 || riskFraction <= 0) return 0;
  return (((exit - entry) / entry) * sign - slippage) / riskFraction - feesR;
}

/** Place of the bar that a time lies in: the last one that had opened. */
function barAt({ bars }: Pick<BacktestSeries, 'bars'>, timeMs: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bars[middle] as PriceBar).openTimeMs <= timeMs) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

function at(sorted: readonly number[], share: number): number {
  return rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
