import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { fromNewYork, newYorkClock } from './new-york-time.js';

const iana = new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/New_York', dateStyle: 'short', timeStyle: 'short' });

function two(value: number): string {
  return `${value}`.padStart(2, '0');
}

function shown(epochMs: number): string {
  const { year, month, day, minuteOfDay } = newYorkClock(epochMs);
  return `${year}-${two(month)}-${two(day)} ${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`;
}

describe('newYorkClock', () => {
  it('agrees with the IANA zone around every change of the clocks from 1987 to 2037', () => {
    for (let year = 1987; year <= 2037; year += 1) {
      for (const [month, days] of [
        [2, 31],
        [3, 30],
        [9, 31],
        [10, 30],
      ] as const) {
        for (let hour = 0; hour < days * 24; hour += 1) {
          const epochMs = Date.UTC(year, month, 1, hour, 30);
          if (newYorkClock(epochMs).weekday !== 0) continue;
          expect(shown(epochMs)).toBe(iana.format(epochMs));
        }
      }
    }
  });

  it('agrees with the IANA zone at any minute, and can be turned back', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1987, 0) / 60_000, max: Date.UTC(2037, 0) / 60_000 }), (minute) => {
        const epochMs = minute * 60_000;
        expect(shown(epochMs)).toBe(iana.format(epochMs));
        const clock = newYorkClock(epochMs);
        // The hour that is shown twice in autumn is taken as one of the two.
        expect([0, -3_600_000, 3_600_000]).toContain(fromNewYork(clock.days, clock.minuteOfDay) - epochMs);
        if (clock.weekday !== 0) expect(fromNewYork(clock.days, clock.minuteOfDay)).toBe(epochMs);
      }),
    );
  });
});
