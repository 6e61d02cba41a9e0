import type {
  Broker,
  BrokerAnswer,
  BrokerOrderReport,
  BrokerOrderRequest,
  BrokerPosition,
  BrokerWatcher,
  OrderName,
} from '@tape/trading';
import { z } from 'zod';
import { AlpacaStream } from './alpaca-stream.js';
import { exchange, failureOf, type HttpOutcome } from './http-answer.js';

export interface AlpacaSettings {
  /** Without a trailing slash; the paper account's address differs from the real one's. */
  readonly baseUrl: string;
  readonly keyId: string;
  readonly secretKey: string;
  readonly timeoutMs: number;
}

const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/);

/** Source: Alpaca Trading API v2, order object. */
const orderShape = z.object({
  id: z.string(),
  client_order_id: z.string(),
  status: z.string(),
  filled_qty: decimalText,
  filled_avg_price: decimalText.nullable(),
});
const positionShape = z.object({ symbol: z.string(), qty: decimalText });
const refusalShape = z.object({ message: z.string() });

/** Alpaca's words for an order, in ours. `pending_cancel` still works; a `replaced` order has a successor that is not ours. */
const STATE: Readonly<Record<string, BrokerOrderReport['state']>> = {
  new: 'SUBMITTED',
  accepted: 'SUBMITTED',
  pending_new: 'SUBMITTED',
  accepted_for_bidding: 'SUBMITTED',
  pending_cancel: 'SUBMITTED',
  pending_replace: 'SUBMITTED',
  held: 'SUBMITTED',
  stopped: 'SUBMITTED',
  calculated: 'SUBMITTED',
  done_for_day: 'SUBMITTED',
  suspended: 'SUBMITTED',
  partially_filled: 'PARTIALLY_FILLED',
  filled: 'FILLED',
  canceled: 'CANCELLED',
  expired: 'CANCELLED',
  replaced: 'CANCELLED',
  rejected: 'REJECTED',
};

const TYPE = { MARKET: 'market', STOP: 'stop', LIMIT: 'limit' } as const;
const DUPLICATE = /client_order_id must be unique/i;

/** Stocks at Alpaca. Source: https://docs.alpaca.markets/reference (orders, positions). */
export class AlpacaBroker implements Broker {
  readonly name = 'alpaca';
  readonly sellsShort = true;
  readonly #settings: AlpacaSettings;

  constructor(settings: AlpacaSettings) {
    this.#settings = settings;
  }

