import { isStockTradingDay, newYorkClock, stockCloseMinute, type Timeframe } from '@tape/market';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export type ForexSession = 'ASIAN' | 'LONDON' | 'OVERLAP' | 'NY';

/** Bars of a day or longer belong to no hour: rules about the time of day do not concern them. */
export function isIntraday(timeframe: Timeframe): boolean {
  return timeframe !== '1d' && timeframe !== '1w';
}

/** Sessions in UTC: Asian 22-8, London 8-13, overlap 13-17, New York 17-22; fixed by definition, without daylight saving. */
export function forexSession(timeMs: number): ForexSession {
  const hour = ((Math.floor(timeMs / HOUR_MS) % 24) + 24) % 24;
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
  const isAfter = (minute: number): boolean =>
    minuteOfDay > minute || (minuteOfDay === minute && timeMs % MINUTE_MS !== 0);
  if (!isStockTradingDay(days)) return 'CLOSED';
  if (minuteOfDay < OPEN_MINUTE) return 'PRE_MARKET';
  if (isAfter(stockCloseMinute(days))) return 'AFTER_HOURS';
  return isAfter(LATE_MINUTE) ? 'LATE' : 'REGULAR';
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const FRIDAY = 5;
const SATURDAY = 6;
const SUNDAY = 0;
/** From here on a week's risk would be carried over the weekend gap. Unit: minute of the New York Friday. */
const FRIDAY_CUT_MINUTE = 12 * 60;
/** The forex week begins. Unit: minute of the New York Sunday. */
const SUNDAY_OPEN_MINUTE = 17 * 60;

/** From Friday 12:00 New York until the market opens again on Sunday 17:00 no forex trade is begun. */
export function isForexWeekEnd(timeMs: number): boolean {
  const { weekday, minuteOfDay } = newYorkClock(timeMs);
  if (weekday === FRIDAY) return minuteOfDay >= FRIDAY_CUT_MINUTE;
  return weekday === SATURDAY || (weekday === SUNDAY && minuteOfDay < SUNDAY_OPEN_MINUTE);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** What the clocks of New York show: `Fri 11:59`. */
export function newYorkText(timeMs: number): string {
  const { weekday, minuteOfDay } = newYorkClock(timeMs);
  return `${WEEKDAYS[weekday] ?? ''} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}
