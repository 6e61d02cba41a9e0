import type { OrderState } from '../execution/order.js';

/** An order as a broker is asked to work it. Prices and quantities are decimal text. */
export interface BrokerOrderRequest {
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly buySell: 'BUY' | 'SELL';
  readonly quantity: string;
  readonly type: 'MARKET' | 'STOP' | 'LIMIT';
  /** Trigger of a STOP, limit of a LIMIT; null for a MARKET order. */
  readonly price: string | null;
}

/** How a broker finds an order. Null for the symbol of an order that is not ours. */
export interface OrderName {
  readonly clientOrderId: string;
  readonly symbol: string | null;
}

/** What a broker says of an order. Quantities, price and fees are totals so far, so a report may be missed or come twice. */
export interface BrokerOrderReport {
  readonly clientOrderId: string;
  readonly brokerOrderId: string;
  readonly state: Extract<OrderState, 'SUBMITTED' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELLED' | 'REJECTED'>;
  readonly filledQuantity: string;
  readonly averagePrice: string | null;
  /** In account currency. */
  readonly fees: string;
  readonly reason: string | null;
}

/** What a broker says is held; short positions are negative. */
export interface BrokerPosition {
  readonly symbol: string;
  readonly quantity: string;
}

/**
 * The five ways a question to a broker can end. `busy` and `unreachable` promise that nothing was done; after `unclear` only a
 * later question tells.
 */
export type BrokerAnswer<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'unclear'; readonly reason: string };

export interface BrokerWatcher {
  readonly heard: (clientOrderId: string) => void;
  readonly said: (state: 'LISTENING' | 'DEAF', reason: string) => void;
}

/**
 * A broker. Adapters translate and classify; they neither retry nor remember. No method throws for what a broker or a network
 * does: that is an answer.
 */
export interface Broker {
  readonly name: string;
  /** Whether something may be sold that is not held. Where it may not, an entry to sell would sell somebody else's holding. */
  readonly sellsShort: boolean;
  place(request: BrokerOrderRequest): Promise<BrokerAnswer<BrokerOrderReport>>;
  /** `done` means the request to cancel was taken; the report that follows tells whether a fill was quicker. */
  cancel(order: OrderName): Promise<BrokerAnswer<null>>;
  /** Null when the broker knows no such order. */
  order(order: OrderName): Promise<BrokerAnswer<BrokerOrderReport | null>>;
  /** All orders the broker works; those of other programs on the account too. */
  openOrders(): Promise<BrokerAnswer<readonly BrokerOrderReport[]>>;
  positions(): Promise<BrokerAnswer<readonly BrokerPosition[]>>;
  /**
   * Tells at once of which order there is news, where the broker has a stream for it. What the news is, is asked for; who does not
   * listen misses nothing but time.
   * @returns ends it.
   */
  watch?(watcher: BrokerWatcher): () => void;
}
