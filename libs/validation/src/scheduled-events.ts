import { newYorkClock } from '@tape/market';
import { currencyPairOf, failure, isoMinute, warning, type Finding } from '@tape/risk-rules';
import type { EventCalendar, NewsKind } from './calendar.js';
import type { DetectedPattern } from './detected-pattern.js';

export type ScheduleReason = 'earnings-near' | 'news-near' | 'calendar-unavailable';

const HOUR_MS = 3_600_000;

interface Blackout {
  readonly beforeHours: number;
  readonly afterHours: number;
}

export const EARNINGS_BLACKOUT: Blackout = { beforeHours: 24, afterHours: 2 };

/** Hours around each release in which its currency is not traded. Total over the kinds of news. */
export const NEWS_BLACKOUT: Readonly<Record<NewsKind, Blackout>> = {
  NFP: { beforeHours: 6, afterHours: 2 },
  FOMC: { beforeHours: 4, afterHours: 2 },
  ECB: { beforeHours: 4, afterHours: 1 },
  BOJ: { beforeHours: 4, afterHours: 1 },
  CPI: { beforeHours: 2, afterHours: 1 },
  GDP: { beforeHours: 2, afterHours: 1 },
  UNEMPLOYMENT: { beforeHours: 2, afterHours: 1 },
};

function isWithin(nowMs: number, eventMs: number, { beforeHours, afterHours }: Blackout): boolean {
  return nowMs >= eventMs - beforeHours * HOUR_MS && nowMs <= eventMs + afterHours * HOUR_MS;
}

const CALENDAR_UNAVAILABLE = warning('calendar-unavailable', 'nobody knows what is scheduled');

/** Earnings of the symbol close by: a gap no stop can hold. */
export function earningsFinding(pattern: DetectedPattern, calendar: EventCalendar): Finding<ScheduleReason> | null {
  if (calendar.earnings === null) return CALENDAR_UNAVAILABLE;
  const near = calendar.earnings.find(
    ({ symbol, atMs }) => symbol === pattern.symbol && isWithin(pattern.closeTimeMs, atMs, EARNINGS_BLACKOUT),
  );
  if (near === undefined) return null;
  return failure('earnings-near', 'earnings are due or just out', isoMinute(pattern.closeTimeMs), isoMinute(near.atMs));
}

/** The one release whose date is a rule: first Friday of the month, 08:30 New York. Minutes of that New York day. */
const NFP_MINUTE = 8 * 60 + 30;
const FRIDAY = 5;

function isInRecurringNfp(timeMs: number): boolean {
  const { weekday, day, minuteOfDay } = newYorkClock(timeMs);
  const { beforeHours, afterHours } = NEWS_BLACKOUT.NFP;
  const isInWindow = minuteOfDay >= NFP_MINUTE - beforeHours * 60 && minuteOfDay <= NFP_MINUTE + afterHours * 60;
  return weekday === FRIDAY && day <= 7 && isInWindow;
}

/**
 * News of either currency close by. Without a calendar the recurring payroll report still stops dollar pairs, and everything else
 * carries a warning.
 */
export function newsFinding(pattern: DetectedPattern, calendar: EventCalendar): Finding<ScheduleReason> | null {
  const pair = currencyPairOf(pattern);
  const currencies = pair === null ? [] : [pair.base, pair.quote];
  const now = isoMinute(pattern.closeTimeMs);
  if (calendar.news === null) {
    if (currencies.includes('USD') && isInRecurringNfp(pattern.closeTimeMs)) {
      return failure('news-near', 'NFP is due or just out (first Friday rule)', now, 'first Friday 08:30 New York');
    }
    return CALENDAR_UNAVAILABLE;
  }
  const near = calendar.news.find(
    ({ kind, currency, atMs }) =>
      currencies.includes(currency) && isWithin(pattern.closeTimeMs, atMs, NEWS_BLACKOUT[kind]),
  );
  if (near === undefined) return null;
  return failure('news-near', `${near.kind} for ${near.currency} is due or just out`, now, isoMinute(near.atMs));
}
