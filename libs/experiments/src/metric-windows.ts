import { compareEngines, outcomeMetrics, type EngineComparison, type OutcomeMetrics } from './outcome-metrics.js';
import type { TradeKind } from './policy.js';
import { ENGINE_NAMES, type EngineName } from './variant.js';

const DAY_MS = 86_400_000;

/** Periods that end now, whatever "now" is asked for. Unit: milliseconds. */
export const METRIC_WINDOWS = {
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
  '365d': 365 * DAY_MS,
  all: Number.POSITIVE_INFINITY,
} as const;
export type MetricWindow = keyof typeof METRIC_WINDOWS;

/** By the engine's own rule, or together with the real trade. */
export const EXIT_RULES = ['OWN', 'SYNCHRONISED'] as const;
export type ExitRule = (typeof EXIT_RULES)[number];

/** One trade that has ended by one exit rule. */
export interface EndedTrade {
  readonly experimentId: string;
  readonly engine: EngineName;
  readonly kind: TradeKind;
  readonly exit: ExitRule;
  readonly rMultiple: number;
  readonly closedAtMs: number;
}

export interface WindowMetrics extends OutcomeMetrics {
  readonly window: MetricWindow;
  readonly engine: EngineName;
  readonly kind: TradeKind;
  readonly exit: ExitRule;
}

export interface WindowComparison extends EngineComparison {
  readonly window: MetricWindow;
  readonly exit: ExitRule;
}

const WINDOWS = Object.keys(METRIC_WINDOWS) as readonly MetricWindow[];
const KINDS = ['REAL', 'SHADOW'] as const satisfies readonly TradeKind[];

function within(trades: readonly EndedTrade[], window: MetricWindow, asOfMs: number): readonly EndedTrade[] {
  const fromMs = asOfMs - METRIC_WINDOWS[window];
  return trades.filter(({ closedAtMs }) => closedAtMs > fromMs && closedAtMs <= asOfMs);
}

/** Every window, engine, kind and exit rule; real and shadow are never mixed. */
export function metricsByWindow(trades: readonly EndedTrade[], asOfMs: number): readonly WindowMetrics[] {
  return WINDOWS.flatMap((window) => {
    const inside = within(trades, window, asOfMs);
    return ENGINE_NAMES.flatMap((engine) =>
      KINDS.flatMap((kind) =>
        EXIT_RULES.map((exit) => {
          const own = inside.filter((each) => each.engine === engine && each.kind === kind && each.exit === exit);
          return { window, engine, kind, exit, ...outcomeMetrics(own.map(({ rMultiple }) => rMultiple)) };
        }),
      ),
    );
  });
}

/** Both engines on the signals that both have ended, by the later of the two ends. */
export function comparisonByWindow(trades: readonly EndedTrade[], asOfMs: number): readonly WindowComparison[] {
  return EXIT_RULES.flatMap((exit) => {
    const pairs = pairsOf(trades.filter((each) => each.exit === exit));
    return WINDOWS.map((window) => {
      const inside = within(pairs, window, asOfMs);
      return { window, exit, ...compareEngines(inside.map(({ rMultiple }) => rMultiple)) };
    });
  });
}

/** One entry a signal, whose result is B minus A. */
function pairsOf(trades: readonly EndedTrade[]): readonly EndedTrade[] {
  const ofA = new Map(trades.filter(({ engine }) => engine === 'A').map((trade) => [trade.experimentId, trade]));
  return trades.flatMap((ofB) => {
    const match = ofB.engine === 'B' ? ofA.get(ofB.experimentId) : undefined;
    if (match === undefined) return [];
    const closedAtMs = Math.max(match.closedAtMs, ofB.closedAtMs);
    return [{ ...ofB, closedAtMs, rMultiple: ofB.rMultiple - match.rMultiple }];
  });
}
