import type { IncomingMessage, ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { answer, bodyOf, BrokerStandIn, isWorking, type PlaceFault, type StandInOrder } from './broker-stand-in.js';

const KEY_ID = 'test-key';
const SECRET_KEY = 'test-secret';
export const STAND_IN_KEYS = { ALPACA_KEY_ID: KEY_ID, ALPACA_SECRET_KEY: SECRET_KEY } as const;

/** Speaks Alpaca's protocol: v2 orders and positions and the stream of trade updates, as documented. */
export class AlpacaStandIn extends BrokerStandIn {
  readonly #streams = new WebSocketServer({ noServer: true });
  readonly #listeners = new Set<WebSocket>();

  constructor() {
    super();
    this.server.on('upgrade', (request, socket, head) => {
      this.#streams.handleUpgrade(request, socket, head, (stream) => this.#welcome(stream));
    });
  }

  /** How many listen to trade updates now. */
  get listeners(): number {
    return this.#listeners.size;
  }

  override async stop(): Promise<void> {
    this.hangUp();
    await super.stop();
  }

  /** Ends every stream; the listeners may come again. */
  hangUp(): void {
    for (const stream of this.#streams.clients) stream.terminate();
    this.#listeners.clear();
  }

  override fill(order: StandInOrder, total?: number, price?: number): void {
    super.fill(order, total, price);
    const event = order.status === 'filled' ? 'fill' : 'partial_fill';
    const update = JSON.stringify({ stream: 'trade_updates', data: { event, order: wire(order) } });
    // As Alpaca's paper account does: in binary frames.
    for (const listener of this.#listeners) listener.send(Buffer.from(update));
  }

  #welcome(stream: WebSocket): void {
    stream.on('close', () => this.#listeners.delete(stream));
    stream.on('message', (data: Buffer) => {
      const asked = JSON.parse(data.toString()) as { action: string; key?: string; secret?: string };
      if (asked.action === 'auth') {
        const status = asked.key === KEY_ID && asked.secret === SECRET_KEY ? 'authorized' : 'unauthorized';
        stream.send(JSON.stringify({ stream: 'authorization', data: { status, action: 'authenticate' } }));
      } else if (asked.action === 'listen') {
        this.#listeners.add(stream);
        stream.send(JSON.stringify({ stream: 'listening', data: { streams: ['trade_updates'] } }));
      }
    });
  }

  protected async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (request.headers['apca-api-key-id'] !== KEY_ID || request.headers['apca-api-secret-key'] !== SECRET_KEY) {
      return answer(response, 401, { message: 'unauthorized.' });
    }
    if (request.method === 'POST' && pathname === '/v2/orders') {
      return this.#place(JSON.parse(await bodyOf(request)) as Record<string, string>, response);
    }
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
    if (body['side'] === 'sell' && Number(body['qty']) > this.free(body['symbol']!)) {
      return answer(response, 403, { code: 40_310_000, message: 'insufficient qty available for order' });
    }
    const order = this.take(orderOf(body));
    if (order.type === 'market' && this.fillsAtOnce) this.fill(order);
    await this.onTaken(order);
    return fault === undefined ? answer(response, 200, wire(order)) : fail(response, fault);
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

function orderOf(body: Record<string, string>) {
  return {
    clientOrderId: body['client_order_id']!,
    symbol: body['symbol']!,
    side: body['side'] === 'buy' ? ('buy' as const) : ('sell' as const),
    type: body['type'] as StandInOrder['type'],
    quantity: Number(body['qty']),
    stopPrice: body['stop_price'] ?? null,
  };
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

function fail(response: ServerResponse, fault: PlaceFault): void {
  if (fault.kind === 'status') return answer(response, fault.status, { message: 'out of order' });
  if (fault.kind === 'disconnect') response.destroy();
}
