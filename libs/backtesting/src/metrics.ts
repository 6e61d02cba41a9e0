import { Amount, amount, decimalText, percentOf, STAGES, type StageName } from '@tape/risk-rules';
import type { Position, RejectedSignal, TradeSignal } from '@tape/trading';
import type { TradablePattern } from '@tape/wyckoff';

/** Trades under which no ratio may be taken as evidence. */
export const SUFFICIENT_SAMPLE = 30;

export interface EquityPoint {
  readonly timeMs: number;
  readonly equity: string;
}

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
  /** Gains / losses. */
  readonly profitFactor: number | null;
  readonly netPnl: string;
  readonly fees: string;
  readonly insufficientSample: boolean;
}

export interface BacktestMetrics extends TradeStatistics {
  readonly barsProcessed: number;
  readonly patternsDetected: number;
  readonly signalsGenerated: number;
  readonly signalsRejected: number;
  readonly rejectionsByStage: Readonly<Record<StageName, number>>;
  readonly rejectionsByReason: Readonly<Record<string, number>>;
  readonly maxDrawdownPercent: number;
  readonly finalEquity: string;
  readonly openPositions: number;
  readonly byPattern: Readonly<Partial<Record<TradablePattern, TradeStatistics>>>;
}

function rounded(value: Amount): number {
  return value.toDecimalPlaces(4).toNumber();
}

function sumOf(values: readonly Amount[]): Amount {
  return values.reduce((sum, value) => sum.plus(value), new Amount(0));
}

export function tradeStatistics(closed: readonly Position[]): TradeStatistics {
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
    profitFactor: lost.isZero() ? null : rounded(sumOf(gains).div(lost)),
    netPnl: decimalText(sumOf(results)),
    fees: decimalText(sumOf(closed.map((position) => amount(position.fees)))),
    insufficientSample: trades < SUFFICIENT_SAMPLE,
  };
}

/** Largest fall from a high of the curve, in percent of that high; 0 for a curve that never fell. */
export function maxDrawdownPercent(curve: readonly EquityPoint[]): number {
  let peak = new Amount(0);
  let worst = new Amount(0);
  for (const point of curve) {
    const equity = amount(point.equity);
    if (equity.greaterThan(peak)) peak = equity;
    else if (peak.greaterThan(0)) worst = Amount.max(worst, percentOf(peak.minus(equity), peak));
  }
  return rounded(worst);
}

export interface MetricsInput {
  readonly barsProcessed: number;
  readonly patternsDetected: number;
  readonly signals: readonly TradeSignal[];
  readonly rejections: readonly RejectedSignal[];
  readonly closedPositions: readonly Position[];
  readonly openPositions: number;
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
  const byPattern: Partial<Record<TradablePattern, TradeStatistics>> = {};
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
    maxDrawdownPercent: maxDrawdownPercent(input.equityCurve),
    finalEquity: input.finalEquity,
    openPositions: input.openPositions,
    byPattern,
  };
}
