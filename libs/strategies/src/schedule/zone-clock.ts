import { DAY_MS, daysFromCivil } from '@tape/market';

/** A moment as a clock on a wall of a zone shows it. */
export interface LocalTime {
  /** Days since 1970-01-01 of the local date. */
  readonly days: number;
  /** Minutes since local midnight, 0..1439. */
  readonly minuteOfDay: number;
}

/** No zone on earth changes its offset within a quarter of an hour on the clock. */
const QUARTER_MS = 900_000;
const MINUTE_MS = 60_000;

/**
 * The clock of an IANA zone, daylight saving included.
 * @throws RangeError for a zone nobody knows.
 */
export function zoneClock(zone: string): (timeMs: number) => LocalTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const offsetAt = (timeMs: number): number => {
    const parts = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? Number.NaN;
    const days = daysFromCivil({ year: part('year'), month: part('month'), day: part('day') });
    return days * DAY_MS + (part('hour') * 60 + part('minute')) * MINUTE_MS - timeMs;
  };
  // Bars of one session ask again and again within the same quarter of an hour.
  let known = { quarter: Number.NaN, offsetMs: Number.NaN };
  return (timeMs) => {
    const quarter = Math.floor(timeMs / QUARTER_MS);
    if (quarter !== known.quarter) known = { quarter, offsetMs: offsetAt(quarter * QUARTER_MS) };
    const local = timeMs + known.offsetMs;
    const days = Math.floor(local / DAY_MS);
    return { days, minuteOfDay: Math.floor((local - days * DAY_MS) / MINUTE_MS) };
  };
}