  async place(request: BrokerOrderRequest): Promise<BrokerAnswer<BrokerOrderReport>> {
    const { clientOrderId, symbol, buySell, quantity, type, price } = request;
    const outcome = await this.#call('POST', '/v2/orders', {
      symbol,
      qty: quantity,
      side: buySell.toLowerCase(),
      type: TYPE[type],
      // A stop has to hold over night; an entry that was not filled today is decided anew.
      time_in_force: type === 'STOP' ? 'gtc' : 'day',
      client_order_id: clientOrderId,
      ...(type === 'STOP' ? { stop_price: price } : {}),
      ...(type === 'LIMIT' ? { limit_price: price } : {}),
    });
    if (isOk(outcome)) return reportOf(outcome.body, true);
    const failure = failureOf(outcome, true, messageOf);
    // It has the order already: the one that a lost answer was about.
    const isRepeat = failure.kind === 'refused' && DUPLICATE.test(failure.reason);
    return isRepeat ? { kind: 'unclear', reason: failure.reason } : failure;
  }

  async cancel({ clientOrderId }: OrderName): Promise<BrokerAnswer<null>> {
    const found = await this.#find(clientOrderId);
    if (found.kind !== 'done') return found;
    if (found.value === null) return { kind: 'refused', reason: `Alpaca knows no order ${clientOrderId}` };
    const outcome = await this.#call('DELETE', `/v2/orders/${encodeURIComponent(found.value.brokerOrderId)}`);
    // 422: it can no longer be cancelled, because it is filled or gone; the next report says which.
    const isTaken = outcome.kind === 'response' && (outcome.status < 300 || outcome.status === 422);
    return isTaken ? { kind: 'done', value: null } : failureOf(outcome, true, messageOf);
  }

  async order({ clientOrderId }: OrderName): Promise<BrokerAnswer<BrokerOrderReport | null>> {
    return this.#find(clientOrderId);
  }

  async openOrders(): Promise<BrokerAnswer<readonly BrokerOrderReport[]>> {
    const outcome = await this.#call('GET', '/v2/orders?status=open&limit=500&nested=false');
    return listOf(outcome, orderShape, toReport);
  }

  async positions(): Promise<BrokerAnswer<readonly BrokerPosition[]>> {
    const outcome = await this.#call('GET', '/v2/positions');
    return listOf(outcome, positionShape, ({ symbol, qty }) => ({ symbol, quantity: qty }));
  }

  watch({ heard, said }: BrokerWatcher): () => void {
    const { baseUrl, keyId, secretKey } = this.#settings;
    const url = `${baseUrl.replace(/^http/, 'ws')}/stream`;
    const stream = new AlpacaStream({ url, keyId, secretKey, heard, said, draw: Math.random });
    return () => stream.close();
  }

  async #find(clientOrderId: string): Promise<BrokerAnswer<BrokerOrderReport | null>> {
    const query = `client_order_id=${encodeURIComponent(clientOrderId)}`;
    const outcome = await this.#call('GET', `/v2/orders:by_client_order_id?${query}`);
    if (outcome.kind === 'response' && outcome.status === 404) return { kind: 'done', value: null };
    return isOk(outcome) ? reportOf(outcome.body, false) : failureOf(outcome, false, messageOf);
  }

  #call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<HttpOutcome> {
    const { baseUrl, keyId, secretKey, timeoutMs } = this.#settings;
    return exchange({
      method,
      url: `${baseUrl}${path}`,
      headers: { 'APCA-API-KEY-ID': keyId, 'APCA-API-SECRET-KEY': secretKey },
      timeoutMs,
      ...(body === undefined ? {} : { body }),
    });
  }
}

type Ok = Extract<HttpOutcome, { kind: 'response' }>;

function isOk(outcome: HttpOutcome): outcome is Ok {
  return outcome.kind === 'response' && outcome.status < 300;
}

function messageOf(body: unknown): string {
  const refusal = refusalShape.safeParse(body);
  return refusal.success ? refusal.data.message : 'without a message';
}

function toReport(order: z.infer<typeof orderShape>): BrokerOrderReport {
  const state = STATE[order.status];
  if (state === undefined) throw new RangeError(`Alpaca calls order ${order.client_order_id} '${order.status}'`);
  return {
    clientOrderId: order.client_order_id,
    brokerOrderId: order.id,
    state,
    filledQuantity: order.filled_qty,
    averagePrice: order.filled_avg_price,
    // Stocks are traded without commission there; regulatory fees are charged to the account at the end of the day.
    fees: '0',
    reason: state === 'CANCELLED' || state === 'REJECTED' ? order.status : null,
  };
}

/** An order in words we do not know is not guessed at: after a change it is unclear, else the question is asked again. */
function reportOf(body: unknown, changes: boolean): BrokerAnswer<BrokerOrderReport> {
  try {
    return { kind: 'done', value: toReport(orderShape.parse(body)) };
  } catch (error) {
    return { kind: changes ? 'unclear' : 'unreachable', reason: `an order in an unknown form: ${String(error)}` };
  }
}

function listOf<Shape extends z.ZodType, Item>(
  outcome: HttpOutcome,
  shape: Shape,
  toItem: (raw: z.infer<Shape>) => Item,
): BrokerAnswer<readonly Item[]> {
  if (!isOk(outcome)) return failureOf(outcome, false, messageOf);
  try {
    return { kind: 'done', value: z.array(shape).parse(outcome.body).map(toItem) };
  } catch (error) {
    return { kind: 'unreachable', reason: `a list in an unknown form: ${String(error)}` };
  }
}
