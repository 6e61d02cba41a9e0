import { Controller, Inject } from '@nestjs/common';
import { type BarIngested, barIngested, guardWatermark } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import { type BatchOutcome, type Delivery, type EventPublisher, OnEvents, allDone } from '@tape/messaging';
import { type CoalescedWrites, type LivePatience, MarkAnnouncer, type WatermarkGate, bySeries } from '@tape/service';
import type { SeriesThrough } from '@tape/persistence';
import type { AccountLedger } from './account-ledger.js';
import type { BarGuard } from './bar-guard.js';

type BarDelivery = Delivery<BarIngested>;

/** Injection token of {@link BarGuardParts}. */
export const BAR_GUARD_PARTS = Symbol('BAR_GUARD_PARTS');

export interface BarGuardParts {
  readonly guard: BarGuard;
  readonly ledger: AccountLedger;
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
  readonly #ledger: AccountLedger;
  readonly #gate: WatermarkGate;
  readonly #patience: LivePatience;
  readonly #progress: CoalescedWrites<SeriesThrough>;
  readonly #publisher: EventPublisher;
  readonly #marks: MarkAnnouncer;

  constructor(@Inject(BAR_GUARD_PARTS) parts: BarGuardParts) {
    this.#guard = parts.guard;
    this.#ledger = parts.ledger;
    this.#gate = parts.gate;
    this.#patience = parts.patience;
    this.#progress = parts.progress;
    this.#publisher = parts.publisher;
    this.#marks = new MarkAnnouncer(parts.publisher);
  }

  @OnEvents({ durable: 'risk-bars', events: [barIngested], maxBatch: 256 })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    await Promise.all(bySeries(batch as readonly BarDelivery[]).map((series) => this.#followOrForget(series)));
    return allDone(batch);
  }

  async #followOrForget(deliveries: readonly BarDelivery[]): Promise<void> {
    try {
      await this.#follow(deliveries);
    } catch (error) {
      this.#ledger.invalidate();
      this.#gate.forget('guard', deliveries[0]!.event.data);
      throw error;
    }
  }

  async #follow(deliveries: readonly BarDelivery[]): Promise<void> {
    const guarded = (await this.#gate.known('guard', deliveries[0]!.event.data)) ?? Number.NEGATIVE_INFINITY;
    let next = 0;
    // A bar that comes again must not be checked against campaigns that are younger than it.
    while ((deliveries[next]?.event.data.openTimeMs ?? Number.POSITIVE_INFINITY) <= guarded) next += 1;
    // Writes that follow behind; a failed one fails the batch, and with it nothing is acknowledged.
    const writes: Promise<void>[] = [];
    for (let delivery = deliveries[next]; delivery !== undefined; delivery = deliveries[next]) {
      const through = await this.#turnOf(delivery.event.data);
      const last = lastUpTo(deliveries, next, through);
      const { passed, write } = await this.#ledger.exclusively(() => this.#check(deliveries[next]!, last.delivery));
      write.catch(() => undefined);
      writes.push(write);
      next = passed === last.delivery ? last.index + 1 : next + 1;
    }
    await Promise.all(writes);
  }

  /** Checks one bar, or passes over a stretch in which nothing is held. @returns the bar it came to, and what is being written. */
  async #check(delivery: BarDelivery, last: BarDelivery): Promise<{ passed: BarDelivery; write: Promise<void> }> {
    const bar = delivery.event.data;
    const glance = await this.#ledger.glance(bar);
    if (glance === 'changes') {
      // Marks that are on their way belong before what is decided now.
      await this.#progress.settled();
      const decided = await this.#guard.check(bar, delivery.event.correlationid, this.#ledger.judged);
      if (decided === undefined) this.#ledger.invalidate();
      else this.#ledger.accept(decided);
      await this.#announce(delivery);
      return { passed: delivery, write: Promise.resolve() };
    }
    const passed = glance === 'quiet' ? last : delivery;
    const { symbol, timeframe, openTimeMs } = passed.event.data;
    const write = this.#progress.add([{ symbol, timeframe, throughMs: openTimeMs }]);
    await this.#announce(passed);
    return { passed, write };
  }

  /** Waits until execution has worked this bar. @returns how far execution has come, at least this bar. */
  async #turnOf(bar: BarIngested): Promise<number> {
    const patienceMs = this.#patience.forBarClosedAt(closeTimeMs(bar.openTimeMs, bar.timeframe));
    const reached = await this.#gate.reach('execution', bar, bar.openTimeMs, patienceMs);
    if (reached === 'closed') throw new Error('stopping: the bar is left for the next start');
    return Math.max(this.#gate.through('execution', bar) ?? bar.openTimeMs, bar.openTimeMs);
  }

  async #announce({ event }: BarDelivery): Promise<void> {
    const { symbol, timeframe, openTimeMs } = event.data;
    const newsOpenTimeMs = await this.#ledger.exitNews(event.data);
    this.#gate.announce('guard', event.data, openTimeMs, newsOpenTimeMs);
    const mark = { symbol, timeframe, throughOpenTimeMs: openTimeMs, newsOpenTimeMs };
    const origin = {
      timeMs: closeTimeMs(openTimeMs, timeframe),
      correlationId: event.correlationid,
      causationId: event.id,
    };
    this.#marks.say(event.data, () => this.#publisher.outgoing(guardWatermark, mark, origin));
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
