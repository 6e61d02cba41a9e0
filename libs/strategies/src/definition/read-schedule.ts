import type { Timeframe } from '@tape/market';
import { isIntraday } from '@tape/validation';
import { SESSIONS, WEEKDAYS, type HoursSpec, type ScheduleSpec } from '../schedule/schedule.js';
import { readMinute, readZone } from './read-indicator.js';
import type { Reading } from './reading.js';

const DAY_MINUTES = 1_440;

export function readSchedule(reading: Reading, timeframes: readonly Timeframe[]): ScheduleSpec | undefined {
  if (!reading.object(['zone', 'weekdays', 'hours', 'sessions'])) return undefined;
  const zone = readZone(reading.at('zone'));
  const weekdays = readWords(reading.at('weekdays'), WEEKDAYS);
  const sessions = readWords(reading.at('sessions'), SESSIONS);
  const hours = reading.at('hours').isAbsent ? null : readHours(reading.at('hours'));
  for (const part of ['hours', 'sessions']) {
    const long = timeframes.find((timeframe) => !isIntraday(timeframe));
    if (long === undefined || reading.at(part).isAbsent) continue;
    return reading.at(part).refuse('timeframe', `cannot be kept by bars of ${long}: they belong to no hour`);
  }
  if (zone === undefined || weekdays === undefined || sessions === undefined || hours === undefined) return undefined;
  return {
    zone,
    ...(weekdays === null ? {} : { weekdays }),
    ...(hours === null ? {} : { hours }),
    ...(sessions === null ? {} : { sessions }),
  };
}

/** Null when absent. */
function readWords<Word extends string>(reading: Reading, words: readonly Word[]): readonly Word[] | null | undefined {
  if (reading.isAbsent) return null;
  const found = reading.list(words.length)?.map((word) => word.oneOf(words));
  return found === undefined || found.includes(undefined) ? undefined : (found as Word[]);
}

function readHours(reading: Reading): readonly HoursSpec[] | undefined {
  const hours = reading.list(24)?.map((one): HoursSpec | undefined => {
    if (!one.object(['from', 'to'])) return undefined;
    const fromMinute = readMinute(one.at('from'));
    const toMinute = readMinute(one.at('to'));
    if (fromMinute === undefined || toMinute === undefined) return undefined;
    if (fromMinute === DAY_MINUTES) return one.at('from').refuse('range', 'must be before 24:00');
    if (fromMinute === toMinute) return one.at('to').refuse('order', 'must differ from the time it begins');
    return { fromMinute, toMinute };
  });
  return hours === undefined || hours.includes(undefined) ? undefined : (hours as HoursSpec[]);
}
