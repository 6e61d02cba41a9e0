import { shown } from '../bar/refusal.js';
import { SYMBOL } from '../bar/series-key.js';
import { CURRENCIES } from '../instrument/currency-codes.js';
import { readBarTime } from '../time/bar-time.js';

/** Everything that can be wrong with a row of a calendar, of rates or of instruments. */
export const REFERENCE_RULES = [
  'missing',
  'bad-symbol',
  'bad-time',
  'no-time-of-day',
  'bad-session',
  'bad-kind',
  'bad-currency',
  'wrong-currency',
  'same-currency',
  'bad-pair',
  'bad-rate',
  'in-the-future',
  'bad-sector',
  'not-a-stock',
  'conflicting-repeat',
] as const;
export type ReferenceRule = (typeof REFERENCE_RULES)[number];

/** Why a row was not taken: the field, the rule it broke, and what to do. */
export interface ReferenceRefusal {
  readonly field: string;
  readonly rule: ReferenceRule;
  readonly message: string;
}

export type RowReading<Row> =
  | { readonly ok: true; readonly row: Row }
  | { readonly ok: false; readonly refusal: ReferenceRefusal };

/** A row as it was sent: unchecked, so that every fault can be named. */
export type RawReferenceRow = Readonly<Record<string, unknown>>;

/** Thrown while a row is read and turned into its refusal by {@link readingOf}: no reader needs to pass failures on. */
class RowFault extends Error {
  readonly refusal: ReferenceRefusal;

  constructor(field: string, rule: ReferenceRule, text: string) {
    super(text);
    this.refusal = { field, rule, message: `${field}: ${text} [${rule}]` };
  }
}

export function fault(field: string, rule: ReferenceRule, text: string): never {
  throw new RowFault(field, rule, text);
}

export function readingOf<Row>(read: () => Row): RowReading<Row> {
  try {
    return { ok: true, row: read() };
  } catch (error) {
    if (error instanceof RowFault) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** Whether a value stands there at all; an empty cell is none. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** Text of a field. */
export function textOf(raw: RawReferenceRow, field: string, hint: string): string {
  const value = raw[field];
  if (!isGiven(value)) return fault(field, 'missing', `there is none; ${hint}`);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return fault(field, 'missing', `${shown(value)} is no text; ${hint}`);
  return value.trim();
}

export function symbolOf(raw: RawReferenceRow): string {
  const symbol = textOf(raw, 'symbol', 'write it like AAPL');
  if (SYMBOL.test(symbol)) return symbol;
  return fault('symbol', 'bad-symbol', `${shown(symbol)} is no symbol: use up to 64 of A-Z 0-9 . / : _ -, like AAPL`);
}

/** @param field where the code stands. */
export function currencyOf(raw: RawReferenceRow, field: string): string {
  const code = textOf(raw, field, 'write the ISO 4217 code, like USD').toUpperCase();
  if (CURRENCIES.has(code)) return code;
  return fault(field, 'bad-currency', `${shown(code)} is no currency that is known: write the ISO 4217 code, like USD`);
}

const DATE_ALONE = /^\d{4}-\d{2}-\d{2}$/;

export function isDateAlone(value: unknown): value is string {
  return typeof value === 'string' && DATE_ALONE.test(value.trim());
}

/** An instant: ISO 8601 (without a zone it is UTC) or epoch milliseconds. */
export function instantOf(raw: RawReferenceRow, field: string): number {
  const value = raw[field];
  if (!isGiven(value)) return fault(field, 'missing', 'there is none; write it like 2024-02-01T21:05:00Z');
  const reading = readBarTime(value);
  return reading.ok ? reading.openTimeMs : fault(field, 'bad-time', `${shown(value)} is no time: ${reading.problem}`);
}
