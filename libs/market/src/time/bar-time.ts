import { parseIsoTime } from './iso-time.js';

/** 1973-03-03. A smaller number is seconds since the epoch far more often than a bar of the early seventies. */
const SMALLEST_EPOCH_MS = 100_000_000_000;
/** 2286-11-20. A larger number is microseconds or nanoseconds. */
const LARGEST_EPOCH_MS = 9_999_999_999_999;

/** 1800-01-01: before the oldest price series; an earlier year is a misread date. */
const EARLIEST_MS = -5_364_662_400_000;

export type BarTime =
  | { readonly ok: true; readonly openTimeMs: number }
  /** What is wrong with it and what to write instead. */
  | { readonly ok: false; readonly problem: string };

/** Reads the time of a bar: ISO 8601 text, or milliseconds since the epoch as number or digits. */
export function readBarTime(raw: unknown): BarTime {
  if (typeof raw === 'number' || (typeof raw === 'string' && /^\d{6,}$/.test(raw.trim())))
    return fromEpoch(Number(raw));
  if (typeof raw !== 'string') return { ok: false, problem: 'write it as ISO 8601 text or epoch milliseconds' };
  const openTimeMs = parseIsoTime(raw);
  if (openTimeMs === null)
    return { ok: false, problem: 'write it as ISO 8601, like 2024-01-02T14:30:00Z, or epoch milliseconds' };
  if (openTimeMs < EARLIEST_MS) return { ok: false, problem: 'it lies before the year 1800' };
  return { ok: true, openTimeMs };
}

function fromEpoch(value: number): BarTime {
  if (!Number.isInteger(value)) return { ok: false, problem: 'epoch milliseconds must be a whole number' };
  if (value < SMALLEST_EPOCH_MS) return { ok: false, problem: 'it looks like seconds: send milliseconds since 1970' };
  if (value > LARGEST_EPOCH_MS)
    return { ok: false, problem: 'it looks like micro- or nanoseconds: send milliseconds since 1970' };
  return { ok: true, openTimeMs: value };
}
