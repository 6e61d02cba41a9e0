import type { BacktestRequest } from '@tape/backtesting';
import { EARNINGS_COLUMNS, NEWS_COLUMNS, RATE_COLUMNS, readEarningsRow, readNewsRow, readRateRow } from '@tape/market';
import { Option } from 'commander';
import { goodReferenceRows } from './reference-file.js';

export interface ReferenceOptions {
  readonly earnings?: string;
  readonly economic?: string;
  readonly rates?: string;
}

export const earningsOption = (): Option =>
  new Option('--earnings <file>', 'symbol,at of reports: all there are, of the symbols in the file');
export const economicOption = (): Option =>
  new Option(
    '--economic <file>',
    'kind,at,currency of releases: all there are, of the kinds and currencies in the file',
  );
export const ratesOption = (): Option =>
  new Option('--rates <file>', 'pair,at,rate for pairs whose own price does not tell; forex files of the run tell too');

const ALWAYS = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY } as const;

/** Calendar and rates of a run from files. Nothing asked is nothing known. @throws CommandFailure (bad data). */
export async function referenceOf(
  options: ReferenceOptions,
  nowMs: number,
): Promise<Pick<BacktestRequest, 'calendar' | 'rates'>> {
  const { earnings: earningsFile, economic: economicFile, rates: ratesFile } = options;
  const earnings =
    earningsFile === undefined ? [] : await goodReferenceRows(earningsFile, EARNINGS_COLUMNS, readEarningsRow);
  const news = economicFile === undefined ? [] : await goodReferenceRows(economicFile, NEWS_COLUMNS, readNewsRow);
  const rates =
    ratesFile === undefined ? [] : await goodReferenceRows(ratesFile, RATE_COLUMNS, (raw) => readRateRow(raw, nowMs));
  const symbols = [...new Set(earnings.map((row) => row.symbol))];
  const kinds = new Map(news.map(({ kind, currency }) => [`${kind} ${currency}`, { kind, subject: currency }]));
  const coverage = [
    ...symbols.map((subject) => ({ kind: 'EARNINGS' as const, subject, ...ALWAYS })),
    ...[...kinds.values()].map((each) => ({ ...each, ...ALWAYS })),
  ];
  return { calendar: { earnings, news, coverage }, rates };
}
