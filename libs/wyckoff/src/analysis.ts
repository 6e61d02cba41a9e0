import type { AssetClass, Bar, Timeframe } from '@tape/market';
import type { DetectorPlugin } from './plugin/detector-plugin.js';

export type Side = 'ACCUMULATION' | 'DISTRIBUTION';
export type Phase = 'A' | 'B' | 'C' | 'D' | 'E';
export type Direction = 'LONG' | 'SHORT';
export type TradablePattern = 'SPRING' | 'SOS' | 'LPS' | 'UTAD' | 'SOW' | 'LPSY';
export type WyckoffEvent =
  | 'PS'
  | 'SC'
  | 'PSY'
  | 'BC'
  | 'AR'
  | 'ST'
  | 'SPRING'
  | 'TEST'
  | 'UT'
  | 'UTAD'
  | 'SOS'
  | 'LPS'
  | 'SOW'
  | 'LPSY';
export type EffortResult = 'CLIMACTIC' | 'ABSORPTION' | 'NO_DEMAND' | 'NO_SUPPLY' | 'NORMAL';
export type RangeState = 'FORMING' | 'ACTIVE' | 'BROKEN_UP' | 'BROKEN_DOWN' | 'COMPLETED' | 'FAILED';

/** Measures of one bar against the 20 bars before it; null until they exist or when their mean is zero. */
export interface BarMeasures {
  readonly relativeVolume: number | null;
  readonly relativeSpread: number | null;
  /** (close - low) / (high - low), 0..1; 0.5 for a bar without range. */
  readonly closePosition: number;
  readonly effortResult: EffortResult | null;
  /** Wilder's ATR(14) in price; null until 14 bars exist. */
  readonly atr: number | null;
}

/** A range as it stands after a bar. */
export interface RangeView {
  /** `symbol:timeframe:start time:kind`, never reused. */
  readonly id: string;
  readonly side: Side | null;
  readonly state: RangeState;
  readonly startTimeMs: number;
  readonly ice: number;
  readonly creek: number;
  readonly jump: number | null;
  readonly conservativeObjective: number | null;
  /** 0..100, as all scores here. */
  readonly quality: number;
  readonly iceStrength: number;
  readonly creekStrength: number;
  readonly durationBars: number;
}

/** A supply or demand zone as it stands after a bar; DEAD once closed beyond with volume. */
export interface ZoneView {
  readonly kind: 'SUPPLY' | 'DEMAND';
  readonly state: 'FRESH' | 'TESTED' | 'EXHAUSTED' | 'DEAD';
  /** The bar that made it. */
  readonly timeMs: number;
  readonly low: number;
  readonly high: number;
  readonly touches: number;
}

/** A structural event, known for the first time at the bar that was pushed. Never withdrawn. */
export interface StructuralEvent {
  readonly event: WyckoffEvent;
  readonly side: Side;
  readonly rangeId: string | null;
  /** The bar the event rests on. */
  readonly eventTimeMs: number;
  readonly knownAtMs: number;
  readonly price: number;
  readonly score: number;
  /** Points by component; they sum to the score. */
  readonly scoreParts: Readonly<Record<string, number>>;
  readonly relativeVolume: number | null;
}

/** What a detector plug-in found, known for the first time at the bar that was pushed. It moves no phase and makes no candidate. */
export interface CustomEvent {
  /** Name of the plug-in. */
  readonly detector: string;
  readonly side: Side | null;
  readonly rangeId: string | null;
  /** The bar the event rests on. */
  readonly eventTimeMs: number;
  readonly knownAtMs: number;
  readonly price: number;
  readonly score: number;
  /** Points by component; they sum to the score. */
  readonly scoreParts: Readonly<Record<string, number>>;
  readonly relativeVolume: number | null;
}

/** The phase machine moved, or an event confirmed the phase it is in. */
export interface PhaseChange {
  readonly rangeId: string | null;
  readonly side: Side;
  readonly event: WyckoffEvent | null;
  readonly phase: Phase | null;
  readonly previousPhase: Phase | null;
  readonly confidence: number;
  readonly reason: string;
  readonly eventTimeMs: number;
  readonly knownAtMs: number;
  readonly price: number;
  readonly score: number | null;
}

/** Where a longer timeframe stands, after its last closed bar: its leading phase, and the range it is in. */
export interface HigherReading {
  readonly timeframe: Timeframe;
  readonly side: Side | null;
  readonly phase: Phase | null;
  readonly rangeId: string | null;
  /** Null when it is in no range. */
  readonly ice: number | null;
  readonly creek: number | null;
}

