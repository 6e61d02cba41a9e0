import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

/** A market of an exchange as ccxt tells it; numbers as text. */
export interface SpotMarket {
  /** `BTC/USDT` */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly spot: boolean;
  readonly active: boolean | undefined;
  /** Smallest steps of quantity and price. */
  readonly precision: { readonly amount: string; readonly price: string };
}

/** An order as ccxt tells it. */
export interface SpotOrder {
  readonly id: string;
  readonly clientOrderId: string | undefined;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly status: string | undefined;
  readonly filled: string | undefined;
  /** What was paid or got for it, quote currency. */
  readonly cost: string | undefined;
}

/** A part of an order's fill, with what it cost and in which currency. */
export interface SpotTrade {
  readonly amount: string;
  readonly fee: { readonly cost: string; readonly currency: string } | undefined;
}

/** What of a ccxt exchange is used here. */
export interface SpotExchange {
  urls: { api: string | Record<string, unknown> };
  fetchImplementation: (url: string, init: RequestInit) => Promise<Response>;
  loadMarkets(): Promise<Readonly<Record<string, SpotMarket>>>;
  createOrder(
    symbol: string,
    type: 'market' | 'limit',
    side: 'buy' | 'sell',
    amount: string,
    price: string | undefined,
    params: Readonly<Record<string, string>>,
  ): Promise<SpotOrder>;
  cancelOrder(id: undefined, symbol: string, params: Readonly<Record<string, string>>): Promise<unknown>;
  fetchOrder(id: undefined, symbol: string, params: Readonly<Record<string, string>>): Promise<SpotOrder>;
  fetchOpenOrders(): Promise<readonly SpotOrder[]>;
  fetchMyTrades(
    symbol: string,
    since: undefined,
    limit: undefined,
    params: Readonly<Record<string, string>>,
  ): Promise<readonly SpotTrade[]>;
  fetchBalance(): Promise<{ readonly total: Readonly<Record<string, string | undefined>> }>;
}

export interface ExchangeSettings {
  readonly exchange: 'binance';
  readonly apiKey: string;
  readonly secret: string;
  /** The exchange's own test venue instead of the real one. */
  readonly sandbox: boolean;
  /** Whether requests are spaced as the exchange asks; not, where it is our own. */
  readonly spaced: boolean;
  /** Takes the place of scheme, host and port of every address of the exchange; null leaves them. */
  readonly baseUrl: string | null;
}

/** What ccxt must be told of one exchange. Spot only: what is sold must be held. */
const OPTIONS: Readonly<Record<ExchangeSettings['exchange'], object>> = {
  binance: {
    defaultType: 'spot',
    fetchMarkets: { types: ['spot'] },
    fetchMargins: false,
    warnOnFetchOpenOrdersWithoutSymbol: false,
    adjustForTimeDifference: true,
  },
};

/**
 * Loads this one exchange of ccxt: its entry point would load all of them, so the file of the one is named.
 * Quantities and prices come as text, requests are spaced by the exchange's own limits, and nothing is repeated.
 */
export async function openExchange({
  exchange,
  apiKey,
  secret,
  sandbox,
  spaced,
  baseUrl,
}: ExchangeSettings): Promise<SpotExchange> {
  const entry = createRequire(import.meta.url).resolve('ccxt');
  const file = pathToFileURL(join(entry, '..', '..', 'js', 'src', `${exchange}.js`));
  const { default: Exchange } = (await import(file.href)) as { default: new (settings: object) => SpotExchange };
  const opened = new Exchange({
    apiKey,
    secret,
    sandbox,
    enableRateLimit: spaced,
    number: String,
    // Deposits and withdrawals are none of our business.
    has: { fetchCurrencies: false },
    options: OPTIONS[exchange],
  });
  if (baseUrl !== null) opened.urls.api = moved(opened.urls.api, baseUrl) as SpotExchange['urls']['api'];
  return opened;
}

function moved(address: unknown, baseUrl: string): unknown {
  if (typeof address === 'string') return `${baseUrl.replace(/\/$/, '')}${new URL(address).pathname}`;
  return Object.fromEntries(
    Object.entries(address as object).map(([name, value]) => [
      name,
      typeof value === 'string' && !value.startsWith('http') ? value : moved(value, baseUrl),
    ]),
  );
}
