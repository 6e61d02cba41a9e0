import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer, bodyOf, BrokerStandIn, isWorking, type PlaceFault, type StandInOrder } from './broker-stand-in.js';

const API_KEY = 'test-key';
const SECRET = 'test-secret';
export const BINANCE_KEYS = { apiKey: API_KEY, secret: SECRET } as const;

/** Taken from what is bought, in the coin itself, as Binance does without its own coin. */
const FEE = 0.001;

/**
 * Speaks Binance's spot protocol: exchange information, signed orders, trades and account, as documented under
 * developers.binance.com/docs/binance-spot-api-docs/rest-api. A base coin in `bases` has one market in USDT.
 */
export class BinanceStandIn extends BrokerStandIn {
  readonly bases: string[] = [];
  /** Whether a fee is kept back from what is bought. */
  takesFees = false;
  /** Requests that are answered with 429 from now on. */
  busy = 0;

  protected async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (this.busy > 0) {
      this.busy -= 1;
      response.setHeader('retry-after', '7');
      return answer(response, 429, { code: -1003, msg: 'Too many requests; current limit is 6000 request weight.' });
    }
    if (pathname === '/api/v3/exchangeInfo') return answer(response, 200, { symbols: this.bases.map(marketOf) });
    if (pathname === '/api/v3/time') return answer(response, 200, { serverTime: Date.now() });
    const sent =
      request.method === 'GET' ? new URL(request.url ?? '/', this.url).search.slice(1) : await bodyOf(request);
    const text = sent === '' ? searchParams.toString() : sent;
    if (request.headers['x-mbx-apikey'] !== API_KEY) {
      return answer(response, 401, { code: -2015, msg: 'Invalid API-key, IP, or permissions for action.' });
    }
    const [signed, signature] = text.split('&signature=');
    if (createHmac('sha256', SECRET).update(signed!).digest('hex') !== signature) {
      return answer(response, 400, { code: -1022, msg: 'Signature for this request is not valid.' });
    }
    const asked = new URLSearchParams(signed);
    switch (`${request.method} ${pathname}`) {
      case 'POST /api/v3/order':
        return this.#place(asked, response);
      case 'GET /api/v3/order':
        return this.#order(asked, response);
      case 'DELETE /api/v3/order':
        return this.#cancel(asked, response);
      case 'GET /api/v3/openOrders':
        return answer(response, 200, this.orders.filter(isWorking).map(wire));
      case 'GET /api/v3/myTrades':
        return answer(response, 200, this.#tradesOf(asked.get('orderId')));
      case 'GET /api/v3/account':
        return answer(response, 200, this.#account());
      default:
        return answer(response, 404, { code: -1100, msg: 'no such endpoint' });
    }
  }

  async #place(asked: URLSearchParams, response: ServerResponse): Promise<void> {
    this.placed += 1;
    const fault = this.faults.shift();
    if (fault !== undefined && !fault.taken) return fail(response, fault);
    const clientOrderId = asked.get('newClientOrderId')!;
    // Unique among the open ones only.
    if (this.orders.some((order) => order.clientOrderId === clientOrderId && isWorking(order))) {
      return answer(response, 400, { code: -2010, msg: 'Duplicate order sent.' });
    }
    const quantity = asked.get('quantity')!;
    if (!/^\d+(\.\d{1,5})?$/.test(quantity)) {
      return answer(response, 400, { code: -1013, msg: 'Filter failure: LOT_SIZE' });
    }
    const symbol = asked.get('symbol')!;
    const side = asked.get('side') === 'BUY' ? ('buy' as const) : ('sell' as const);
    if (side === 'sell' && Number(quantity) > this.free(symbol)) {
      return answer(response, 400, { code: -2010, msg: 'Account has insufficient balance for requested action.' });
    }
    const order = this.take({
      clientOrderId,
      symbol,
      side,
      type: asked.get('type') === 'STOP_LOSS' ? 'stop' : 'market',
      quantity: Number(quantity),
      stopPrice: asked.get('stopPrice'),
    });
    if (order.type === 'market' && this.fillsAtOnce) this.fill(order);
    await this.onTaken(order);
    return fault === undefined ? answer(response, 200, { ...wire(order), fills: [] }) : fail(response, fault);
  }

