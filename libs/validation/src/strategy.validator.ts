import type { AssetClass } from '@tape/market';
import { failure, held, isoMinute, raised, warning, type Check } from '@tape/risk-rules';
import type { DetectedPattern } from './detected-pattern.js';
import { MARKET_RULE, type MarketReason } from './market-state.js';
import { earningsCheck, newsCheck, type ScheduleReason } from './scheduled-events.js';
import { forexSession, isForexWeekEnd, isIntraday, newYorkText, stockSession, type StockSession } from './session.js';
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

type Rule = (pattern: DetectedPattern, context: ValidationContext) => readonly Check<StrategyReason>[];

const NEW_YORK = 'New York time';
const REGULAR = '09:30 to 15:00, exchange open';

const SESSION_WARNING: Readonly<Record<Exclude<StockSession, 'REGULAR'>, readonly [StrategyReason, string]>> = {
  LATE: ['late-in-session', 'after 15:00 New York: it would be held overnight unproven'],
  PRE_MARKET: ['outside-session', 'thin trading before the open'],
  AFTER_HOURS: ['outside-session', 'thin trading after the close'],
  CLOSED: ['outside-session', 'the exchange is closed that day'],
};

const stockHours: Rule = ({ timeframe, closeTimeMs }) => {
  if (!isIntraday(timeframe)) return [];
  const session = stockSession(closeTimeMs);
  const clock = newYorkText(closeTimeMs);
  if (session === 'REGULAR') return [held(NEW_YORK, clock, 'is', REGULAR)];
  const [reason, message] = SESSION_WARNING[session];
  return [raised(NEW_YORK, 'is', warning(reason, message, clock, REGULAR))];
};

const FOREX_WEEK = 'Sun 17:00 to Fri 12:00';

const forexWeekEnd: Rule = ({ timeframe, closeTimeMs }) => {
  if (!isIntraday(timeframe)) return [];
  const clock = newYorkText(closeTimeMs);
  if (!isForexWeekEnd(closeTimeMs)) return [held(NEW_YORK, clock, 'is', FOREX_WEEK)];
  return [
    raised(NEW_YORK, 'is', failure('friday-close', 'no new forex trade before the weekend is over', clock, FOREX_WEEK)),
  ];
};

const forexNight: Rule = ({ timeframe, closeTimeMs }) => {
  if (!isIntraday(timeframe)) return [];
  const session = forexSession(closeTimeMs);
  const limit = 'LONDON, OVERLAP or NY';
  if (session !== 'ASIAN') return [held('session', session, 'is', limit)];
  return [raised('session', 'is', warning('asian-session', 'thin trading in the Asian session', session, limit))];
};

/** The clock and the calendar by asset class. Crypto knows neither closing hours nor releases. */
const TIME_RULES: Readonly<Record<AssetClass, readonly Rule[]>> = {
  STOCK: [(pattern, { calendar }) => [earningsCheck(pattern, calendar)], stockHours],
  FOREX: [(pattern, { calendar }) => [newsCheck(pattern, calendar)], forexWeekEnd, forexNight],
  CRYPTO: [],
};

/** A block that has ended is not shown: whether it is still there depends on when the campaign is read. */
const recentlyInvalidated: Rule = ({ closeTimeMs }, { campaignBlockedUntilMs }) => {
  if (campaignBlockedUntilMs === null || closeTimeMs > campaignBlockedUntilMs) {
    return [held('campaign', 'open', 'is', 'open')];
  }
  const message = 'the same campaign was ended by its guard only days ago';
  const [now, until] = [isoMinute(closeTimeMs), isoMinute(campaignBlockedUntilMs)];
  return [raised('campaign closed until', 'over', failure('campaign-recently-invalidated', message, now, until))];
};

const marketState: Rule = (pattern) => MARKET_RULE[pattern.pattern](pattern);

export const strategyValidator: Validator<StrategyReason> = {
  stage: 'STRATEGY',
  name: 'strategy',
  passMessage: 'nothing in market, calendar or clock speaks against it',
  needs: ['campaign'],
  checks: (pattern, context) =>
    [recentlyInvalidated, marketState, ...TIME_RULES[pattern.assetClass]].flatMap((rule) => rule(pattern, context)),
  metadata: ({ market }) => ({
    atrPercentile: market.atrPercentile,
    volumePercentile: market.volumePercentile,
    adx: market.adx,
    trend: market.trend,
  }),
};
