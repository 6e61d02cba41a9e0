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
  /** Every fill of its own, for those that tell of each. */
  readonly parts: { readonly quantity: number; readonly price: number }[];
}

export type NewStandInOrder = Pick<
  StandInOrder,
  'clientOrderId' | 'symbol' | 'side' | 'type' | 'quantity' | 'stopPrice'
>;

/** What happens to the next request to place an order. `taken` says whether the order is worked all the same. */
export type PlaceFault =
  | { readonly kind: 'status'; readonly status: number; readonly taken: boolean }
  | { readonly kind: 'disconnect'; readonly taken: boolean }
  | { readonly kind: 'silence'; readonly taken: boolean };

/** A broker on loopback that keeps its own truth, so that books can be held against it. A subclass speaks a broker's protocol. */
export abstract class BrokerStandIn {
  readonly orders: StandInOrder[] = [];
  /** Taken off one by one by requests to place an order. */
  readonly faults: PlaceFault[] = [];
  /** Whether market orders are filled when they arrive. */
  fillsAtOnce = true;
  price = 100;
  /** Called when an order was taken, before the answer goes out. */
  onTaken: (order: StandInOrder) => Promise<void> | void = () => undefined;
  onCancel: (order: StandInOrder) => Promise<void> | void = () => undefined;
  placed = 0;
  protected readonly server: Server;
  #port = 0;

  constructor() {
    this.server = createServer((request, response) => {
      void this.serve(request, response).catch(() => response.destroy());
    });
  }

  protected abstract serve(request: IncomingMessage, response: ServerResponse): Promise<void>;

  async start(): Promise<void> {
    this.server.listen(this.#port, '127.0.0.1');
    await once(this.server, 'listening');
    this.#port = (this.server.address() as AddressInfo).port;
  }

  /** Nobody answers any more; `start` comes back under the same address. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
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
    order.parts.push({ quantity: total - order.filled, price });
    order.filled = total;
    if (order.status !== 'canceled') order.status = total === order.quantity ? 'filled' : 'partially_filled';
  }

  /** Somebody buys or sells by hand at the broker. */
  trade(symbol: string, signedQuantity: number): void {
    const order = this.take({
      clientOrderId: `by-hand-${this.orders.length}`,
      symbol,
      side: signedQuantity > 0 ? 'buy' : 'sell',
      type: 'market',
      quantity: Math.abs(signedQuantity),
      stopPrice: null,
    });
    this.fill(order);
  }

  /** What of a symbol is held and promised to no order that sells it. */
  protected free(symbol: string): number {
    const promised = this.orders
      .filter((order) => order.symbol === symbol && order.side === 'sell' && isWorking(order))
      .reduce((sum, order) => sum + order.quantity - order.filled, 0);
    return this.position(symbol) - promised;
  }

  protected take(order: NewStandInOrder): StandInOrder {
    const taken: StandInOrder = {
      ...order,
      id: String(this.orders.length + 1),
      status: 'new',
      filled: 0,
      averagePrice: null,
      parts: [],
    };
    this.orders.push(taken);
    return taken;
  }
}

export function isWorking({ status }: StandInOrder): boolean {
  return status === 'new' || status === 'partially_filled';
}

export function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === null ? undefined : JSON.stringify(body));
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
