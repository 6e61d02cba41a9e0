export { createPipeline } from './pipeline.js';
export { entryFactsOf } from './entry-facts.js';
export type { Pipeline } from './pipeline.js';
export type {
  AdoptedSettings,
  AnalyzerFactory,
  CandidateSource,
  CustomFinding,
  PipelineOptions,
  SeriesDefinition,
} from './pipeline-options.js';
export type { BarOutcome } from './bar-outcome.js';
export { ratesOfSeries } from './series-rates.js';
export { mergeSeries } from './merge-series.js';
export type { BacktestSeries } from './merge-series.js';
export { runBacktest } from './run-backtest.js';
export type { BacktestRequest, BacktestResult, SettingsChange } from './run-backtest.js';
export { metricsOf, SUFFICIENT_SAMPLE, tradeStatistics } from './metrics.js';
export type { BacktestMetrics, MetricsInput, TradeStatistics } from './metrics.js';
export { dailyReturns, equityStatistics, maxDrawdownPercent } from './equity-statistics.js';
export type { Drawdown, EquityPoint, EquityStatistics } from './equity-statistics.js';
export { sampledCurve } from './sampled-curve.js';
export type { SampledPoint } from './sampled-curve.js';
export { timeInMarketPercent } from './time-in-market.js';
export type { Holding } from './time-in-market.js';
export { EVIDENCE_RULES } from './evidence/evidence-rules.js';
export type { Draw, EvidenceCosts, EvidenceRules } from './evidence/evidence-rules.js';
export { seriesEvidence } from './evidence/series-evidence.js';
export type { EvidenceSeries, EvidenceTrade, SeriesEvidence } from './evidence/series-evidence.js';
export { evidenceReport } from './evidence/evidence-report.js';
export type {
  EvidenceGroup,
  EvidenceReport,
  LabelCount,
  LabelSummary,
  SeriesSummary,
} from './evidence/evidence-report.js';
export type { AgainstRandom, PatternEvidence } from './evidence/pattern-evidence.js';
export type { ExpertLabel, LabelGrade, LabelOutcome } from './evidence/label-match.js';
export { PHASE_NAMES } from './evidence/phase-time.js';
export type { PhaseName } from './evidence/phase-time.js';
export { summaryOf } from './report/backtest-report.js';
export type { BacktestSummary, ReportedSeries, Trade } from './report/backtest-report.js';
export { COMPARED_FIGURES, compareRuns } from './report/compare-runs.js';
export type { ComparedFigure, FigureDifference, RunComparison } from './report/compare-runs.js';
export { escaped, htmlTable } from './report/markup.js';
export { randomBaseline } from './report/random-baseline.js';
export type { RandomBaseline } from './report/random-baseline.js';
export { reportPage } from './report/report-page.js';
export { tradesCsv } from './report/trades-csv.js';
export { randomTrades } from './report/random-trades.js';
export type { RandomTrades } from './report/random-trades.js';
export { CHOICE_RULES, choiceSettings, isChoiceName, readChoice, settingsOf, USUAL_CHOICE } from './study/choice.js';
export type { BacktestChoice, ChoiceBase, ChoiceName, ChoiceReading } from './study/choice.js';
export { MAX_VARIANTS, readGrid, variantText } from './study/choice-grid.js';
export type { GridReading, Variant } from './study/choice-grid.js';
export type { DeflatedSharpe } from './study/deflated-sharpe.js';
export { OBJECTIVES } from './study/objective.js';
export type { Objective } from './study/objective.js';
export { sweepPart, sweepReport } from './study/sweep.js';
export type { StudyCaution, SweepPart, SweepReport, SweepRow, VariantFigures } from './study/sweep.js';
export { VariantRunner } from './study/variant-runner.js';
export type { StudyRequest } from './study/variant-runner.js';
export { plannedWindows, walkForward } from './study/walk-forward.js';
export type { WalkForwardReport, WalkForwardResult, WalkForwardStep } from './study/walk-forward.js';
export type { WalkForwardPlan } from './study/walk-forward-windows.js';
export type { ReportedStudy } from './report/study-sections.js';
