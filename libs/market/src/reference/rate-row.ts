import { shown } from '../bar/refusal.js';
import { CLOCK_SKEW_MS } from '../bar/bar-grid.js';
import type { CsvTableColumn } from '../csv/csv-table.js';
import { canonicalDecimal } from '../number/canonical-decimal.js';
import { DAY_MS } from '../time/civil-date.js';
import {
  currencyOf,
  fault,
  instantOf,
  isDateAlone,
  isGiven,
  type RawReferenceRow,
  readingOf,
  type RowReading,
  textOf,
} from './reference-row.js';

/** One unit of base costs `rate` of quote, known from `atMs` on. */
export interface RateRow {
  readonly base: string;
  readonly quote: string;
  readonly atMs: number;
  readonly rate: string;
}

export const RATE_COLUMNS: readonly CsvTableColumn[] = [
  { name: 'pair', aliases: ['symbol'], required: false },
  { name: 'base', required: false },
  { name: 'quote', required: false },
  { name: 'at', aliases: ['time', 'date', 'datetime', 'timestamp'] },
  { name: 'rate', aliases: ['close', 'value'] },
];

const PAIR = /^([A-Za-z]{3})[/_:-]?([A-Za-z]{3})$/;

/**
 * `pair` (EUR/USD) or `base` and `quote`, `at`, `rate`. A day alone is taken as its end: what a day brought is not known before.
 * @param nowMs a rate of the future would be a look ahead, so it is refused.
 */
export function readRateRow(raw: RawReferenceRow, nowMs: number): RowReading<RateRow> {
  return readingOf(() => {
    const { base, quote } = pairOf(raw);
    if (base === quote) return fault('quote', 'same-currency', `${base} is quoted in itself`);
    const readMs = instantOf(raw, 'at');
    const atMs = isDateAlone(raw['at']) ? readMs + DAY_MS : readMs;
    if (readMs > nowMs + CLOCK_SKEW_MS) {
      return fault('at', 'in-the-future', `${shown(raw['at'])} has not come yet`);
    }
    const rate = canonicalDecimal(textOf(raw, 'rate', 'write it like 1.0842'));
    if (rate === null || rate === '0' || rate.startsWith('-')) {
      return fault('rate', 'bad-rate', `${shown(raw['rate'])} must be a decimal number above zero, like 1.0842`);
    }
    return { base, quote, atMs, rate };
  });
}

function pairOf(raw: RawReferenceRow): { readonly base: string; readonly quote: string } {
  if (!isGiven(raw['pair'])) return { base: currencyOf(raw, 'base'), quote: currencyOf(raw, 'quote') };
  const text = textOf(raw, 'pair', 'write it like EUR/USD');
  const [, base, quote] = PAIR.exec(text) ?? [];
  if (base === undefined || quote === undefined) {
    return fault('pair', 'bad-pair', `${shown(text)} is no pair of currencies, like EUR/USD`);
  }
  return { base: currencyOf({ pair: base }, 'pair'), quote: currencyOf({ pair: quote }, 'pair') };
}
