export { createStrategy } from './strategy/create-strategy.js';
export { toProposal } from './candidate/to-candidate.js';
export type { Proposal } from './candidate/to-candidate.js';
export { afterFailure, afterSuccess, HEALTHY, isDue, MOST_FAILURES } from './strategy/quarantine.js';
export type { InstanceHealth, InstanceState } from './strategy/quarantine.js';
export { SeriesDesk } from './desk/series-desk.js';
export type { DeskContext, DeskStep, KeptInstance, SeriesDeskParts } from './desk/series-desk.js';
export { isolate } from './strategy/isolated.js';
export type { IsolatedInstance, IsolatedStep, RunState } from './strategy/isolated.js';
export { ENTRY_REFUSALS } from './strategy/intent.js';
export type {
  EnterIntent,
  EntryRefusal,
  ExitIntent,
  ExitReason,
  Intent,
  IntendedTarget,
  SliceIntent,
  StrategyStep,
} from './strategy/intent.js';
export type { Stance, Strategy, StrategyInput, StrategyInstance, StrategySnapshot } from './strategy/strategy.js';
export { createAnalysisViewer } from './strategy/analysis-view.js';
export type { AnalysisView, AnalysisViewer, AnalysisViewState } from './strategy/analysis-view.js';
export { readDefinition } from './definition/read-definition.js';
export type { DefinitionReading } from './definition/read-definition.js';
export { DEFINITION_RULES } from './definition/reading.js';
export type { DefinitionError, DefinitionRule } from './definition/reading.js';
export type { StopSpec, StrategyDefinition, TargetSpec } from './definition/strategy-definition.js';
export type { Condition, Operand } from './condition/condition.js';
export type { IndicatorKind, IndicatorSpec } from './indicator/indicator-spec.js';
export type { ScheduleSpec, SessionName, Weekday } from './schedule/schedule.js';
export { admissionOf, admit, createRegistry } from './registry/registry.js';
export type { Admission, StrategyRegistry } from './registry/registry.js';
export { DEFAULT_TIER_RULES, firstTier, stepTier, TIER_FROM, TIER_MOVES, TIERS } from './registry/tier.js';
export type { Tier, TierChange, TierRules, TierState, TierStep } from './registry/tier.js';
export { createRegimeDetector, READINGS_FOR_CHANGE, readRegime } from './regime/regime.js';
export type { Regime, RegimeChanged, RegimeDetector, RegimeInputs, RegimeState, RegimeStep } from './regime/regime.js';
export { wyckoffStrategy } from './builtin/wyckoff.strategy.js';
export { meanReversion, momentumBreakout } from './builtin/declared.js';
export { pairsStrategy } from './builtin/pairs.strategy.js';
export type { PairsTerms } from './builtin/pairs.strategy.js';
export { vwapExecution } from './builtin/vwap-execution.strategy.js';
export type { VwapTerms } from './builtin/vwap-execution.strategy.js';
export { sliceOrder } from './builtin/slice-order.js';
export type { Slice } from './builtin/slice-order.js';
