import { Controller, Inject } from '@nestjs/common';
import {
  type OrderEvent,
  type PositionEvent,
  orderCancelled,
  orderFilled,
  orderRejected,
  positionClosed,
} from '@tape/contracts';
import { type BatchOutcome, type Delivery, OnEvents, allDone } from '@tape/messaging';
import { type ExecutionEvent, signalEventOf } from '@tape/trading';
import { SignalQueue } from './signal-queue.repository.js';

/**
 * What our own execution made of a signal, read from its events in the order they happened: entry filled, cancelled or
 * rejected, position closed and how. A step that was taken already is not taken again.
 */
@Controller()
export class TradeOutcomeHandler {
  readonly #queue: SignalQueue;

  constructor(@Inject(SignalQueue) queue: SignalQueue) {
    this.#queue = queue;
  }

  @OnEvents({
    durable: 'signal-outcomes',
    events: [orderFilled, orderCancelled, orderRejected, positionClosed],
    maxBatch: 64,
  })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    for (const delivery of batch) {
      const happened = executionEventOf(delivery);
      const { signalId, atMs } = happened.kind === 'order' ? happened.order : happened.position;
      const event = signalEventOf(happened);
      if (event !== null) await this.#queue.advance(signalId, event, 'execution', atMs);
    }
    return allDone(batch);
  }
}

function executionEventOf(delivery: Delivery): ExecutionEvent {
  switch (delivery.definition.name) {
    case orderFilled.name:
      return { kind: 'order', step: 'filled', order: (delivery as Delivery<OrderEvent>).event.data };
    case orderCancelled.name:
      return { kind: 'order', step: 'cancelled', order: (delivery as Delivery<OrderEvent>).event.data };
    case orderRejected.name:
      return { kind: 'order', step: 'rejected', order: (delivery as Delivery<OrderEvent>).event.data };
    default:
      return { kind: 'position', step: 'closed', position: (delivery as Delivery<PositionEvent>).event.data };
  }
}
