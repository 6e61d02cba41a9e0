import { failure, warning, type Finding } from '@tape/risk-rules';
import type { TradablePattern } from '@tape/wyckoff';
import type { DetectedPattern } from './detected-pattern.js';

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

type Rule = (pattern: DetectedPattern) => Finding<MarketReason> | null;

const SILENT: Rule = () => null;

const spring: Rule = ({ market }) => {
  const { atrPercentile, volumePercentile } = market;
  if (atrPercentile === null || volumePercentile === null) {
    return failure('volatility-unknown', 'a Spring cannot be told from a collapse without percentiles');
  }
  const isClimactic = atrPercentile >= MAX_SPRING_ATR_PERCENTILE && volumePercentile >= MAX_SPRING_VOLUME_PERCENTILE;
  if (!isClimactic) return null;
  return failure(
    'climactic-volatility',
    `range and volume (percentile ${volumePercentile}) are both extreme`,
    atrPercentile,
    MAX_SPRING_ATR_PERCENTILE,
  );
};

const breakout: Rule = ({ market }) => {
  if (market.trend === null) return warning('trend-unknown', 'no trend reading to set the break against');
  if (market.trend !== 'SIDEWAYS') return null;
  return warning('break-without-trend', 'the market around the break is sideways', market.adx, MIN_TREND_ADX);
};

const upthrust: Rule = ({ market }) => {
  if (market.trend === null) return warning('trend-unknown', 'no trend reading to set the upthrust against');
  if (market.trend !== 'TRENDING_UP') return null;
  return warning('upthrust-in-uptrend', 'selling against a running advance', market.trend, 'not TRENDING_UP');
};

/** What the surrounding market has to say about each pattern. Total: a new pattern must take a stand. */
export const MARKET_RULE: Readonly<Record<TradablePattern, Rule>> = {
  SPRING: spring,
  SOS: breakout,
  LPS: SILENT,
  UTAD: upthrust,
  SOW: breakout,
  LPSY: SILENT,
};
