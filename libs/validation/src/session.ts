import type { Timeframe } from '@tape/market';

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

export interface NewYorkTime {
  readonly weekday: 'Sun' | 'Mon' | 'Tue' | 'Wed' | 'Thu' | 'Fri' | 'Sat';
  readonly dayOfMonth: number;
  readonly minuteOfDay: number;
}

/** The zone's own rules, daylight saving included; a function of the moment alone. */
const NEW_YORK = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  weekday: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
});

export function newYorkTime(timeMs: number): NewYorkTime {
  const part = new Map(NEW_YORK.formatToParts(timeMs).map(({ type, value }) => [type, value]));
  return {
    weekday: part.get('weekday') as NewYorkTime['weekday'],
    dayOfMonth: Number(part.get('day')),
    minuteOfDay: Number(part.get('hour')) * 60 + Number(part.get('minute')),
  };
}

export type StockSession = 'PRE_MARKET' | 'REGULAR' | 'LATE' | 'AFTER_HOURS' | 'WEEKEND';

const OPEN_MINUTE = 9 * 60 + 30;
/** The last hour of the session: a position taken here is held overnight before it could prove itself. */
const LATE_MINUTE = 15 * 60;
const CLOSE_MINUTE = 16 * 60;

/** Part of the New York day a decision falls into. 15:00 itself still is REGULAR, 16:00 still LATE: the bar closing then is. */
export function stockSession(timeMs: number): StockSession {
  const { weekday, minuteOfDay } = newYorkTime(timeMs);
  if (weekday === 'Sat' || weekday === 'Sun') return 'WEEKEND';
  if (minuteOfDay < OPEN_MINUTE) return 'PRE_MARKET';
  if (minuteOfDay <= LATE_MINUTE) return 'REGULAR';
  return minuteOfDay <= CLOSE_MINUTE ? 'LATE' : 'AFTER_HOURS';
}
