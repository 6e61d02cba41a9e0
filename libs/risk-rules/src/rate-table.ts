import { closeTimeMs, TIMEFRAMES, type Instrument, type PriceBar, type Timeframe } from '@tape/market';
import { currencyPairOf, quoteCurrencyOf, type QuoteRates } from './currency-pair.js';
import { Amount, amount, decimalText } from './decimal.js';

/** One unit of base costs `rate` of quote, known from `atMs` on. Decimal text. */
export interface RateQuote {
  readonly base: string;
  readonly quote: string;
  readonly atMs: number;
  readonly rate: string;
}

/** A cross is reached through it, because every currency is quoted against it. */
export const VEHICLE_CURRENCY = 'USD';

/**
 * No size may rest on a rate older than this: a monthly fix still serves, a table that nobody keeps does not. Exits and marks ask for no
 * age, because they cannot be refused. Unit: milliseconds.
 */
export const MAX_RATE_AGE_MS = 35 * 86_400_000;

/**
 * From the open of a forex bar to when its close counts as a rate, by timeframe: a moment after it closed. A bar that closes together with
 * the one that asks may reach a live service before it or behind it, so it never counts. Unit: milliseconds.
 */
export const BAR_RATE_DELAY_MS = Object.fromEntries(
  TIMEFRAMES.map((timeframe) => [timeframe, closeTimeMs(0, timeframe) + 1]),
) as Readonly<Record<Timeframe, number>>;

/** The rate that the close of a forex bar tells; null for every other instrument. */
export function rateOfBar(
  instrument: Pick<Instrument, 'symbol' | 'assetClass'>,
  timeframe: Timeframe,
  bar: Pick<PriceBar, 'openTimeMs' | 'close'>,
): RateQuote | null {
  const pair = currencyPairOf(instrument);
  return pair === null ? null : { ...pair, atMs: bar.openTimeMs + BAR_RATE_DELAY_MS[timeframe], rate: bar.close };
}

/**
 * The currencies whose rates against each other tell what the instrument's quote currency is worth in the account's; empty where none is
 * needed, because its own price tells.
 */
export function conversionCurrencies(
  instrument: Pick<Instrument, 'symbol' | 'assetClass'>,
  accountCurrency: string,
): readonly string[] {
  const quote = quoteCurrencyOf(instrument, accountCurrency);
  if (quote === null || quote === accountCurrency || currencyPairOf(instrument)?.base === accountCurrency) return [];
  return [...new Set([quote, accountCurrency, VEHICLE_CURRENCY])];
}

/** Who asks for rates, and as of when. */
export interface RateQuestion {
  readonly accountCurrency: string;
  readonly atMs: number;
  /** Older quotes do not count. Default: any age. */
  readonly maxAgeMs?: number;
}

export interface RateTable {
  /** What one unit of the instrument's quote currency was worth in account currency: for `quoteToAccount`; empty where nobody knew. */
  ratesFor(instrument: Pick<Instrument, 'symbol' | 'assetClass'>, question: RateQuestion): QuoteRates;
}

/** Sorts quotes once, for many questions. */
export function createRateTable(quotes: readonly RateQuote[]): RateTable {
  const pairs = new Map<string, RateQuote[]>();
  for (const quote of quotes) {
    const key = `${quote.base}/${quote.quote}`;
    const known = pairs.get(key);
    if (known === undefined) pairs.set(key, [quote]);
    else known.push(quote);
  }
  for (const known of pairs.values()) known.sort(byTime);
  return {
    ratesFor: (instrument, question) => {
      const [currency] = conversionCurrencies(instrument, question.accountCurrency);
      if (currency === undefined) return {};
      const rate = rateBetween(pairs, currency, question) ?? crossRate(pairs, currency, question);
      return rate === null ? {} : { [currency]: decimalText(rate.toSignificantDigits(RATE_DIGITS)) };
    },
  };
}

/** {@link createRateTable} for one question: the last quote at or before it, direct or inverse, else through the dollar. */
export function ratesAsOf(
  quotes: readonly RateQuote[],
  instrument: Pick<Instrument, 'symbol' | 'assetClass'>,
  question: RateQuestion,
): QuoteRates {
  return createRateTable(quotes).ratesFor(instrument, question);
}

/** More than any market quotes, and few enough that the text of a quotient stays readable. */
const RATE_DIGITS = 20;
const ONE = new Amount(1);

type Pairs = ReadonlyMap<string, readonly RateQuote[]>;

/** By time; of two quotes of one time the larger text is last, so that the order they came in decides nothing. */
function byTime(left: RateQuote, right: RateQuote): number {
  if (left.atMs !== right.atMs) return left.atMs - right.atMs;
  return left.rate < right.rate ? -1 : Number(left.rate > right.rate);
}

function crossRate(pairs: Pairs, currency: string, question: RateQuestion): Amount | null {
  if (currency === VEHICLE_CURRENCY || question.accountCurrency === VEHICLE_CURRENCY) return null;
  const first = rateBetween(pairs, currency, { ...question, accountCurrency: VEHICLE_CURRENCY });
  const second = rateBetween(pairs, VEHICLE_CURRENCY, question);
  return first === null || second === null ? null : first.times(second);
}

/** The newer of the direct and the inverse quote; the direct one of two as old. */
function rateBetween(pairs: Pairs, from: string, question: RateQuestion): Amount | null {
  const direct = lastBy(pairs.get(`${from}/${question.accountCurrency}`), question);
  const inverse = lastBy(pairs.get(`${question.accountCurrency}/${from}`), question);
  if (direct !== null && (inverse === null || direct.atMs >= inverse.atMs)) return amount(direct.rate);
  return inverse === null ? null : ONE.div(amount(inverse.rate));
}

function lastBy(quotes: readonly RateQuote[] | undefined, { atMs, maxAgeMs }: RateQuestion): RateQuote | null {
  if (quotes === undefined) return null;
  let low = 0;
  let high = quotes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((quotes[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  const last = quotes[low - 1];
  return last === undefined || (maxAgeMs !== undefined && last.atMs < atMs - maxAgeMs) ? null : last;
}

/** Where the last quotes among currencies at a time come from: a table in a service. */
export interface RateSource {
  latest(currencies: readonly string[], atMs: number): Promise<readonly RateQuote[]>;
}

/** {@link ratesAsOf} over quotes that must be fetched first; asks for nothing where the instrument's own price tells. */
export async function ratesFrom(
  source: RateSource,
  instrument: Pick<Instrument, 'symbol' | 'assetClass'>,
  question: RateQuestion,
): Promise<QuoteRates> {
  const currencies = conversionCurrencies(instrument, question.accountCurrency);
  if (currencies.length === 0) return {};
  return ratesAsOf(await source.latest(currencies, question.atMs), instrument, question);
}
