import { DAY_MS, isoTime } from '@tape/market';

/** UTC calendar date of a moment, `2023-03-15`. */
export function isoDate(timeMs: number): string {
  return isoTime(timeMs).slice(0, 10);
}

/** UTC date and minute, `2023-03-15T14:30Z`. */
export function isoMinute(timeMs: number): string {
  return `${isoTime(timeMs).slice(0, 16)}Z`;
}

/**
 * The trading day a bar is booked on: the UTC date of its last moment. One rule for all asset classes: a US session lies within
 * one UTC date, crypto counts its days in UTC, and forex days that turn at 17:00 New York are cut at 00:00 UTC instead.
 * Taken from the close, because bars are worked in the order of their closes and so the day never goes back.
 */
export function tradingDayOf(closeTimeMs: number): string {
  const day = Math.floor((closeTimeMs - 1) / DAY_MS);
  if (day !== lastAsked.day) lastAsked = { day, text: isoDate(closeTimeMs - 1) };
  return lastAsked.text;
}

/** Asked for every bar, and nearly always for the same day as before. */
let lastAsked = { day: Number.NaN, text: '' };
