import { closeTimeMs, DAY_MS, weekdayOfDays, type Timeframe } from '@tape/market';
import { forexSession, isIntraday, stockSession, type ForexSession, type StockSession } from '@tape/validation';
import { zoneClock } from './zone-clock.js';

/** Sunday first, as weekdays are numbered. */
export const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Stock sessions in New York, forex sessions in UTC; one rule with the validation stages. */
export const SESSIONS = [
  ...(['PRE_MARKET', 'REGULAR', 'LATE', 'AFTER_HOURS'] as const satisfies readonly StockSession[]),
  ...(['ASIAN', 'LONDON', 'OVERLAP', 'NY'] as const satisfies readonly ForexSession[]),
] as const;
export type SessionName = (typeof SESSIONS)[number];

/** Part of a day on the clocks of the zone: `fromMinute` included, `toMinute` not. Over midnight where it ends before it begins. */
export interface HoursSpec {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** When entries are allowed. Each part that is absent allows everything; all parts must allow. */
export interface ScheduleSpec {
  /** IANA name. */
  readonly zone: string;
  readonly weekdays?: readonly Weekday[];
  readonly hours?: readonly HoursSpec[];
  readonly sessions?: readonly SessionName[];
}

/** Whether entries may be decided on the close of a bar. */
export type Schedule = (openTimeMs: number, timeframe: Timeframe) => boolean;

const ALWAYS: Schedule = () => true;
const DAY_MINUTES = 1_440;

/**
 * An hour over midnight belongs to the weekday it began on. A bar of a day or longer belongs to no hour: its weekday is that of
 * its date, and hours and sessions do not concern it (a definition that sets them for such a bar is refused).
 * @throws RangeError for a zone nobody knows.
 */
export function scheduleOf(spec: ScheduleSpec | undefined): Schedule {
  if (spec === undefined) return ALWAYS;
  const { weekdays, hours, sessions } = spec;
  const clock = zoneClock(spec.zone);
  const isDay = (days: number): boolean => weekdays === undefined || weekdays.includes(WEEKDAYS[weekdayOfDays(days)]!);
  return (openTimeMs, timeframe) => {
    if (!isIntraday(timeframe)) return isDay(Math.floor(openTimeMs / DAY_MS));
    const timeMs = closeTimeMs(openTimeMs, timeframe);
    if (sessions !== undefined && !sessions.some((session) => isIn(session, timeMs))) return false;
    const { days, minuteOfDay } = clock(timeMs);
    if (hours === undefined) return isDay(days);
    return hours.some(({ fromMinute, toMinute }) => {
      if (fromMinute <= toMinute) return minuteOfDay >= fromMinute && minuteOfDay < toMinute && isDay(days);
      if (minuteOfDay >= fromMinute) return isDay(days);
      return minuteOfDay < toMinute && isDay(days - 1);
    });
  };
}

function isIn(session: SessionName, timeMs: number): boolean {
  return stockSession(timeMs) === session || forexSession(timeMs) === session;
}

/** Minutes since midnight of `HH:MM`, `24:00` included; null for anything else. */
export function minuteOf(text: string): number | null {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text);
  if (match === null) return null;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return minute <= DAY_MINUTES ? minute : null;
}
