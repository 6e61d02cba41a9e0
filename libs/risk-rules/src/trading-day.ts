import { DAY_MS, isoTime } from '@tape/market';

/** UTC calendar date of a moment, `2023-03-15`. */
export function isoDate(timeMs: number): string {
  return isoTime(timeMs).slice(0, 10);
}

/** UTC date and minute, `2023-03-15T14:30Z`. */
export function isoMinute(timeMs: number): string {
  return `${isoTime(timeMs).slice(0, 16)}Z`;
}

/** Zone in which an account counts its days unless it says otherwise. */
export const DEFAULT_ACCOUNT_ZONE = 'UTC';

/** No zone on earth changes its offset within a quarter of an hour on the clock: 15 minutes have one date, or midnight between. */
const QUARTER_MS = 900_000;

/**
 * The trading day a bar is booked on: the date of its last moment on the clocks of the account's zone. One rule for all asset
 * classes; days of 23 and 25 hours are days. Taken from the close, because bars are worked in the order of their closes and so
 * the day never goes back.
 *
 * @param zone IANA name, `America/New_York` for example.
 * @throws RangeError for a zone nobody knows.
 */
export function tradingDayOf(closeTimeMs: number, zone: string = DEFAULT_ACCOUNT_ZONE): string {
  const bucketMs = zone === DEFAULT_ACCOUNT_ZONE ? DAY_MS : QUARTER_MS;
  const bucket = Math.floor((closeTimeMs - 1) / bucketMs);
  if (bucket !== lastAsked.bucket || zone !== lastAsked.zone) {
    const text = zone === DEFAULT_ACCOUNT_ZONE ? isoDate(closeTimeMs - 1) : dateIn(zone, closeTimeMs - 1);
    lastAsked = { bucket, zone, text };
  }
  return lastAsked.text;
}

/** Whether this is the IANA name of a zone. */
export function isTimeZone(zone: string): boolean {
  try {
    calendarOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Asked for every bar, and nearly always for the same day as before. */
let lastAsked = { bucket: Number.NaN, zone: '', text: '' };

const calendars = new Map<string, Intl.DateTimeFormat>();

function calendarOf(zone: string): Intl.DateTimeFormat {
  let calendar = calendars.get(zone);
  if (calendar === undefined) {
    const fields = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    calendar = new Intl.DateTimeFormat('en-US', { timeZone: zone, calendar: 'iso8601', ...fields });
    calendars.set(zone, calendar);
  }
  return calendar;
}

function dateIn(zone: string, timeMs: number): string {
  const parts = new Map(
    calendarOf(zone)
      .formatToParts(timeMs)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}
