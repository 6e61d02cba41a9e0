import type { AssetClass, Bar, HigherTimeframes, Instrument, Timeframe } from '@tape/market';
import type { RateQuote, RiskProfile } from '@tape/risk-rules';
import type { CostModel } from '@tape/trading';
import type { CalendarBook, ValidationProfile } from '@tape/validation';
import type { AnalysisStep, AnalyzerOptions, CustomEvent, DetectorPlugin } from '@tape/wyckoff';

/** One series the pipeline reads. */
export interface SeriesDefinition {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  /** Bars of the built-in simulator; travels with every pattern and signal. */
  readonly simulated: boolean;
}

/** What the pipeline asks of the analysis of a bar. */
export type AnalysisNews = Pick<AnalysisStep, 'candidates'> & Partial<Pick<AnalysisStep, 'customEvents'>>;

/** The part of an analyzer the pipeline uses. */
export interface CandidateSource {
  push(bar: Bar): AnalysisNews;
  /** The same for who only wants news: null where there are none. */
  pushForNews?(bar: Bar): AnalysisNews | null;
  /** The same for one that was recorded and needs no bar. */
  newsAt?(openTimeMs: number): AnalysisNews | null;
}

/** What a detector plug-in found, with the series it found it in. */
export interface CustomFinding extends CustomEvent {
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/** Makes the analysis of one series; a scripted one lets a test say what is found when. */
export type AnalyzerFactory = (options: AnalyzerOptions) => CandidateSource;

export interface PipelineOptions {
  readonly series: readonly SeriesDefinition[];
  /** Account currency, decimal text. */
  readonly initialEquity: string;
  /** Default `classic`. */
  readonly profile?: ValidationProfile;
  readonly riskProfile?: RiskProfile;
  readonly costs?: Readonly<Record<AssetClass, CostModel>>;
  /** Default: nobody knows, and stocks and forex carry a warning for it. */
  readonly calendar?: CalendarBook;
  /** What currencies were worth, in any order. Default: nobody knows, and a pair whose own price does not tell is refused. */
  readonly rates?: readonly RateQuote[];
  /** In the light of which longer timeframe series are read, by their own. Default: alone. */
  readonly higherTimeframes?: HigherTimeframes;
  /** Detectors of one's own; what they find is reported and decides nothing. */
  readonly plugins?: readonly DetectorPlugin[];
  readonly analyzer?: AnalyzerFactory;
}

/** The options that decide, with their defaults. */
export type PipelineSettings = Required<
  Pick<PipelineOptions, 'initialEquity' | 'profile' | 'riskProfile' | 'costs' | 'calendar'>
>;

/** What may change while a pipeline runs; positions that are open keep the prices they were opened with. */
export interface AdoptedSettings extends Pick<PipelineSettings, 'profile' | 'riskProfile' | 'costs'> {
  /** Of recorded analyses, which know nothing of the bars they were pushed. */
  readonly analyzer: AnalyzerFactory;
}
