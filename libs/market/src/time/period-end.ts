import { DAY_MS } from './civil-date.js';
import { parseIsoTime } from './iso-time.js';

/** The end of a period as people write it, itself included: a day alone means the whole day. Null when it is no time. */
export function parsePeriodEnd(text: string): number | null {
  const timeMs = parseIsoTime(text);
  if (timeMs === null) return null;
  return /^\d{4}-\d{2}-\d{2}$/.test(text.trim()) ? timeMs + DAY_MS - 1 : timeMs;
}
