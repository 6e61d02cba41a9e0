export type {
  AnalysisStep,
  Analyzer,
  AnalyzerOptions,
  AnalyzerSnapshot,
  BarMeasures,
  Candidate,
  CustomEvent,
  DetectorFault,
  Direction,
  HigherReading,
  EffortResult,
  Phase,
  PhaseChange,
  RangeState,
  RangeView,
  Side,
  StructuralEvent,
  TradablePattern,
  WyckoffEvent,
  ZoneView,
} from './analysis.js';
export { createAnalyzer, restoreAnalyzer, WARM_UP_BARS } from './analyzer.js';
export { horizontalCount } from './target/point-and-figure.js';
export type { CountedBar, HorizontalCount } from './target/point-and-figure.js';
export { PHASE_REASONS } from './phase/phase-reason.js';
export type { PhaseReason } from './phase/phase-reason.js';
export { CLASSIC_CONFIG, STRICT_CONFIG } from './config.js';
export type { AnalysisConfig } from './config.js';
export { analyzerMaker } from './promise/analyzer-maker.js';
export type { AnalyzerMaker } from './promise/analyzer-maker.js';
export { checkRewrites, evenCuts } from './promise/rewrite-check.js';
export type { Rewrite, RewriteKind, RewriteReport } from './promise/rewrite-check.js';
export type {
  DetectorPlugin,
  PluginAnswer,
  PluginFound,
  PluginMissed,
  PluginRange,
  PluginState,
  PluginView,
} from './plugin/detector-plugin.js';
export { loadDetectorPlugins, readDetectorPlugin } from './plugin/read-plugin.js';
export type { PluginReading } from './plugin/read-plugin.js';
export { brokenPromises } from './plugin/plugin-promises.js';
export type { BrokenPromise } from './plugin/plugin-promises.js';
