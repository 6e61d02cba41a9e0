import { civilFromDays, DAY_MS, daysFromCivil, weekdayOfDays, type CivilDate } from './civil-date.js';

const HOUR_MS = 3_600_000;

/** A moment as a clock on a wall in New York shows it. */
export interface NewYorkClock extends CivilDate {
  /** Days since 1970-01-01 of the local date. */
  readonly days: number;
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number;
  /** Minutes since local midnight, 0..1439. */
  readonly minuteOfDay: number;
}

/**
 * The clock of New York, where stock sessions and the forex week are kept.
 * Daylight saving by the law of 2007 (second Sunday of March to first Sunday of November), 1987 to 2006 (first Sunday of
 * April to last of October); a test compares it with the IANA zone America/New_York.
 */
export function newYorkClock(epochMs: number): NewYorkClock {
  const local = epochMs + offsetMs(epochMs);
  const days = Math.floor(local / DAY_MS);
  return {
    ...civilFromDays(days),
    days,
    weekday: weekdayOfDays(days),
    minuteOfDay: Math.floor((local - days * DAY_MS) / 60_000),
  };
}

/** The moment at which New York's clocks show a minute of a day. A minute that daylight saving skips or repeats is taken as standard time. */
export function fromNewYork(days: number, minuteOfDay: number): number {
  const asStandard = days * DAY_MS + minuteOfDay * 60_000 + 5 * HOUR_MS;
  const asDaylight = asStandard - HOUR_MS;
  return offsetMs(asDaylight) === -4 * HOUR_MS ? asDaylight : asStandard;
}

function offsetMs(epochMs: number): number {
  const { year } = civilFromDays(Math.floor((epochMs - 5 * HOUR_MS) / DAY_MS));
  const { start, end } = daylightSaving(year);
  return epochMs >= start && epochMs < end ? -4 * HOUR_MS : -5 * HOUR_MS;
}

/** Clocks go forward at 2:00 standard (07:00 UTC) and back at 2:00 daylight time (06:00 UTC). */
function daylightSaving(year: number): { readonly start: number; readonly end: number } {
  const current = year >= 2007;
  const start = current ? sundayFrom({ year, month: 3, day: 8 }) : sundayFrom({ year, month: 4, day: 1 });
  const end = current ? sundayFrom({ year, month: 11, day: 1 }) : sundayFrom({ year, month: 10, day: 25 });
  return { start: start * DAY_MS + 7 * HOUR_MS, end: end * DAY_MS + 6 * HOUR_MS };
}

function sundayFrom(date: CivilDate): number {
  const days = daysFromCivil(date);
  return days + ((7 - weekdayOfDays(days)) % 7);
}
