import { Amount, amount, decimalText, percentOf, STAGES, type StageName } from '@tape/risk-rules';
import { isoTime, seededRandom } from '@tape/market';
import type { PositionSnapshot, RejectedSignal, TradeSignal } from '@tape/trading';
import type { CandidatePattern } from '@tape/validation';
import { equityStatistics, type EquityPoint, type EquityStatistics } from './equity-statistics.js';
import { meanInterval } from './evidence/bootstrap.js';
import { timeInMarketPercent, type Holding } from './time-in-market.js';

/** Trades under which no ratio may be taken as evidence. */
export const SUFFICIENT_SAMPLE = 30;

/** Statistics of closed positions. Ratios are null where there is nothing to divide; amounts are net of costs. */
export interface TradeStatistics {
  readonly trades: number;
  readonly wins: number;
  readonly losses: number;
  /** Exactly nothing gained: neither a win nor a loss. */
  readonly breakEven: number;
  readonly winRatePercent: number | null;
  /** Mean result in units of the initial risk. */
  readonly expectancyR: number | null;
  /** 95 % interval of it by a bootstrap over the months in which trades ended; null under two months. */
  readonly expectancyInterval: readonly [low: number, high: number] | null;
  /** Gains / losses. */
  readonly profitFactor: number | null;
  readonly netPnl: string;
  readonly fees: string;
  readonly insufficientSample: boolean;
}

export interface BacktestMetrics extends TradeStatistics, EquityStatistics {
  readonly barsProcessed: number;
  readonly patternsDetected: number;
  readonly signalsGenerated: number;
  readonly signalsRejected: number;
  readonly rejectionsByStage: Readonly<Record<StageName, number>>;
  readonly rejectionsByReason: Readonly<Record<string, number>>;
  /** Percent of the time in which something was held; null for a run without time. */
  readonly exposurePercent: number | null;
  readonly finalEquity: string;
  readonly openPositions: number;
  readonly byPattern: Readonly<Partial<Record<CandidatePattern, TradeStatistics>>>;
}

/** What statistics need of a closed position. */
export type ClosedTrade = Pick<PositionSnapshot, 'signalId' | 'realisedPnl' | 'fees' | 'rMultiple' | 'closedAtMs'> &
  Pick<Holding, 'openedAtMs'>;

function rounded(value: Amount): number {
  return value.toDecimalPlaces(4).toNumber();
}

function sumOf(values: readonly Amount[]): Amount {
  return values.reduce((sum, value) => sum.plus(value), new Amount(0));
}

/** Samples of the bootstrap, and the seed of its chance: the same trades have the same interval. */
const SAMPLES = 2_000;
const SEED = 1;

function expectancyInterval(closed: readonly ClosedTrade[]): TradeStatistics['expectancyInterval'] {
  const observations = closed.map(({ rMultiple, closedAtMs }) => ({
    value: Number(rMultiple ?? '0'),
    group: isoTime(closedAtMs ?? 0).slice(0, 7),
  }));
  const chance = seededRandom(SEED);
  const interval = meanInterval(observations, SAMPLES, () => chance.next());
  return interval === null ? null : [Number(interval[0].toFixed(4)), Number(interval[1].toFixed(4))];
}

export function tradeStatistics(closed: readonly ClosedTrade[]): TradeStatistics {
  const results = closed.map((position) => amount(position.realisedPnl));
  const gains = results.filter((result) => result.greaterThan(0));
  const losses = results.filter((result) => result.lessThan(0));
  const lost = sumOf(losses).abs();
  const trades = closed.length;
  const totalR = sumOf(closed.map((position) => amount(position.rMultiple ?? '0')));
  return {
    trades,
    wins: gains.length,
    losses: losses.length,
    breakEven: trades - gains.length - losses.length,
    winRatePercent: trades === 0 ? null : rounded(percentOf(new Amount(gains.length), new Amount(trades))),
    expectancyR: trades === 0 ? null : rounded(totalR.div(trades)),
    expectancyInterval: expectancyInterval(closed),
    profitFactor: lost.isZero() ? null : rounded(sumOf(gains).div(lost)),
    netPnl: decimalText(sumOf(results)),
    fees: decimalText(sumOf(closed.map((position) => amount(position.fees)))),
    insufficientSample: trades < SUFFICIENT_SAMPLE,
  };
}

export interface MetricsInput {
  readonly barsProcessed: number;
  readonly patternsDetected: number;
  readonly signals: readonly TradeSignal[];
  readonly rejections: readonly RejectedSignal[];
  readonly closedPositions: readonly ClosedTrade[];
  readonly openPositions: readonly Holding[];
  readonly equityCurve: readonly EquityPoint[];
  readonly finalEquity: string;
}

function rejectionCounts(rejections: readonly RejectedSignal[]): {
  readonly rejectionsByStage: Record<StageName, number>;
  readonly rejectionsByReason: Record<string, number>;
} {
  const byStage = Object.fromEntries(STAGES.map((stage) => [stage, 0])) as Record<StageName, number>;
  const byReason: Record<string, number> = {};
  for (const { stage, reason } of rejections) {
    byStage[stage] += 1;
    byReason[reason] = (byReason[reason] ?? 0) + 1;
  }
  return { rejectionsByStage: byStage, rejectionsByReason: byReason };
}

export function metricsOf(input: MetricsInput): BacktestMetrics {
  const patternOf = new Map(input.signals.map((signal) => [signal.id, signal.pattern]));
  const byPattern: Partial<Record<CandidatePattern, TradeStatistics>> = {};
  for (const pattern of new Set(patternOf.values())) {
    const traded = input.closedPositions.filter((position) => patternOf.get(position.signalId) === pattern);
    if (traded.length > 0) byPattern[pattern] = tradeStatistics(traded);
  }
  return {
    barsProcessed: input.barsProcessed,
    patternsDetected: input.patternsDetected,
    signalsGenerated: input.signals.length,
    signalsRejected: input.rejections.length,
    ...rejectionCounts(input.rejections),
    ...tradeStatistics(input.closedPositions),
    ...equityStatistics(input.equityCurve),
    exposurePercent: timeInMarketPercent(
      [...input.closedPositions, ...input.openPositions],
      input.equityCurve[0]?.timeMs ?? 0,
      input.equityCurve.at(-1)?.timeMs ?? 0,
    ),
    finalEquity: input.finalEquity,
    openPositions: input.openPositions.length,
    byPattern,
  };
}