  #find(asked: URLSearchParams): StandInOrder | undefined {
    const name = asked.get('origClientOrderId');
    return this.orders.findLast((one) => one.clientOrderId === name && one.symbol === asked.get('symbol'));
  }

  #order(asked: URLSearchParams, response: ServerResponse): void {
    const order = this.#find(asked);
    if (order === undefined) return answer(response, 400, { code: -2013, msg: 'Order does not exist.' });
    return answer(response, 200, wire(order));
  }

  async #cancel(asked: URLSearchParams, response: ServerResponse): Promise<void> {
    const order = this.#find(asked);
    if (order !== undefined) await this.onCancel(order);
    if (order === undefined || !isWorking(order)) {
      return answer(response, 400, { code: -2011, msg: 'Unknown order sent.' });
    }
    order.status = 'canceled';
    return answer(response, 200, { ...wire(order), origClientOrderId: order.clientOrderId, clientOrderId: 'cancel-1' });
  }

  #tradesOf(orderId: string | null): readonly object[] {
    const order = this.orders.find((one) => one.id === orderId);
    return (order?.parts ?? []).map(({ quantity, price }, index) => ({
      symbol: order!.symbol,
      id: Number(order!.id) * 1_000 + index,
      orderId: Number(order!.id),
      price: price.toFixed(2),
      qty: quantity.toFixed(5),
      quoteQty: (quantity * price).toFixed(8),
      commission: this.takesFees ? (order!.side === 'buy' ? quantity * FEE : quantity * price * FEE).toFixed(8) : '0',
      commissionAsset: order!.side === 'buy' ? baseOf(order!.symbol) : 'USDT',
      time: 1_700_000_000_000,
      isBuyer: order!.side === 'buy',
      isMaker: false,
      isBestMatch: true,
    }));
  }

  /** What is held of a coin, without what fees have taken of it. */
  override position(symbol: string): number {
    const bought = this.orders
      .filter((order) => order.symbol === symbol && order.side === 'buy')
      .reduce((sum, order) => sum + order.filled, 0);
    return Number((super.position(symbol) - (this.takesFees ? bought * FEE : 0)).toFixed(8));
  }

  #account(): object {
    const coins = this.bases.map((asset) => ({
      asset,
      free: this.position(`${asset}USDT`).toFixed(8),
      locked: '0.00000000',
    }));
    return { balances: [...coins, { asset: 'USDT', free: '100000.00000000', locked: '0.00000000' }] };
  }
}

const baseOf = (symbol: string): string => symbol.replace(/USDT$/, '');

function marketOf(base: string): object {
  return {
    symbol: `${base}USDT`,
    status: 'TRADING',
    baseAsset: base,
    baseAssetPrecision: 8,
    quoteAsset: 'USDT',
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT', 'TAKE_PROFIT_LIMIT'],
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: '0.01000000', maxPrice: '1000000.00000000', tickSize: '0.01000000' },
      { filterType: 'LOT_SIZE', minQty: '0.00001000', maxQty: '9000.00000000', stepSize: '0.00001000' },
    ],
    permissions: ['SPOT'],
    permissionSets: [['SPOT']],
  };
}

const STATUS = {
  new: 'NEW',
  partially_filled: 'PARTIALLY_FILLED',
  filled: 'FILLED',
  canceled: 'CANCELED',
  rejected: 'REJECTED',
} as const satisfies Record<StandInOrder['status'], string>;

function wire(order: StandInOrder): object {
  return {
    symbol: order.symbol,
    orderId: Number(order.id),
    orderListId: -1,
    clientOrderId: order.clientOrderId,
    price: '0.00000000',
    origQty: order.quantity.toFixed(8),
    executedQty: order.filled.toFixed(8),
    cummulativeQuoteQty: (order.filled * (order.averagePrice ?? 0)).toFixed(8),
    status: STATUS[order.status],
    timeInForce: 'GTC',
    type: order.type === 'stop' ? 'STOP_LOSS' : 'MARKET',
    side: order.side.toUpperCase(),
    stopPrice: order.stopPrice ?? '0.00000000',
    time: 1_700_000_000_000,
    updateTime: 1_700_000_000_000,
    isWorking: true,
  };
}

function fail(response: ServerResponse, fault: PlaceFault): void {
  if (fault.kind === 'disconnect') response.destroy();
  if (fault.kind !== 'status') return;
  const code = fault.status === 429 ? -1003 : fault.status >= 500 ? -1000 : -2010;
  answer(response, fault.status, { code, msg: 'out of order' });
}
