import type { Timeframe } from '@tape/market';

/**
 * Every number the analysis judges by. Percentages of price are for daily bars and are multiplied by the scale of the
 * timeframe; ratios of volume and spread are against the 20 bars before. Reasons and sources: docs/wyckoff/.
 */
export interface AnalysisConfig {
  readonly profile: string;
  /** A climax or breakout bar's spread includes the gap before it. */
  readonly gapsCountAsSpread: boolean;
  /** How much of a daily percentage a bar of this length is given. */
  readonly timeframeScale: Readonly<Record<Timeframe, number>>;
  readonly range: {
    /** Percent of price two swings may differ from their cluster's mean. */
    readonly clusterPercent: number;
    /** Share of the range's height a later swing may miss an edge by and still touch it. */
    readonly touchHeightRatio: number;
    readonly minWidthPercent: number;
    readonly minBars: number;
    /** A cause older than this is history, not a cause. */
    readonly maxBars: number;
    readonly maxLive: number;
    /** Share of the larger height two ranges must overlap by to be one structure; a small range inside a large one is its own. */
    readonly overlapRatio: number;
    /** Closes in a row outside after which an unexplained exit ends the range. */
    readonly maxOutsideBars: number;
    readonly tradableQuality: number;
  };
  readonly climax: {
    /** Volume that is climactic with an ordinary spread, and the least that is with a wide one. */
    readonly fullRelativeVolume: number;
    readonly minRelativeVolume: number;
    readonly minRelativeSpread: number;
    readonly wideRelativeSpread: number;
    readonly minClosePosition: number;
    /** The move that the climax ends, in ATR from the extreme of the trend window. */
    readonly minTrendAtr: number;
    readonly trendBars: number;
    /** The climax is an extreme of this many bars. */
    readonly extremeBars: number;
    /** Climactic bars no farther apart are one zone. */
    readonly zoneBars: number;
    /** Volume at which a new climax in phase A starts it over. */
    readonly restartRelativeVolume: number;
  };
  readonly preliminary: {
    readonly minRelativeVolume: number;
    readonly minClosePosition: number;
    readonly rearmBars: number;
  };
  readonly automaticMove: { readonly maxBars: number; readonly minPercent: number; readonly maxSwingBars: number };
  readonly secondaryTest: { readonly maxBars: number; readonly percent: number; readonly maxVolumeRatio: number };
  readonly spring: {
    readonly maxDepthPercent: number;
    readonly maxDepthHeightRatio: number;
    readonly maxRecoveryBars: number;
    /** Longest stay under the ice that one excursion may take. */
    readonly maxExcursionBars: number;
    readonly noSupplyVolume: number;
    readonly shakeoutVolume: number;
    readonly maxRelativeVolume: number;
  };
  readonly springTest: {
    readonly maxBars: number;
    readonly percent: number;
    readonly maxVolumeRatio: number;
    readonly confirmBars: number;
    /** A no-supply spring (type 3) that closes back on its own bar is traded without a test. */
    readonly optionalForNoSupply: boolean;
  };
  readonly upthrust: {
    readonly minPercent: number;
    readonly maxPercent: number;
    readonly maxRecoveryBars: number;
    readonly minRelativeVolume: number;
    /** Range age that counts as a built cause. */
    readonly minCauseBars: number;
  };
  readonly breakout: {
    readonly minPercent: number;
    readonly minRelativeSpread: number;
    readonly minClosePosition: number;
    readonly fullRelativeVolume: number;
    readonly minRelativeVolume: number;
    /** Bars back within which a close must still have been inside. */
    readonly freshBars: number;
  };
  readonly backup: {
    readonly maxBars: number;
    readonly belowPercent: number;
    readonly abovePercent: number;
    readonly bouncePercent: number;
    readonly bounceBars: number;
    readonly maxRangeVolumeRatio: number;
  };
  readonly phase: {
    readonly minBBars: number;
    readonly minBBarsContinuation: number;
    readonly minBBarsVolatile: number;
    /** ATR as percent of price from which a series counts as volatile. */
    readonly volatileAtrPercent: number;
    readonly holdBars: number;
    readonly holdHeightRatio: number;
    readonly iceLossPercent: number;
    readonly noSpringPenalty: number;
    /** Bars a mark-up may last before its range is closed. */
    readonly maxMarkupBars: number;
  };
  readonly candidate: {
    readonly minStopPercent: number;
    readonly maxStopPercent: number;
    readonly minConfidence: number;
    readonly maxConfidence: number;
    readonly maxConfidenceForex: number;
  };
  readonly breaker: { readonly maxFailures: number; readonly halfOpenMs: number };
}

