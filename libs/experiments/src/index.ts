export { canonicalJson, deepFrozen } from './canonical-json.js';
export type { Canonical, Sha256 } from './canonical-json.js';
export { experimentIdOf, signalHash, SIGNAL_SOURCES, webhookSignalIdOf } from './experiment-signal.js';
export type { ExperimentSignal, SignalSource } from './experiment-signal.js';
export { ENGINE_NAMES, isSplitPercent, variantOf } from './variant.js';
export type { EngineName } from './variant.js';
export { KINDS_BY_MODE, POLICY_MODES, splitSize, tradeKinds } from './policy.js';
export type { PolicyMode, TradeKind } from './policy.js';
export { asksEngineB, decideEntry } from './entry-decision.js';
export type {
  EntryDecision,
  EntryEngines,
  EntryPart,
  EntryQuestion,
  EntryReason,
  ReservedEntry,
} from './entry-decision.js';
export { CONTEXT_BARS, freezeContext } from './market-context.js';
export type { ContextParts, FrozenContext, MarketContext } from './market-context.js';
export { askEngines } from './engine.js';
export type { Engine, EngineAnswer, EnginePlan, StandAside } from './engine.js';
export { SIGNAL_PLAN_ENGINE } from './signal-plan.engine.js';
export { averageTrueRange, VOLATILITY_ENGINE } from './volatility.engine.js';
export { openPaperTrade, stepPaperTrade } from './paper-trade.js';
export type { PaperEnding, PaperState, PaperTrade } from './paper-trade.js';
export { synchronisedExit } from './synchronised-exit.js';
export type { RealExit, SynchronisedExit } from './synchronised-exit.js';
export {
  BREAK_EVEN_BAND_R,
  compareEngines,
  LEAST_SAMPLE,
  outcomeMetrics,
  resultOf,
  SOUND_SAMPLE,
} from './outcome-metrics.js';
export type { EngineComparison, OutcomeMetrics, TradeResult } from './outcome-metrics.js';
export { comparisonByWindow, EXIT_RULES, METRIC_WINDOWS, metricsByWindow } from './metric-windows.js';
export type { EndedTrade, ExitRule, MetricWindow, WindowComparison, WindowMetrics } from './metric-windows.js';
