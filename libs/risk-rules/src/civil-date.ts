const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * UTC calendar date of a moment, `2023-03-15`. Own arithmetic because pure code has no `Date`.
 * Source: H. Hinnant, chrono-Compatible Low-Level Date Algorithms, `civil_from_days`.
 */
export function isoDate(timeMs: number): string {
  const days = Math.floor(timeMs / DAY_MS) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** UTC date and minute, `2023-03-15T14:30Z`. */
export function isoMinute(timeMs: number): string {
  const minutes = Math.floor((timeMs - Math.floor(timeMs / DAY_MS) * DAY_MS) / MINUTE_MS);
  return `${isoDate(timeMs)}T${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}Z`;
}

/**
 * The trading day a bar is booked on: the UTC date of its last moment. One rule for all asset classes: a US session lies within
 * one UTC date, crypto counts its days in UTC, and forex days that turn at 17:00 New York are cut at 00:00 UTC instead.
 * Taken from the close, because bars are worked in the order of their closes and so the day never goes back.
 */
export function tradingDayOf(closeTimeMs: number): string {
  return isoDate(closeTimeMs - 1);
}
