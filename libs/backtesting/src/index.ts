export { createPipeline } from './pipeline.js';
export { entryFactsOf } from './entry-facts.js';
export type { Pipeline } from './pipeline.js';
export type {
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
export type { BacktestRequest, BacktestResult } from './run-backtest.js';
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
