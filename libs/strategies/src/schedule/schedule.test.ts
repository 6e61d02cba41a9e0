import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { minuteOf, scheduleOf, type ScheduleSpec } from './schedule.js';
import { zoneClock } from './zone-clock.js';

const QUARTER_MS = 900_000;

/** Whether entries are on at a bar of 15 minutes that closes at this time. */
function isOn(spec: ScheduleSpec | undefined, closesAt: string): boolean {
  return scheduleOf(spec)(Date.parse(closesAt) - QUARTER_MS, '15m');
}

const OFFICE: ScheduleSpec = { zone: 'America/New_York', hours: [{ fromMinute: 570, toMinute: 930 }] };
const NIGHT: ScheduleSpec = { zone: 'UTC', weekdays: ['FRI'], hours: [{ fromMinute: 1_320, toMinute: 120 }] };

describe('a schedule', () => {
  it.each([
    ['none is always on', undefined, '2024-01-06T03:00Z', true],
    ['09:15 New York in winter', OFFICE, '2024-01-08T14:15Z', false],
    ['09:30 New York in winter', OFFICE, '2024-01-08T14:30Z', true],
    ['15:15 New York in winter', OFFICE, '2024-01-08T20:15Z', true],
    ['15:30 New York in winter', OFFICE, '2024-01-08T20:30Z', false],
    ['09:30 New York in summer', OFFICE, '2024-07-08T13:30Z', true],
    ['10:30 New York in summer is not 09:30', OFFICE, '2024-07-08T13:15Z', false],
    ['the Sunday before summer time', { zone: 'America/New_York', weekdays: ['SUN'] }, '2024-03-10T04:59Z', false],
    ['the Sunday of summer time', { zone: 'America/New_York', weekdays: ['SUN'] }, '2024-03-10T05:00Z', true],
    ['Friday night', NIGHT, '2024-01-05T22:00Z', true],
    ['Friday night on Saturday', NIGHT, '2024-01-06T01:45Z', true],
    ['its end', NIGHT, '2024-01-06T02:00Z', false],
    ['Saturday night', NIGHT, '2024-01-06T22:00Z', false],
    ['Friday morning is Thursday night', NIGHT, '2024-01-05T01:00Z', false],
    ['London', { zone: 'UTC', sessions: ['LONDON'] }, '2024-01-08T08:00Z', true],
    ['after London', { zone: 'UTC', sessions: ['LONDON'] }, '2024-01-08T13:00Z', false],
    ['New York stocks', { zone: 'UTC', sessions: ['REGULAR'] }, '2024-01-08T15:00Z', true],
    ['a holiday', { zone: 'UTC', sessions: ['REGULAR'] }, '2024-12-25T15:00Z', false],
    ['every part must allow', { ...OFFICE, weekdays: ['TUE'] }, '2024-01-08T15:00Z', false],
  ] as const)('%s', (_, spec, closesAt, expected) => {
    expect(isOn(spec, closesAt)).toBe(expected);
  });

  it('takes a daily bar by the weekday of its date, in every zone', () => {
    const monday = scheduleOf({ zone: 'America/New_York', weekdays: ['MON'] });
    expect(monday(Date.parse('2024-01-08T00:00Z'), '1d')).toBe(true);
    expect(monday(Date.parse('2024-01-07T00:00Z'), '1d')).toBe(false);
  });
});

describe('the clock of a zone', () => {
  it('shows what Intl shows, at any time, in any order', () => {
    const zones = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
    const time = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2035, 0, 1) });
    const clocks = new Map(zones.map((zone) => [zone, zoneClock(zone)]));
    fc.assert(
      fc.property(fc.constantFrom(...zones), time, (zone, timeMs) => {
        const { days, minuteOfDay } = clocks.get(zone)!(timeMs);
        const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
        const own = new Date(days * 86_400_000 + minuteOfDay * 60_000).toISOString();
        expect(own.slice(0, 16).replace('T', ' ')).toBe(shown.format(timeMs));
      }),
      { numRuns: 300 },
    );
  });
});

describe('minuteOf', () => {
  it.each([
    ['00:00', 0],
    ['09:30', 570],
    ['23:59', 1_439],
    ['24:00', 1_440],
    ['24:01', null],
    ['25:00', null],
    ['9:30', null],
    ['09:60', null],
    ['', null],
  ])('%j → %j', (text, expected) => {
    expect(minuteOf(text)).toBe(expected);
  });
});
