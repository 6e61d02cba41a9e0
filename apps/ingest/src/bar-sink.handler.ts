import { Controller, Inject } from '@nestjs/common';
import { type BarIngested, barIngested } from '@tape/contracts';
import { allDone, type BatchOutcome, type Delivery, OnEvents } from '@tape/messaging';
import { BarSink } from './bar-sink.js';

/** bar.ingested → table bars, acknowledged after the commit. Never given up: a bar that was accepted must be kept. */
@Controller()
export class BarSinkHandler {
  readonly #sink: BarSink;

  constructor(@Inject(BarSink) sink: BarSink) {
    this.#sink = sink;
  }

  @OnEvents({ durable: 'ingest-sink', events: [barIngested], maxBatch: 1_000, maxAttempts: Number.POSITIVE_INFINITY })
  async handle(batch: readonly Delivery<BarIngested>[]): Promise<BatchOutcome> {
    await this.#sink.write(batch.map((delivery) => delivery.event.data));
    return allDone(batch);
  }
}
