import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An order as the stand-in has it; the truth that the books must come to. */
export interface StandInOrder {
  readonly id: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly type: 'market' | 'stop' | 'limit';
  readonly quantity: number;
  readonly stopPrice: string | null;
  status: 'new' | 'partially_filled' | 'filled' | 'canceled' | 'rejected';
  filled: number;
  averagePrice: number | null;
}

/** What happens to the next request to place an order. `taken` says whether the order is worked all the same. */
export type PlaceFault =
  | { readonly kind: 'status'; readonly status: number; readonly taken: boolean }
  | { readonly kind: 'disconnect'; readonly taken: boolean }
  | { readonly kind: 'silence'; readonly taken: boolean };

const KEY_ID = 'test-key';
const SECRET_KEY = 'test-secret';
export const STAND_IN_KEYS = { ALPACA_KEY_ID: KEY_ID, ALPACA_SECRET_KEY: SECRET_KEY } as const;

/**
 * A broker on loopback that speaks Alpaca's protocol (v2 orders and positions, as documented) and keeps its own truth, so that
 * books can be held against it.
 */
export class AlpacaStandIn {
  readonly orders: StandInOrder[] = [];
  readonly #server: Server;
  #port = 0;
  /** Taken off one by one by requests to place an order. */
  readonly faults: PlaceFault[] = [];
  /** Whether market orders are filled when they arrive. */
  fillsAtOnce = true;
  price = 100;
  /** Called when an order was taken, before the answer goes out. */
  onTaken: (order: StandInOrder) => Promise<void> | void = () => undefined;
  onCancel: (order: StandInOrder) => Promise<void> | void = () => undefined;
  placed = 0;

  constructor() {
    this.#server = createServer((request, response) => {
      void this.#serve(request, response).catch(() => response.destroy());
    });
  }

  async start(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Nobody answers any more; `start` comes back under the same address. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  position(symbol: string): number {
    return this.orders
      .filter((order) => order.symbol === symbol)
      .reduce((sum, order) => sum + (order.side === 'buy' ? order.filled : -order.filled), 0);
  }

  fill(order: StandInOrder, total = order.quantity, price = this.price): void {
    const before = order.filled * (order.averagePrice ?? 0);
    order.averagePrice = (before + (total - order.filled) * price) / total;
    order.filled = total;
    if (order.status !== 'canceled') order.status = total === order.quantity ? 'filled' : 'partially_filled';
  }

  /** Somebody buys or sells by hand at the broker. */
  trade(symbol: string, signedQuantity: number): void {
    const order = this.#take({
      client_order_id: `by-hand-${this.orders.length}`,
      symbol,
      side: signedQuantity > 0 ? 'buy' : 'sell',
      type: 'market',
      qty: String(Math.abs(signedQuantity)),
    });
    this.fill(order);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (request.headers['apca-api-key-id'] !== KEY_ID || request.headers['apca-api-secret-key'] !== SECRET_KEY) {
      return answer(response, 401, { message: 'unauthorized.' });
    }
    if (request.method === 'POST' && pathname === '/v2/orders') return this.#place(await bodyOf(request), response);
    if (request.method === 'DELETE') return this.#cancel(pathname.split('/').at(-1)!, response);
    if (pathname === '/v2/orders:by_client_order_id') {
      const order = this.orders.find((one) => one.clientOrderId === searchParams.get('client_order_id'));
      return order === undefined
        ? answer(response, 404, { code: 40_410_000, message: 'order not found' })
        : answer(response, 200, wire(order));
    }
    if (pathname === '/v2/orders') return answer(response, 200, this.orders.filter(isWorking).map(wire));
    if (pathname === '/v2/positions') return answer(response, 200, this.#positions());
    return answer(response, 404, { message: 'endpoint not found' });
  }

  #positions(): readonly object[] {
    return [...new Set(this.orders.map((order) => order.symbol))]
      .map((symbol) => ({ symbol, qty: String(this.position(symbol)) }))
      .filter(({ qty }) => qty !== '0');
  }

  async #place(body: Record<string, string>, response: ServerResponse): Promise<void> {
    this.placed += 1;
    const fault = this.faults.shift();
    if (fault !== undefined && !fault.taken) return fail(response, fault);
    if (this.orders.some((order) => order.clientOrderId === body['client_order_id'])) {
      return answer(response, 422, { code: 40_010_001, message: 'client_order_id must be unique' });
    }
    const held = this.position(body['symbol']!);
    const reserved = this.orders
      .filter((order) => order.symbol === body['symbol'] && order.side === 'sell' && isWorking(order))
      .reduce((sum, order) => sum + order.quantity - order.filled, 0);
    if (body['side'] === 'sell' && Number(body['qty']) > held - reserved) {
      return answer(response, 403, { code: 40_310_000, message: 'insufficient qty available for order' });
    }
    const order = this.#take(body);
    if (order.type === 'market' && this.fillsAtOnce) this.fill(order);
    await this.onTaken(order);
    return fault === undefined ? answer(response, 200, wire(order)) : fail(response, fault);
  }

  #take(body: Record<string, string>): StandInOrder {
    const order: StandInOrder = {
      id: `b${this.orders.length + 1}`,
      clientOrderId: body['client_order_id']!,
      symbol: body['symbol']!,
      side: body['side'] === 'buy' ? 'buy' : 'sell',
      type: body['type'] as StandInOrder['type'],
      quantity: Number(body['qty']),
      stopPrice: body['stop_price'] ?? null,
      status: 'new',
      filled: 0,
      averagePrice: null,
    };
    this.orders.push(order);
    return order;
  }

  async #cancel(id: string, response: ServerResponse): Promise<void> {
    const order = this.orders.find((one) => one.id === id);
    if (order === undefined) return answer(response, 404, { message: 'order not found' });
    await this.onCancel(order);
    if (!isWorking(order)) return answer(response, 422, { message: `order is already ${order.status}` });
    order.status = 'canceled';
    return answer(response, 204, null);
  }
}

function isWorking({ status }: StandInOrder): boolean {
  return status === 'new' || status === 'partially_filled';
}

function wire(order: StandInOrder): object {
  return {
    id: order.id,
    client_order_id: order.clientOrderId,
    symbol: order.symbol,
    side: order.side,
    type: order.type,
    qty: String(order.quantity),
    status: order.status,
    filled_qty: String(order.filled),
    filled_avg_price: order.averagePrice === null ? null : String(order.averagePrice),
    stop_price: order.stopPrice,
    time_in_force: order.type === 'stop' ? 'gtc' : 'day',
  };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === null ? undefined : JSON.stringify(body));
}

function fail(response: ServerResponse, fault: PlaceFault): void {
  if (fault.kind === 'status') return answer(response, fault.status, { message: 'out of order' });
  if (fault.kind === 'disconnect') response.destroy();
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
}
