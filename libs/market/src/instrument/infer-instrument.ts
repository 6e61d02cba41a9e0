import { isSimulatedSymbol } from '../simulator/simulated-symbols.js';
import { CRYPTO_BASES, CRYPTO_QUOTES, CURRENCIES } from './currency-codes.js';
import type { Instrument } from './instrument.js';

/**
 * What kind of thing a symbol names, by its letters alone: two ISO 4217 codes are FOREX, a known coin and a quote are
 * CRYPTO, all else is a STOCK. A separator (/ - _ :) between the two is optional. An explicit instrument record always
 * wins over this guess.
 */
export function inferInstrument(symbol: string): Instrument {
  if (isSimulatedSymbol(symbol)) return crypto(symbol);
  const letters = symbol.replace(/[/_:-]/, '');
  const base = letters.slice(0, 3);
  const quote = letters.slice(3);
  if (letters.length === 6 && CURRENCIES.has(base) && CURRENCIES.has(quote)) return forex(symbol, base, quote);
  return isCryptoPair(symbol) ? crypto(symbol) : stock(symbol);
}

/** A coin behind which a quote stands. An unknown coin counts before a stablecoin or, six letters long, before BTC and ETH: no stock is called so. */
function isCryptoPair(symbol: string): boolean {
  const letters = symbol.replace(/[/_:-]/, '');
  const quote = cryptoQuoteOf(symbol);
  if (quote === null) return false;
  const base = letters.slice(0, -quote.length);
  if (CRYPTO_BASES.has(base)) return true;
  if (/^USD[TC]$|^BUSD$|^TUSD$|^FDUSD$/.test(quote)) return true;
  return (quote === 'BTC' || quote === 'ETH') && letters.length >= 6;
}

/** What a coin is quoted in by its symbol (`BTCUSDT`, `ETH/BTC`), longest code first; null when no known quote ends it. */
export function cryptoQuoteOf(symbol: string): string | null {
  const letters = symbol.replace(/[/_:-]/, '');
  return CRYPTO_QUOTES.find((code) => letters.length > code.length && letters.endsWith(code)) ?? null;
}

function stock(symbol: string): Instrument {
  return {
    symbol,
    assetClass: 'STOCK',
    // Not a cent: prices of long ago, adjusted for later splits, stand at fractions of one.
    tickSize: '0.0001',
    quantityStep: '1',
    unit: 'SHARES',
    contractSize: '1',
    volumeSource: 'TRADED',
    sector: null,
  };
}

/** Ounces in a lot of the metals that trade like currencies. */
const METAL_LOT: Record<string, string> = { XAU: '100', XAG: '5000', XPT: '100', XPD: '100' };

function forex(symbol: string, base: string, quote: string): Instrument {
  const metal = METAL_LOT[base];
  return {
    symbol,
    assetClass: 'FOREX',
    tickSize: quote === 'JPY' || metal !== undefined ? '0.001' : '0.00001',
    quantityStep: '0.01',
    unit: 'LOTS',
    contractSize: metal ?? '100000',
    volumeSource: 'TICK',
    sector: null,
  };
}

function crypto(symbol: string): Instrument {
  return {
    symbol,
    assetClass: 'CRYPTO',
    tickSize: '0.00000001',
    quantityStep: '0.000001',
    unit: 'CONTRACTS',
    contractSize: '1',
    volumeSource: 'TRADED',
    sector: null,
  };
}
