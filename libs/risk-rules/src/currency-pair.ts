import type { Instrument } from '@tape/market';
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

/**
 * What one unit of the quote currency is worth in account currency at `price`; null when nobody can tell, which the caller
 * must treat as a refusal. Stocks and crypto are taken as quoted in account currency.
 */
export function quoteToAccount(
  instrument: Pick<Instrument, 'symbol' | 'assetClass'>,
  price: Amount,
  accountCurrency: string,
  rates: QuoteRates,
): Amount | null {
  if (instrument.assetClass !== 'FOREX') return ONE;
  const pair = currencyPairOf(instrument);
  if (pair === null) return null;
  if (pair.quote === accountCurrency) return ONE;
  if (pair.base === accountCurrency) return price.isPositive() && !price.isZero() ? ONE.div(price) : null;
  const rate = rates[pair.quote];
  return rate === undefined ? null : amount(rate);
}
