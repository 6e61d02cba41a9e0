import { civilFromDays, weekdayOfDays } from '../time/civil-date.js';
import { fromNewYork, newYorkClock } from '../time/new-york-time.js';
import type { AssetClass } from '../instrument/instrument.js';
import { isStockTradingDay, stockCloseMinute } from './us-holidays.js';

const STOCK_OPEN_MINUTE = 9 * 60 + 30;
const FOREX_CUT_MINUTE = 17 * 60;

/** One stretch of trading, [startMs, endMs). */
export interface Session {
  readonly startMs: number;
  readonly endMs: number;
}

/** Whether a forex day is kept: Monday to Friday but Christmas and New Year's Day. */
export function isForexTradingDay(days: number): boolean {
  const weekday = weekdayOfDays(days);
  const { month, day } = civilFromDays(days);
  return weekday !== 0 && weekday !== 6 && !(month === 12 && day === 25) && !(month === 1 && day === 1);
}

/**
 * The session of a New York day: stocks 9:30 to 16:00 (13:00 on half days), forex from 17:00 of the day before to 17:00.
 * @returns null when the market is closed that day.
 */
export function sessionOfDay(days: number, assetClass: Exclude<AssetClass, 'CRYPTO'>): Session | null {
  if (assetClass === 'STOCK') {
    if (!isStockTradingDay(days)) return null;
    return { startMs: fromNewYork(days, STOCK_OPEN_MINUTE), endMs: fromNewYork(days, stockCloseMinute(days)) };
  }
  if (!isForexTradingDay(days)) return null;
  return { startMs: fromNewYork(days - 1, FOREX_CUT_MINUTE), endMs: fromNewYork(days, FOREX_CUT_MINUTE) };
}

/** The New York day whose session a moment belongs to, or would belong to: forex days begin at 17:00 the day before. */
export function sessionDay(epochMs: number, assetClass: Exclude<AssetClass, 'CRYPTO'>): number {
  const clock = newYorkClock(epochMs);
  return assetClass === 'FOREX' && clock.minuteOfDay >= FOREX_CUT_MINUTE ? clock.days + 1 : clock.days;
}
