import { shown } from '../bar/refusal.js';
import type { CsvTableColumn } from '../csv/csv-table.js';
import { DAY_MS } from '../time/civil-date.js';
import { fromNewYork } from '../time/new-york-time.js';
import { homeCurrencyOf, isNewsKind, NEWS_KINDS, type NewsKind } from './news-kinds.js';
import {
  currencyOf,
  fault,
  instantOf,
  isDateAlone,
  isGiven,
  type RawReferenceRow,
  readingOf,
  type RowReading,
  symbolOf,
  textOf,
} from './reference-row.js';

/** A company reports. */
export interface EarningsRow {
  readonly symbol: string;
  readonly atMs: number;
}

/** A release that moves a currency. */
export interface NewsRow {
  readonly kind: NewsKind;
  readonly currency: string;
  readonly atMs: number;
}

const AT: CsvTableColumn = { name: 'at', aliases: ['time', 'date', 'datetime', 'timestamp'] };

export const EARNINGS_COLUMNS: readonly CsvTableColumn[] = [
  { name: 'symbol', aliases: ['ticker'] },
  { ...AT, aliases: [...(AT.aliases ?? []), 'report date', 'earnings date'] },
  { name: 'session', aliases: ['when'], required: false },
];

export const NEWS_COLUMNS: readonly CsvTableColumn[] = [
  { name: 'kind', aliases: ['event'] },
  { name: 'currency', aliases: ['ccy'], required: false },
  AT,
];

/** Minutes of the New York day that stand for "before the open" and "after the close": with the hours around them they cover both. */
const SESSION_MINUTE: Readonly<Record<string, number>> = { BMO: 8 * 60, AMC: 16 * 60 + 30 };

/** `symbol`, `at`, and for a day without an hour `session`: BMO before the market opens, AMC after it closes. */
export function readEarningsRow(raw: RawReferenceRow): RowReading<EarningsRow> {
  return readingOf(() => ({ symbol: symbolOf(raw), atMs: reportTimeOf(raw) }));
}

function reportTimeOf(raw: RawReferenceRow): number {
  const atMs = instantOf(raw, 'at');
  if (!isDateAlone(raw['at'])) return atMs;
  if (!isGiven(raw['session'])) {
    return fault(
      'at',
      'no-time-of-day',
      `${shown(raw['at'])} says no hour; write it, or add the column session with BMO or AMC`,
    );
  }
  const session = textOf(raw, 'session', 'use BMO or AMC').toUpperCase();
  const minute = SESSION_MINUTE[session];
  if (minute === undefined) {
    return fault(
      'session',
      'bad-session',
      `${shown(session)} is neither BMO (before the open) nor AMC (after the close)`,
    );
  }
  return fromNewYork(atMs / DAY_MS, minute);
}

/** `kind`, `at`, and `currency` where the kind does not say it. */
export function readNewsRow(raw: RawReferenceRow): RowReading<NewsRow> {
  return readingOf(() => {
    const kind = textOf(raw, 'kind', `use one of ${NEWS_KINDS.join(', ')}`).toUpperCase();
    if (!isNewsKind(kind)) return fault('kind', 'bad-kind', `${shown(kind)} is not one of ${NEWS_KINDS.join(', ')}`);
    const home = homeCurrencyOf(kind);
    const currency = home !== null && !isGiven(raw['currency']) ? home : currencyOf(raw, 'currency');
    if (home !== null && currency !== home) {
      return fault('currency', 'wrong-currency', `${kind} moves ${home}, not ${currency}`);
    }
    const atMs = instantOf(raw, 'at');
    if (isDateAlone(raw['at'])) {
      return fault('at', 'no-time-of-day', `${shown(raw['at'])} says no hour; write it like 2024-02-02T13:30:00Z`);
    }
    return { kind, currency, atMs };
  });
}
