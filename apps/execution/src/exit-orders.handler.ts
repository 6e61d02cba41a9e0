import { Controller, Inject } from '@nestjs/common';
import { type EmergencyExitTriggered, emergencyExitTriggered } from '@tape/contracts';
import { type BatchOutcome, type Delivery, OnEvents, allDone } from '@tape/messaging';
import { ExitOrders } from './exit-orders.js';

/** risk.exit → closing orders, past every queue and without waiting for the next bar. */
@Controller()
export class ExitOrdersHandler {
  readonly #orders: ExitOrders;

  constructor(@Inject(ExitOrders) orders: ExitOrders) {
    this.#orders = orders;
  }

  @OnEvents({ durable: 'execution-exits', events: [emergencyExitTriggered], maxBatch: 64 })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    for (const { event } of batch as readonly Delivery<EmergencyExitTriggered>[]) {
      await this.#orders.obey(event.data, event.correlationid);
    }
    return allDone(batch);
  }
}
