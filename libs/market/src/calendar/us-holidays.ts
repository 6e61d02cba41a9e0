import { civilFromDays, type CivilDate, daysFromCivil, weekdayOfDays } from '../time/civil-date.js';

const EARLY_CLOSE_MINUTE = 13 * 60;
const CLOSE_MINUTE = 16 * 60;
const MONDAY = 1;
const THURSDAY = 4;

const CLOSED_FOR_ONE_EVENT: ReadonlySet<number> = new Set(
  [
    [1994, 4, 27],
    [2001, 9, 11],
    [2001, 9, 12],
    [2001, 9, 13],
    [2001, 9, 14],
    [2004, 6, 11],
    [2007, 1, 2],
    [2012, 10, 29],
    [2012, 10, 30],
    [2018, 12, 5],
    [2025, 1, 9],
  ].map(([year = 0, month = 0, day = 0]) => daysFromCivil({ year, month, day })),
);

/**
 * Whether the US stock exchanges open on a day, by their standing rule: Monday to Friday but New Year, Martin Luther King
 * (from 1998), Washington, Good Friday, Memorial, Juneteenth (from 2022), Independence, Labor, Thanksgiving, Christmas.
 * A holiday on Sunday is kept on Monday, one on Saturday on Friday, except New Year's Day, which is then not kept.
 * Days closed for one event (mourning, storm, attack) are listed; one that is not yet listed shows as a gap of one bar.
 * Source: NYSE Rule 7.2 "Holidays".
 */
export function isStockTradingDay(days: number): boolean {
  const weekday = weekdayOfDays(days);
  if (weekday === 0 || weekday === 6) return false;
  return !isHoliday(days) && !CLOSED_FOR_ONE_EVENT.has(days);
}

/** Minute of the New York day at which the session ends; 13:00 on the eves of Independence Day and Christmas and after Thanksgiving. */
export function stockCloseMinute(days: number): number {
  const { year, month, day } = civilFromDays(days);
  const eve = (month === 7 && day === 3) || (month === 12 && day === 24);
  const afterThanksgiving = month === 11 && days === nthWeekday(year, 11, THURSDAY, 4) + 1;
  return eve || afterThanksgiving ? EARLY_CLOSE_MINUTE : CLOSE_MINUTE;
}

function isHoliday(days: number): boolean {
  const { year, month, day } = civilFromDays(days);
  if (isKept(days, { year, month: 7, day: 4 }) || isKept(days, { year, month: 12, day: 25 })) return true;
  if (year >= 2022 && isKept(days, { year, month: 6, day: 19 })) return true;
  if (month === 1 && (day === 1 || (day === 2 && weekdayOfDays(days) === MONDAY))) return true;
  if (month === 1 && year >= 1998 && days === nthWeekday(year, 1, MONDAY, 3)) return true;
  if (month === 2 && days === nthWeekday(year, 2, MONDAY, 3)) return true;
  if (month === 5 && day >= 25 && weekdayOfDays(days) === MONDAY) return true;
  if (month === 9 && days === nthWeekday(year, 9, MONDAY, 1)) return true;
  if (month === 11 && days === nthWeekday(year, 11, THURSDAY, 4)) return true;
  return days === easterSunday(year) - 2;
}

function isKept(days: number, holiday: CivilDate): boolean {
  const on = daysFromCivil(holiday);
  const weekday = weekdayOfDays(on);
  return days === (weekday === 0 ? on + 1 : weekday === 6 ? on - 1 : on);
}

function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  const first = daysFromCivil({ year, month, day: 1 });
  return first + ((weekday - weekdayOfDays(first) + 7) % 7) + (nth - 1) * 7;
}

/** Source: "Anonymous Gregorian algorithm", Nature, 20 April 1876; Meeus, Astronomical Algorithms, ch. 8. */
function easterSunday(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * sunday) / 451);
  const sum = moon + sunday - 7 * late + 114;
  return daysFromCivil({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 });
}
