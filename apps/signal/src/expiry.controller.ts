import { Controller, Inject } from '@nestjs/common';
import { type CloudEvent, type Watermark, executionWatermark } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import { OnBroadcast } from '@tape/messaging';
import { SignalQueue } from './signal-queue.repository.js';

/**
 * Ends signals that nobody took in time. The time is that of execution, the last to follow the tape: measured by an
 * earlier stage, a fast replay would end signals before execution had come to their bar. A missed announcement is made
 * up for by the next.
 */
@Controller()
export class ExpiryController {
  readonly #queue: SignalQueue;

  constructor(@Inject(SignalQueue) queue: SignalQueue) {
    this.#queue = queue;
  }

  @OnBroadcast([executionWatermark])
  async worked(event: CloudEvent<Watermark>): Promise<void> {
    const { symbol, timeframe, throughOpenTimeMs } = event.data;
    const barCloseMs = closeTimeMs(throughOpenTimeMs, timeframe);
    await this.#queue.expire(symbol, timeframe, barCloseMs, Date.now(), event.correlationid);
  }
}
