import { bounded, failure, held, raised, warning, type Check } from '@tape/risk-rules';
import type { CandidatePattern, DetectedPattern } from './detected-pattern.js';

export type MarketReason =
  | 'climactic-volatility'
  | 'volatility-unknown'
  | 'break-without-trend'
  | 'upthrust-in-uptrend'
  | 'trend-unknown';

/** A Spring in the wildest bars of the last hundred on near-record volume is a falling knife. Unit: percentile. */
export const MAX_SPRING_ATR_PERCENTILE = 95;
export const MAX_SPRING_VOLUME_PERCENTILE = 85;
/** Under it there is no trend to speak of. Unit: ADX. */
export const MIN_TREND_ADX = 25;

type Rule = (pattern: DetectedPattern) => readonly Check<MarketReason>[];

const SILENT: Rule = () => [];

/** Both percentiles must be extreme; one that is not speaks for the Spring. */
const spring: Rule = ({ market }) => {
  const { atrPercentile, volumePercentile } = market;
  if (atrPercentile === null || volumePercentile === null) {
    const message = 'a Spring cannot be told from a collapse without percentiles';
    return [
      raised('ATR percentile', 'under', failure('volatility-unknown', message, 'none', MAX_SPRING_ATR_PERCENTILE)),
    ];
  }
  if (volumePercentile < MAX_SPRING_VOLUME_PERCENTILE && !(atrPercentile < MAX_SPRING_ATR_PERCENTILE)) {
    return [held('volume percentile', volumePercentile, 'under', MAX_SPRING_VOLUME_PERCENTILE)];
  }
  return [
    bounded('ATR percentile', atrPercentile, 'under', MAX_SPRING_ATR_PERCENTILE, {
      reason: 'climactic-volatility',
      message: `range and volume (percentile ${volumePercentile}) are both extreme`,
    }),
  ];
};

const breakout: Rule = ({ market }) => {
  if (market.trend === null) {
    const unknown = warning('trend-unknown', 'no trend reading to set the break against', 'none', MIN_TREND_ADX);
    return [raised('ADX', 'at-least', unknown)];
  }
  if (market.trend !== 'SIDEWAYS') return [held('ADX', market.adx, 'at-least', MIN_TREND_ADX)];
  const message = 'the market around the break is sideways';
  return [raised('ADX', 'at-least', warning('break-without-trend', message, market.adx, MIN_TREND_ADX))];
};

const upthrust: Rule = ({ market }) => {
  const limit = 'not TRENDING_UP';
  if (market.trend === null) {
    const unknown = warning('trend-unknown', 'no trend reading to set the upthrust against', 'none', limit);
    return [raised('trend', 'is', unknown)];
  }
  if (market.trend !== 'TRENDING_UP') return [held('trend', market.trend, 'is', limit)];
  const message = 'selling against a running advance';
  return [raised('trend', 'is', warning('upthrust-in-uptrend', message, market.trend, limit))];
};

/** What the surrounding market has to say about each pattern. Total: a new pattern must take a stand. */
export const MARKET_RULE: Readonly<Record<CandidatePattern, Rule>> = {
  SPRING: spring,
  SOS: breakout,
  LPS: SILENT,
  UTAD: upthrust,
  SOW: breakout,
  LPSY: SILENT,
  STRATEGY: SILENT,
};
