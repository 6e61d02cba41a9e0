import { newYorkClock, type AssetClass } from '@tape/market';
import { failure, isoMinute, warning, type Finding } from '@tape/risk-rules';
import type { DetectedPattern } from './detected-pattern.js';
import { MARKET_RULE, type MarketReason } from './market-state.js';
import { earningsFinding, newsFinding, type ScheduleReason } from './scheduled-events.js';
import { forexSession, isIntraday, stockSession, type StockSession } from './session.js';
import type { ValidationContext } from './validation-context.js';
import type { Validator } from './validator.js';

export type StrategyReason =
  | ScheduleReason
  | MarketReason
  | 'campaign-recently-invalidated'
  | 'late-in-session'
  | 'outside-session'
  | 'friday-close'
  | 'asian-session';

type Rule = (pattern: DetectedPattern, context: ValidationContext) => Finding<StrategyReason> | null;

const SESSION_WARNING: Readonly<Record<StockSession, Finding<StrategyReason> | null>> = {
  REGULAR: null,
  LATE: warning('late-in-session', 'after 15:00 New York: it would be held overnight unproven', 'after 15:00', '15:00'),
  PRE_MARKET: warning('outside-session', 'thin trading before the open', 'pre-market', 'regular session'),
  AFTER_HOURS: warning('outside-session', 'thin trading after the close', 'after-hours', 'regular session'),
  CLOSED: warning('outside-session', 'the exchange is closed that day', 'closed', 'regular session'),
};

const stockHours: Rule = ({ timeframe, closeTimeMs }) =>
  isIntraday(timeframe) ? SESSION_WARNING[stockSession(closeTimeMs)] : null;

const FRIDAY = 5;
/** From here on a week's risk would be carried over the weekend gap. Unit: minute of the New York day. */
const FRIDAY_CUT_MINUTE = 12 * 60;

const forexWeekEnd: Rule = ({ timeframe, closeTimeMs }) => {
  if (!isIntraday(timeframe)) return null;
  const { weekday, minuteOfDay } = newYorkClock(closeTimeMs);
  if (weekday !== FRIDAY || minuteOfDay < FRIDAY_CUT_MINUTE) return null;
  return failure(
    'friday-close',
    'no new forex trade before the weekend',
    isoMinute(closeTimeMs),
    'Friday 12:00 New York',
  );
};

const forexNight: Rule = ({ timeframe, closeTimeMs }) =>
  isIntraday(timeframe) && forexSession(closeTimeMs) === 'ASIAN'
    ? warning('asian-session', 'thin trading in the Asian session', 'ASIAN', 'LONDON, OVERLAP or NY')
    : null;

/** The clock and the calendar by asset class. Crypto knows neither closing hours nor releases. */
const TIME_RULES: Readonly<Record<AssetClass, readonly Rule[]>> = {
  STOCK: [(pattern, { calendar }) => earningsFinding(pattern, calendar), stockHours],
  FOREX: [(pattern, { calendar }) => newsFinding(pattern, calendar), forexWeekEnd, forexNight],
  CRYPTO: [],
};

const recentlyInvalidated: Rule = ({ closeTimeMs }, { campaignBlockedUntilMs }) => {
  if (campaignBlockedUntilMs === null || closeTimeMs > campaignBlockedUntilMs) return null;
  return failure(
    'campaign-recently-invalidated',
    'the same campaign was ended by its guard only days ago',
    isoMinute(closeTimeMs),
    isoMinute(campaignBlockedUntilMs),
  );
};

const marketState: Rule = (pattern) => MARKET_RULE[pattern.pattern](pattern);

export const strategyValidator: Validator<StrategyReason> = {
  stage: 'STRATEGY',
  name: 'strategy',
  passMessage: 'nothing in market, calendar or clock speaks against it',
  findings: (pattern, context) =>
    [recentlyInvalidated, marketState, ...TIME_RULES[pattern.assetClass]]
      .map((rule) => rule(pattern, context))
      .filter((finding) => finding !== null),
  metadata: ({ market }) => ({
    atrPercentile: market.atrPercentile,
    volumePercentile: market.volumePercentile,
    adx: market.adx,
    trend: market.trend,
  }),
};