/** Volume grades, the test decides: what published examples show on real bars (docs/wyckoff/calibration.md). */
export const CLASSIC_CONFIG: AnalysisConfig = {
  profile: 'classic',
  gapsCountAsSpread: true,
  timeframeScale: { '1m': 0.15, '5m': 0.2, '15m': 0.3, '1h': 0.7, '4h': 0.85, '1d': 1, '1w': 1.5 },
  range: {
    clusterPercent: 2,
    touchHeightRatio: 0.25,
    minWidthPercent: 3,
    minBars: 10,
    maxBars: 250,
    maxLive: 8,
    overlapRatio: 0.5,
    maxOutsideBars: 10,
    tradableQuality: 70,
  },
  climax: {
    fullRelativeVolume: 2,
    minRelativeVolume: 1.5,
    minRelativeSpread: 1,
    wideRelativeSpread: 1.5,
    minClosePosition: 0,
    minTrendAtr: 4,
    trendBars: 40,
    extremeBars: 20,
    zoneBars: 10,
    restartRelativeVolume: 3,
  },
  preliminary: { minRelativeVolume: 1.3, minClosePosition: 0.5, rearmBars: 40 },
  automaticMove: { maxBars: 10, minPercent: 3, maxSwingBars: 25 },
  secondaryTest: { maxBars: 40, percent: 2, maxVolumeRatio: 0.8 },
  spring: {
    maxDepthPercent: 5,
    maxDepthHeightRatio: 0.35,
    maxRecoveryBars: 5,
    maxExcursionBars: 10,
    noSupplyVolume: 0.7,
    shakeoutVolume: 1.5,
    maxRelativeVolume: Number.MAX_VALUE,
  },
  springTest: { maxBars: 15, percent: 3, maxVolumeRatio: 1, confirmBars: 2, optionalForNoSupply: false },
  upthrust: { minPercent: 0.3, maxPercent: 5, maxRecoveryBars: 3, minRelativeVolume: 0, minCauseBars: 15 },
  breakout: {
    minPercent: 1,
    minRelativeSpread: 1.2,
    minClosePosition: 0.5,
    fullRelativeVolume: 1.5,
    minRelativeVolume: 1,
    freshBars: 3,
  },
  backup: {
    maxBars: 10,
    belowPercent: 2,
    abovePercent: 3,
    bouncePercent: 1,
    bounceBars: 3,
    maxRangeVolumeRatio: 1,
  },
  phase: {
    minBBars: 10,
    minBBarsContinuation: 5,
    minBBarsVolatile: 8,
    volatileAtrPercent: 4,
    holdBars: 10,
    holdHeightRatio: 0.5,
    iceLossPercent: 2,
    noSpringPenalty: 10,
    maxMarkupBars: 60,
  },
  candidate: {
    minStopPercent: 1,
    maxStopPercent: 10,
    minConfidence: 70,
    maxConfidence: 95,
    maxConfidenceForex: 85,
  },
  breaker: { maxFailures: 5, halfOpenMs: 60_000 },
};

/** The textbook's hard gates. On real bars it finds a spring in fifty symbol-years; it is here for who wants exactly that. */
export const STRICT_CONFIG: AnalysisConfig = {
  ...CLASSIC_CONFIG,
  profile: 'strict',
  gapsCountAsSpread: false,
  climax: { ...CLASSIC_CONFIG.climax, minRelativeVolume: 2, minRelativeSpread: 1.5, minClosePosition: 0.5 },
  spring: { ...CLASSIC_CONFIG.spring, maxRelativeVolume: 0.7 },
  upthrust: { ...CLASSIC_CONFIG.upthrust, minRelativeVolume: 2 },
  breakout: { ...CLASSIC_CONFIG.breakout, minRelativeVolume: 1.5 },
};
