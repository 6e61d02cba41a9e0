import { closeTimeMs } from '@tape/market';
import { CLASSIC_RISK, type EmergencyExit, type Sizing } from '@tape/risk-rules';
import {
  nextSignalStatus,
  signalEventOf,
  type ExecutionEvent,
  type Fill,
  type Order,
  type Position,
  type PositionSnapshot,
  type RejectedSignal,
  type SignalStatus,
  type TradeSignal,
} from '@tape/trading';
import type { DetectedPattern, Verdict } from '@tape/validation';
import type { BarOutcome } from './bar-outcome.js';
import { mergeByClose, seriesBarOf, type BacktestSeries, type PlacedBar } from './merge-series.js';
import type { EquityPoint } from './equity-statistics.js';
import { metricsOf, type BacktestMetrics } from './metrics.js';
import type { AdoptedSettings, CustomFinding, PipelineOptions } from './pipeline-options.js';
import { createPipeline } from './pipeline.js';
import { ratesOfSeries } from './series-rates.js';

export interface BacktestRequest extends Omit<PipelineOptions, 'series'> {
  readonly series: readonly BacktestSeries[];
  /** Settings that come into force on the way, oldest first. */
  readonly changes?: readonly SettingsChange[];
  /** Called with each bar's outcome, for a comparison with a live run. To make them all takes its time. */
  readonly onBar?: (outcome: BarOutcome) => void;
  /** Called with the bars worked so far, whenever those of one time are done. */
  readonly onProgress?: (barsProcessed: number) => void;
}

/** Settings that decide on the bars that close after a time, until the next change. */
export interface SettingsChange {
  readonly afterMs: number;
  readonly settings: AdoptedSettings;
}

export interface BacktestResult {
  /** What detector plug-ins found. */
  readonly customEvents: readonly CustomFinding[];
  readonly patterns: readonly DetectedPattern[];
  readonly verdicts: readonly Verdict<Sizing | null>[];
  readonly signals: readonly TradeSignal[];
  /** How each signal ended, or where it stands, by id. */
  readonly signalStatus: Readonly<Record<string, SignalStatus>>;
  readonly rejections: readonly RejectedSignal[];
  /** Each order as it last was, in the order of creation. */
  readonly orders: readonly Order[];
  readonly fills: readonly Fill[];
  /** Each position as it last was, in the order of opening; those still open at the end have no `closedAtMs`. */
  readonly positions: readonly PositionSnapshot[];
  readonly exits: readonly EmergencyExit[];
  /** A point wherever equity changed, and the last bar. */
  readonly equityCurve: readonly EquityPoint[];
  readonly metrics: BacktestMetrics;
}

/** Latest state of everything execution reported. */
class ExecutionRecord {
  readonly orders = new Map<string, Order>();
  readonly positions = new Map<string, PositionSnapshot>();
  readonly status = new Map<string, SignalStatus>();

  /** A signal whose order is written is claimed: the pipeline is its own claimer. */
  claim(signal: TradeSignal): void {
    this.status.set(signal.id, 'CLAIMED');
  }

  take(event: ExecutionEvent): void {
    const signalId = event.kind === 'order' ? event.order.signalId : event.position.signalId;
    if (event.kind === 'order') this.orders.set(event.order.clientOrderId, event.order);
    else this.positions.set(event.position.positionId, event.position);
    const signalEvent = signalEventOf(event);
    const status = this.status.get(signalId);
    if (signalEvent === null || status === undefined) return;
    this.status.set(signalId, nextSignalStatus(status, signalEvent) ?? status);
  }
}

/**
 * Runs the pipeline over stored bars: all series merged in the order of their closes, one portfolio. Positions still open at the
 * end stay open and are marked; nothing is closed that the rules did not close.
 */
export function runBacktest(request: BacktestRequest): BacktestResult {
  const { series, onBar, onProgress, changes = [], ...options } = request;
  const { accountCurrency } = options.riskProfile ?? CLASSIC_RISK;
  const rates = [...(options.rates ?? []), ...ratesOfSeries(series, accountCurrency)];
  const pipeline = createPipeline({ ...options, series, rates });
  const customEvents: CustomFinding[] = [];
  const patterns: DetectedPattern[] = [];
  const verdicts: Verdict<Sizing | null>[] = [];
  const signals: TradeSignal[] = [];
  const rejections: RejectedSignal[] = [];
  const fills: Fill[] = [];
  const closed: Position[] = [];
  const exits: EmergencyExit[] = [];
  const equityCurve: EquityPoint[] = [];
  const record = new ExecutionRecord();
  let barsProcessed = 0;
  let lastGroup: readonly PlacedBar[] = [];
  let adopted = 0;

  for (const together of mergeByClose(series)) {
    while (adopted < changes.length && closeOf(series, together)! > changes[adopted]!.afterMs) {
      pipeline.adopt(changes[adopted]!.settings);
      adopted += 1;
    }
    const outcomes =
      onBar === undefined
        ? pipeline.pushForNews(together)
        : pipeline.pushTogether(together.map((placed) => seriesBarOf(series, placed)));
    for (const outcome of outcomes) {
      customEvents.push(...outcome.customEvents);
      patterns.push(...outcome.patterns);
      verdicts.push(...outcome.verdicts);
      signals.push(...outcome.signals);
      rejections.push(...outcome.rejections);
      fills.push(...outcome.fills);
      closed.push(...outcome.closedPositions);
      exits.push(...outcome.exits);
      for (const signal of outcome.signals) record.claim(signal);
      for (const event of outcome.executionEvents) record.take(event);
      const { closeTimeMs: timeMs, equity } = outcome;
      if (equityCurve.at(-1)?.equity !== equity) equityCurve.push({ timeMs, equity });
      onBar?.(outcome);
    }
    barsProcessed += together.length;
    lastGroup = together;
    onProgress?.(barsProcessed);
  }
  const finalEquity = pipeline.risk.portfolio.equity;
  const endMs = closeOf(series, lastGroup);
  if (endMs !== null && equityCurve.at(-1)?.timeMs !== endMs) equityCurve.push({ timeMs: endMs, equity: finalEquity });

  const positions = [...record.positions.values()];
  return {
    customEvents,
    patterns,
    verdicts,
    signals,
    signalStatus: Object.fromEntries(record.status),
    rejections,
    orders: [...record.orders.values()],
    fills,
    positions,
    exits,
    equityCurve,
    metrics: metricsOf({
      barsProcessed,
      patternsDetected: patterns.length,
      signals,
      rejections,
      closedPositions: closed,
      openPositions: positions.filter((position) => position.closedAtMs === null),
      equityCurve,
      finalEquity,
    }),
  };
}

/** When bars that close together are known; null for none. */
function closeOf(series: readonly BacktestSeries[], [first]: readonly PlacedBar[]): number | null {
  if (first === undefined) return null;
  const { openTimeMs, timeframe } = seriesBarOf(series, first);
  return closeTimeMs(openTimeMs, timeframe);
}
