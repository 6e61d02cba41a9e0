import { cryptoQuoteOf, type Instrument } from '@tape/market';
import { Amount, amount } from './decimal.js';

export interface CurrencyPair {
  readonly base: string;
  readonly quote: string;
}

/** Account currency for one unit of each quote currency, decimal text; plain data that a caller took from its own prices. */
export type QuoteRates = Readonly<Record<string, string>>;

const PAIR = /^([A-Z]{3})[/_:-]?([A-Z]{3})$/;

/** Base and quote of a forex instrument (`EURUSD`, `EUR/USD`); null for everything else. */
export function currencyPairOf(instrument: Pick<Instrument, 'symbol' | 'assetClass'>): CurrencyPair | null {
  if (instrument.assetClass !== 'FOREX') return null;
  const match = PAIR.exec(instrument.symbol.toUpperCase());
  const [, base, quote] = match ?? [];
  return base === undefined || quote === undefined ? null : { base, quote };
}

const METALS: ReadonlySet<string> = new Set(['XAU', 'XAG', 'XPT', 'XPD']);

/** The unit forex spreads are quoted in: 0.0001, but 0.01 with the yen as quote or a metal as base. */
export function pipSize(pair: CurrencyPair): Amount {
  return new Amount(pair.quote === 'JPY' || METALS.has(pair.base) ? '0.01' : '0.0001');
}

const ONE = new Amount(1);

/** Coins that are kept at one dollar and counted as one. */
const DOLLAR_COINS: ReadonlySet<string> = new Set(['USDT', 'USDC', 'BUSD', 'TUSD', 'FDUSD', 'DAI']);

type Quoted = Pick<Instrument, 'symbol' | 'assetClass'>;

/**
 * The currency an instrument is quoted in: the second of a pair, what ends the symbol of a coin; the account's own for stocks and
 * for a coin that is called by its name alone. Null for a pair whose symbol is not one.
 */
export function quoteCurrencyOf(instrument: Quoted, accountCurrency: string): string | null {
  if (instrument.assetClass === 'FOREX') return currencyPairOf(instrument)?.quote ?? null;
  const quote = instrument.assetClass === 'CRYPTO' ? cryptoQuoteOf(instrument.symbol.toUpperCase()) : null;
  if (quote === null) return accountCurrency;
  return DOLLAR_COINS.has(quote) ? 'USD' : quote;
}

/**
 * What one unit of the quote currency is worth in account currency at `price`; null when nobody can tell, which the caller
 * must treat as a refusal.
 */
export function quoteToAccount(
  instrument: Quoted,
  price: Amount,
  accountCurrency: string,
  rates: QuoteRates,
): Amount | null {
  const quote = quoteCurrencyOf(instrument, accountCurrency);
  if (quote === null) return null;
  if (quote === accountCurrency) return ONE;
  if (currencyPairOf(instrument)?.base === accountCurrency) return inverse(price);
  const rate = rates[quote];
  return rate === undefined || !amount(rate).greaterThan(0) ? null : amount(rate);
}

function inverse(price: Amount): Amount | null {
  return price.greaterThan(0) ? ONE.div(price) : null;
}
