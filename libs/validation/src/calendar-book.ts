import { newsKindsOf, type Instrument, type NewsKind } from '@tape/market';
import { currencyPairOf } from '@tape/risk-rules';
import { NO_CALENDAR, type EarningsDate, type EventCalendar, type NewsDate } from './calendar.js';
import type { DetectedPattern } from './detected-pattern.js';
import { EARNINGS_BLACKOUT, eventsThatMatter, NEWS_BLACKOUT, type EventWindow } from './scheduled-events.js';

export type CoveredKind = 'EARNINGS' | NewsKind;

/** From when to when everything of a kind is in the book: what is not listed there is not scheduled. Both ends included. */
export interface CalendarCoverage {
  readonly kind: CoveredKind;
  /** Symbol for EARNINGS, currency for news. */
  readonly subject: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Everything that was imported. Plain data: from tables in a service, from files in a backtest. */
export interface CalendarBook {
  readonly earnings: readonly EarningsDate[];
  readonly news: readonly NewsDate[];
  readonly coverage: readonly CalendarCoverage[];
}

export const EMPTY_BOOK: CalendarBook = { earnings: [], news: [], coverage: [] };

/** What of the book concerns an instrument: earnings of a stock, news of the currencies of a pair. */
export interface CalendarSubjects {
  readonly symbols: readonly string[];
  readonly currencies: readonly string[];
}

export function calendarSubjects(instrument: Pick<Instrument, 'symbol' | 'assetClass'>): CalendarSubjects {
  const pair = currencyPairOf(instrument);
  return {
    symbols: instrument.assetClass === 'STOCK' ? [instrument.symbol] : [],
    currencies: pair === null ? [] : [pair.base, pair.quote],
  };
}

type Scheduled = Pick<DetectedPattern, 'symbol' | 'assetClass' | 'closeTimeMs'>;

/**
 * What the book knows around the close of a candidate's bar. An event that is listed counts whether its time is covered or not; where
 * none is listed and the hours that matter are not covered, nobody knows.
 */
export function calendarAt(book: CalendarBook, candidate: Scheduled): EventCalendar {
  if (candidate.assetClass === 'STOCK') return earningsAt(book, candidate);
  return candidate.assetClass === 'FOREX' ? newsAt(book, candidate) : NO_CALENDAR;
}

function earningsAt(book: CalendarBook, { symbol, closeTimeMs }: Scheduled): EventCalendar {
  const window = eventsThatMatter(closeTimeMs, EARNINGS_BLACKOUT);
  const earnings = book.earnings.filter((each) => each.symbol === symbol && isIn(window, each.atMs));
  const isKnown = covers(book, 'EARNINGS', symbol, window);
  if (!isKnown && earnings.length === 0) return NO_CALENDAR;
  return { earnings, news: null, isPartial: !isKnown };
}

function newsAt(book: CalendarBook, candidate: Scheduled): EventCalendar {
  const pair = currencyPairOf(candidate);
  if (pair === null) return NO_CALENDAR;
  const currencies = [pair.base, pair.quote];
  const news = book.news.filter(
    ({ kind, currency, atMs }) =>
      currencies.includes(currency) && isIn(eventsThatMatter(candidate.closeTimeMs, NEWS_BLACKOUT[kind]), atMs),
  );
  const questions = currencies.flatMap((currency) => newsKindsOf(currency).map((kind) => ({ kind, currency })));
  const known = questions.filter(({ kind, currency }) =>
    covers(book, kind, currency, eventsThatMatter(candidate.closeTimeMs, NEWS_BLACKOUT[kind])),
  );
  if (known.length === 0 && news.length === 0) return NO_CALENDAR;
  return { earnings: null, news, isPartial: known.length < questions.length };
}

function covers(book: CalendarBook, kind: CoveredKind, subject: string, { fromMs, toMs }: EventWindow): boolean {
  return book.coverage.some(
    (each) => each.kind === kind && each.subject === subject && each.fromMs <= fromMs && each.toMs >= toMs,
  );
}

function isIn({ fromMs, toMs }: EventWindow, timeMs: number): boolean {
  return timeMs >= fromMs && timeMs <= toMs;
}
