import { isStockTradingDay, newYorkClock, stockCloseMinute, type Timeframe } from '@tape/market';

const HOUR_MS = 3_600_000;

export type ForexSession = 'ASIAN' | 'LONDON' | 'OVERLAP' | 'NY';

/** Bars of a day or longer belong to no hour: rules about the time of day do not concern them. */
export function isIntraday(timeframe: Timeframe): boolean {
  return timeframe !== '1d' && timeframe !== '1w';
}

/** Sessions in UTC: Asian 22-8, London 8-13, overlap 13-17, New York 17-22; fixed by definition, without daylight saving. */
export function forexSession(timeMs: number): ForexSession {
  const hour = Math.floor(timeMs / HOUR_MS) % 24;
  if (hour < 8 || hour >= 22) return 'ASIAN';
  if (hour < 13) return 'LONDON';
  return hour < 17 ? 'OVERLAP' : 'NY';
}

export type StockSession = 'PRE_MARKET' | 'REGULAR' | 'LATE' | 'AFTER_HOURS' | 'CLOSED';

const OPEN_MINUTE = 9 * 60 + 30;
/** The last hour of a full session: a position taken here is held overnight before it could prove itself. */
const LATE_MINUTE = 15 * 60;

/** Part of the New York day a decision falls into. 15:00 itself still is REGULAR, 16:00 still LATE: a bar that closes then is. */
export function stockSession(timeMs: number): StockSession {
  const { days, minuteOfDay } = newYorkClock(timeMs);
  if (!isStockTradingDay(days)) return 'CLOSED';
  if (minuteOfDay < OPEN_MINUTE) return 'PRE_MARKET';
  if (minuteOfDay > stockCloseMinute(days)) return 'AFTER_HOURS';
  return minuteOfDay <= LATE_MINUTE ? 'REGULAR' : 'LATE';
}
