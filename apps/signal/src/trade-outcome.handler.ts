import { Controller } from '@nestjs/common';
import {
  type OrderEvent,
  type PositionEvent,
  type SignalStatus,
  orderCancelled,
  positionClosed,
  positionOpened,
} from '@tape/contracts';
import { type BatchOutcome, type Delivery, OnEvents, allDone } from '@tape/messaging';
import type { SignalQueue } from './signal-queue.repository.js';

const END_OF_LIFE = {
  TARGET: 'TARGET_HIT',
  STOP: 'STOPPED',
  EMERGENCY_EXIT: 'CLOSED',
  MANUAL_CLOSE: 'CLOSED',
} as const satisfies Record<NonNullable<PositionEvent['exitReason']>, SignalStatus>;

/**
 * What our own execution made of a signal, read from its events in the order they happened: position opened → FILLED,
 * entry cancelled → CANCELLED, position closed → how it ended. A step that was taken already is not taken again.
 */
@Controller()
export class TradeOutcomeHandler {
  readonly #queue: SignalQueue;

  constructor(queue: SignalQueue) {
    this.#queue = queue;
  }

  @OnEvents({ durable: 'signal-outcomes', events: [positionOpened, positionClosed, orderCancelled], maxBatch: 64 })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    for (const delivery of batch) {
      if (delivery.definition.name === orderCancelled.name) await this.#cancelled(delivery as Delivery<OrderEvent>);
      else await this.#moved(delivery as Delivery<PositionEvent>);
    }
    return allDone(batch);
  }

  async #cancelled({ event }: Delivery<OrderEvent>): Promise<void> {
    const order = event.data;
    if (order.purpose === 'ENTRY') await this.#queue.advance(order.signalId, 'CANCELLED', 'execution', order.atMs);
  }

  async #moved({ event }: Delivery<PositionEvent>): Promise<void> {
    const position = event.data;
    const status =
      position.exitReason === null || position.closedAtMs === null ? 'FILLED' : END_OF_LIFE[position.exitReason];
    await this.#queue.advance(position.signalId, status, 'execution', position.atMs);
  }
}
