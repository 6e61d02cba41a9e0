export type {
  AnalysisStep,
  Analyzer,
  AnalyzerOptions,
  AnalyzerSnapshot,
  BarMeasures,
  Candidate,
  DetectorFault,
  Direction,
  EffortResult,
  Phase,
  PhaseChange,
  RangeState,
  RangeView,
  Side,
  StructuralEvent,
  TradablePattern,
  WyckoffEvent,
} from './analysis.js';
export { createAnalyzer, restoreAnalyzer, WARM_UP_BARS } from './analyzer.js';
export { CLASSIC_CONFIG, STRICT_CONFIG } from './config.js';
export type { AnalysisConfig } from './config.js';
