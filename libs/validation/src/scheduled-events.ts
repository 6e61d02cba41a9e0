import { fromNewYork, newYorkClock } from '@tape/market';
import { currencyPairOf, failure, held, isoMinute, raised, warning, type Check } from '@tape/risk-rules';
import type { EventCalendar, NewsKind } from './calendar.js';
import type { DetectedPattern } from './detected-pattern.js';

export type ScheduleReason = 'earnings-near' | 'news-near' | 'calendar-unavailable';

const HOUR_MS = 3_600_000;

interface Blackout {
  readonly beforeHours: number;
  readonly afterHours: number;
}

export interface EventWindow {
  readonly fromMs: number;
  readonly toMs: number;
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

/** The times of events whose hours hold `nowMs`, both ends included. */
export function eventsThatMatter(nowMs: number, { beforeHours, afterHours }: Blackout): EventWindow {
  return { fromMs: nowMs - afterHours * HOUR_MS, toMs: nowMs + beforeHours * HOUR_MS };
}

/** A moment from which trading keeps away, and what a reader knows it by. */
interface Event {
  readonly name: string;
  readonly atMs: number;
  readonly blackout: Blackout;
}

/** Of the hours around an event that are closed, the part that lies between it and now: 1 and less is inside. */
function closeness(nowMs: number, { atMs, blackout }: Event): number {
  const hours = nowMs <= atMs ? blackout.beforeHours : blackout.afterHours;
  return Math.abs(atMs - nowMs) / (hours * HOUR_MS);
}

/** The hours to or since the event that comes nearest to closing the trade, against the hours it closes. */
function distanceCheck<Reason extends ScheduleReason>(
  nowMs: number,
  events: readonly Event[],
  { name, reason }: { readonly name: string; readonly reason: Reason },
): Check<Reason> {
  let nearest: Event | undefined;
  for (const event of events) {
    if (nearest === undefined || closeness(nowMs, event) < closeness(nowMs, nearest)) nearest = event;
  }
  if (nearest === undefined) return held(name, 'none near', 'is', 'none near');
  const isAhead = nowMs <= nearest.atMs;
  const hours = Math.abs(nearest.atMs - nowMs) / HOUR_MS;
  const limit = isAhead ? nearest.blackout.beforeHours : nearest.blackout.afterHours;
  const what = `hours ${isAhead ? 'to' : 'since'} ${nearest.name}`;
  if (closeness(nowMs, nearest) > 1) return held(what, hours, 'over', limit);
  const message = `${nearest.name} ${isAhead ? 'due' : 'out since'} ${isoMinute(nearest.atMs)}`;
  return raised(what, 'over', failure(reason, message, hours, limit));
}

/** Nothing near is known, and more may be scheduled than is known. */
function calendarUnavailable(name: string, known: 'partial' | 'unavailable'): Check<ScheduleReason> {
  const message = known === 'partial' ? 'only a part of what is scheduled is known' : 'nobody knows what is scheduled';
  return raised(name, 'is', warning('calendar-unavailable', message, known, 'known'));
}

/** Earnings of the symbol close by: a gap no stop can hold. */
export function earningsCheck(
  pattern: DetectedPattern,
  { earnings, isPartial = false }: EventCalendar,
): Check<ScheduleReason> {
  if (earnings === null) return calendarUnavailable('earnings calendar', 'unavailable');
  const own = earnings
    .filter(({ symbol }) => symbol === pattern.symbol)
    .map(({ atMs }) => ({ name: 'earnings', atMs, blackout: EARNINGS_BLACKOUT }));
  const check = distanceCheck(pattern.closeTimeMs, own, { name: 'earnings', reason: 'earnings-near' });
  return check.finding === null && isPartial ? calendarUnavailable('earnings calendar', 'partial') : check;
}

/** The one release whose date is a rule: first Friday of the month, 08:30 New York. Minute of that New York day. */
const NFP_MINUTE = 8 * 60 + 30;
const FRIDAY = 5;

/** When the payroll report of a moment's New York month comes out by the rule. */
function recurringNfpMs(timeMs: number): number {
  const { days, day, weekday } = newYorkClock(timeMs);
  const firstDay = days - day + 1;
  const firstWeekday = (weekday - ((day - 1) % 7) + 7) % 7;
  return fromNewYork(firstDay + ((FRIDAY - firstWeekday + 7) % 7), NFP_MINUTE);
}

/**
 * News of either currency close by. Where the calendar does not know everything the recurring payroll report still stops dollar
 * pairs, and everything else carries a warning.
 */
export function newsCheck(pattern: DetectedPattern, { news, isPartial = false }: EventCalendar): Check<ScheduleReason> {
  const pair = currencyPairOf(pattern);
  const currencies = pair === null ? [] : [pair.base, pair.quote];
  const now = pattern.closeTimeMs;
  const heading = { name: 'news', reason: 'news-near' } as const;
  const own = (news ?? [])
    .filter(({ currency }) => currencies.includes(currency))
    .map(({ kind, currency, atMs }) => ({ name: `${kind} ${currency}`, atMs, blackout: NEWS_BLACKOUT[kind] }));
  const check = distanceCheck(now, own, heading);
  if (check.finding !== null || (news !== null && !isPartial)) return check;
  if (currencies.includes('USD')) {
    const payrolls = { name: 'NFP by rule', atMs: recurringNfpMs(now), blackout: NEWS_BLACKOUT.NFP };
    const byRule = distanceCheck(now, [payrolls], heading);
    if (byRule.finding !== null) return byRule;
  }
  return calendarUnavailable('news calendar', news === null ? 'unavailable' : 'partial');
}
