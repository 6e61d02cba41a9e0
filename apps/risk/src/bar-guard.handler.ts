import { Controller, Inject } from '@nestjs/common';
import { type BarIngested, barIngested, guardWatermark } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import { type BatchOutcome, type Delivery, type EventPublisher, OnEvents, allDone } from '@tape/messaging';
import { type CoalescedWrites, type LivePatience, type WatermarkGate, bySeries } from '@tape/service';
import type { SeriesThrough } from '@tape/persistence';
import type { BarGuard } from './bar-guard.js';

type BarDelivery = Delivery<BarIngested>;

/** Injection token of {@link BarGuardParts}. */
export const BAR_GUARD_PARTS = Symbol('BAR_GUARD_PARTS');

export interface BarGuardParts {
  readonly guard: BarGuard;
  readonly gate: WatermarkGate;
  readonly patience: LivePatience;
  readonly progress: CoalescedWrites<SeriesThrough>;
  readonly publisher: EventPublisher;
}

/**
 * bar.ingested → guards checked. Each bar is taken after execution has worked it; the series of a batch go side by side,
 * because each waits for execution on its own. A stretch in which nothing is held is passed over in one step.
 */
@Controller()
export class BarGuardHandler {
  readonly #guard: BarGuard;
  readonly #gate: WatermarkGate;
  readonly #patience: LivePatience;
  readonly #progress: CoalescedWrites<SeriesThrough>;
  readonly #publisher: EventPublisher;

  constructor(@Inject(BAR_GUARD_PARTS) parts: BarGuardParts) {
    this.#guard = parts.guard;
    this.#gate = parts.gate;
    this.#patience = parts.patience;
    this.#progress = parts.progress;
    this.#publisher = parts.publisher;
  }

  @OnEvents({ durable: 'risk-bars', events: [barIngested], maxBatch: 256 })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    await Promise.all(bySeries(batch as readonly BarDelivery[]).map((series) => this.#follow(series)));
    return allDone(batch);
  }

  async #follow(deliveries: readonly BarDelivery[]): Promise<void> {
    let next = 0;
    const first = deliveries[0]!.event.data;
    const guarded = (await this.#gate.known('guard', first)) ?? Number.NEGATIVE_INFINITY;
    // A bar that comes again must not be checked against campaigns that are younger than it.
    while ((deliveries[next]?.event.data.openTimeMs ?? Number.POSITIVE_INFINITY) <= guarded) next += 1;
    for (let delivery = deliveries[next]; delivery !== undefined; delivery = deliveries[next]) {
      const bar = delivery.event.data;
      const through = await this.#turnOf(bar);
      const last = lastUpTo(deliveries, next, through);
      if (await this.#guard.isQuiet(bar.symbol, bar.timeframe)) {
        await this.#pass(last.delivery);
        next = last.index + 1;
      } else {
        await this.#guard.check(bar, delivery.event.correlationid);
        await this.#announce(delivery);
        next += 1;
      }
    }
  }

  /** Waits until execution has worked this bar. @returns how far execution has come, at least this bar. */
  async #turnOf(bar: BarIngested): Promise<number> {
    const reached = await this.#gate.reach(
      'execution',
      bar,
      bar.openTimeMs,
      this.#patience.forBarClosedAt(closeTimeMs(bar.openTimeMs, bar.timeframe)),
    );
    if (reached === 'closed') throw new Error('stopping: the bar is left for the next start');
    return Math.max(this.#gate.through('execution', bar) ?? bar.openTimeMs, bar.openTimeMs);
  }

  async #pass(delivery: BarDelivery): Promise<void> {
    const bar = delivery.event.data;
    await this.#progress.add([{ symbol: bar.symbol, timeframe: bar.timeframe, throughMs: bar.openTimeMs }]);
    await this.#announce(delivery);
  }

  async #announce({ event }: BarDelivery): Promise<void> {
    const { symbol, timeframe, openTimeMs } = event.data;
    this.#gate.announce('guard', event.data, openTimeMs);
    const mark = { symbol, timeframe, throughOpenTimeMs: openTimeMs };
    const origin = {
      timeMs: closeTimeMs(openTimeMs, timeframe),
      correlationId: event.correlationid,
      causationId: event.id,
    };
    await this.#publisher.publish([this.#publisher.outgoing(guardWatermark, mark, origin)]);
  }
}

function lastUpTo(
  deliveries: readonly BarDelivery[],
  from: number,
  throughMs: number,
): { index: number; delivery: BarDelivery } {
  let index = from;
  while ((deliveries[index + 1]?.event.data.openTimeMs ?? Number.POSITIVE_INFINITY) <= throughMs) index += 1;
  return { index, delivery: deliveries[index]! };
}
