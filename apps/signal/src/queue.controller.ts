import { Controller, Inject } from '@nestjs/common';
import { acknowledgeSignal, claimSignals } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import { OnRpc, RpcRefusal } from '@tape/messaging';
import type { z } from 'zod';
import { SignalQueue } from './signal-queue.repository.js';

/** Answers those who trade the signals: our own execution and any outside system through the gateway. */
@Controller()
export class QueueController {
  readonly #queue: SignalQueue;

  constructor(@Inject(SignalQueue) queue: SignalQueue) {
    this.#queue = queue;
  }

  @OnRpc(claimSignals)
  async claim(request: z.infer<typeof claimSignals.request>): Promise<z.infer<typeof claimSignals.response>> {
    const nowMs = Date.now();
    const { series } = request;
    const claims = await this.#queue.claim({
      claimer: request.claimer,
      max: request.max,
      leaseMs: request.leaseSeconds * 1_000,
      nowMs,
      atMs: series === null ? nowMs : closeTimeMs(series.throughOpenTimeMs, series.timeframe),
      series,
    });
    return { claims: [...claims] };
  }

  @OnRpc(acknowledgeSignal)
  async acknowledge(
    request: z.infer<typeof acknowledgeSignal.request>,
  ): Promise<z.infer<typeof acknowledgeSignal.response>> {
    const result = await this.#queue.acknowledge(request.signalId, request.claimer, request.outcome, request.atMs);
    if (!result.ok) throw new RpcRefusal(result.code, result.message, false);
    return { status: result.status };
  }
}