/** A pattern that may become a trade; prices are raw floats, rounded to the tick later, once, by the validation library. */
export interface Candidate {
  /** `symbol:timeframe:pattern:event-bar time:range id` */
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly pattern: TradablePattern;
  readonly side: Side;
  readonly direction: Direction;
  readonly phase: Phase | null;
  readonly phaseConfidence: number;
  readonly phaseBBars: number | null;
  readonly eventTimeMs: number;
  readonly knownAtMs: number;
  readonly entry: number;
  readonly stop: number;
  readonly targets: {
    readonly primary: number;
    readonly secondary: readonly number[];
    readonly conservative: number | null;
  };
  readonly guard: { readonly kind: 'SPRING_LOW' | 'CAMPAIGN_ICE' | 'UTAD_HIGH'; readonly price: number };
  readonly confidence: number;
  readonly components: { readonly pattern: number; readonly phase: number; readonly volume: number };
  readonly scoreParts: Readonly<Record<string, number>>;
  readonly range: {
    readonly id: string;
    readonly startTimeMs: number;
    readonly ice: number;
    readonly creek: number;
    readonly jump: number | null;
    readonly iceStrength: number;
    readonly creekStrength: number;
    readonly quality: number;
    readonly widthPercent: number;
    readonly durationBars: number;
  };
  readonly volume: {
    readonly relativeVolume: number | null;
    readonly rangeRelativeVolume: number | null;
    readonly testVolumeRatio: number | null;
    readonly springType: 1 | 2 | 3 | null;
    readonly closePosition: number;
  };
  readonly market: {
    readonly atr: number | null;
    /** Rank of the value among its last 100 bars, 0..100. */
    readonly atrPercentile: number | null;
    readonly volumePercentile: number | null;
    readonly adx: number | null;
    readonly trend: 'TRENDING_UP' | 'TRENDING_DOWN' | 'SIDEWAYS' | null;
  };
  /** Null without a higher timeframe, and while that one is still warming up. */
  readonly higher: HigherReading | null;
}

/** One detector threw; the others were not disturbed. */
export interface DetectorFault {
  readonly detector: string;
  readonly message: string;
  readonly circuitOpen: boolean;
}

/** Everything one bar made known. Empty lists are shared constants: do not write into them. */
export interface AnalysisStep {
  readonly measures: BarMeasures;
  /** Bars still missing before ranges and patterns may be named; 0 when warm. */
  readonly warmingBarsToGo: number;
  readonly events: readonly StructuralEvent[];
  /** What plug-ins found, in the order they are configured. */
  readonly customEvents: readonly CustomEvent[];
  /** Ranges that were born or changed at this bar. */
  readonly ranges: readonly RangeView[];
  /** Supply and demand zones that were born, touched or died at this bar. */
  readonly zones: readonly ZoneView[];
  readonly phases: readonly PhaseChange[];
  /** Best first: by confidence, then pattern name, so that one bar's candidates have one order. */
  readonly candidates: readonly Candidate[];
  readonly faults: readonly DetectorFault[];
  /** Phase of the leading range after the bar. */
  readonly current: { readonly side: Side | null; readonly phase: Phase | null; readonly rangeId: string | null };
}

export interface AnalyzerOptions {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** FOREX compares intraday volume within its session and clamps confidence at 85. Default: what the symbol says. */
  readonly assetClass?: AssetClass;
  /** A longer timeframe, made of the series' own bars, that candidates are read in the light of. Default: none. */
  readonly higherTimeframe?: Timeframe | null;
  /** Detectors of one's own, asked in this order after the built-in ones. Default: none. */
  readonly plugins?: readonly DetectorPlugin[];
}

/** A plain JSON value; `restoreAnalyzer` makes an analyzer that answers byte for byte as the one it was taken from. */
export type AnalyzerSnapshot = { readonly version: number; readonly [key: string]: unknown };

/** One series, read bar by bar. Constant cost and memory per bar however long the history grows. */
export interface Analyzer {
  /** @throws RangeError when the bar is not after the last one or is not finite: the caller let a bad bar through. */
  push(bar: Bar): AnalysisStep;
  /**
   * As `push`, without making anything: the answer is the analyzer's own and stands until the next bar, and its lists and measures are
   * made when they are asked for. What they hand out may be kept; the answer itself may not, and is no plain data to write or
   * spread. For whoever reads many bars.
   */
  read(bar: Bar): AnalysisStep;
  /**
   * As `read`, but null for a bar of which nothing is said beyond its measures: no event, range, zone, phase, candidate or fault,
   * and the same current phase as before.
   */
  pushForNews(bar: Bar): AnalysisStep | null;
  snapshot(): AnalyzerSnapshot;
  /** Open time of the last bar pushed; null before the first. */
  readonly lastOpenTimeMs: number | null;
}
