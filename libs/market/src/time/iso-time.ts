import { civilFromDays, DAY_MS, daysFromCivil } from './civil-date.js';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Reads an ISO 8601 date or date-time into milliseconds since the epoch. A text without a zone is UTC: a file read in
 * two places must give the same bars. Finer than a millisecond is cut off.
 * @returns null when the text is no such time or names a day or minute that does not exist.
 */
export function parseIsoTime(text: string): number | null {
  const match = ISO.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = match;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const days = daysFromCivil(date);
  const real = civilFromDays(days);
  if (date.month < 1 || date.month > 12 || real.month !== date.month || real.day !== date.day) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const offset = zoneOffsetMinutes(zone);
  if (offset === null) return null;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return days * DAY_MS + (Number(hour) * 60 + Number(minute) - offset) * 60_000 + Number(second) * 1_000 + milliseconds;
}

function zoneOffsetMinutes(zone: string): number | null {
  if (/^(z|utc)$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = zone.length > 3 ? Number(zone.slice(-2)) : 0;
  if (hours > 15 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** ISO 8601 in UTC; milliseconds only when there are any. For messages: "2024-01-02T00:00:00Z". */
export function isoTime(epochMs: number): string {
  const days = Math.floor(epochMs / DAY_MS);
  const { year, month, day } = civilFromDays(days);
  const inDay = epochMs - days * DAY_MS;
  const clock = [Math.floor(inDay / 3_600_000), Math.floor(inDay / 60_000) % 60, Math.floor(inDay / 1_000) % 60];
  const milliseconds = inDay % 1_000;
  const time =
    clock.map((part) => two(part)).join(':') + (milliseconds === 0 ? '' : `.${`${milliseconds}`.padStart(3, '0')}`);
  return `${`${year}`.padStart(4, '0')}-${two(month)}-${two(day)}T${time}Z`;
}

function two(value: number): string {
  return `${value}`.padStart(2, '0');
}
