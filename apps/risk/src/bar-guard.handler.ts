import { Controller, Inject } from '@nestjs/common';
import { type BarIngested, type CloudEvent, type Watermark, barIngested, guardWatermark } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import { type BatchOutcome, type Delivery, type EventPublisher, OnEvents, allDone } from '@tape/messaging';
import {
  type CoalescedWrites,
  type LivePatience,
  MarkAnnouncer,
  type Outlook,
  type WatermarkGate,
  bySeries,
} from '@tape/service';
import type { SeriesThrough } from '@tape/persistence';
import type { AccountCompany } from './account-company.js';
import type { AccountLedger } from './account-ledger.js';
import type { BarGuard } from './bar-guard.js';

type BarDelivery = Delivery<BarIngested>;

/**
 * Announcements may be lost: who still relies on what was refused is told again this often. Longer than the gate takes to
 * look at what is stored, which it does only while somebody waits.
 */
const SAY_AGAIN_MS = 500;

/** Injection token of {@link BarGuardParts}. */
export const BAR_GUARD_PARTS = Symbol('BAR_GUARD_PARTS');

export interface BarGuardParts {
  readonly guard: BarGuard;
  readonly ledger: AccountLedger;
  readonly company: Pick<AccountCompany, 'alone'>;
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
  readonly #company: Pick<AccountCompany, 'alone'>;
  readonly #gate: WatermarkGate;
  readonly #patience: LivePatience;
  readonly #progress: CoalescedWrites<SeriesThrough>;
  readonly #publisher: EventPublisher;
  readonly #marks: MarkAnnouncer;

  constructor(@Inject(BAR_GUARD_PARTS) parts: BarGuardParts) {
    this.#guard = parts.guard;
    this.#ledger = parts.ledger;
    this.#company = parts.company;
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
      const isSure = await this.#turnOf(delivery.event.data);
      const checked = await this.#ledger.exclusively(async () => {
        const { event } = deliveries[next]!;
        const through = await this.#allowedThrough(event.data);
        if (isSure && through < event.data.openTimeMs) return null;
        const last = lastUpTo(deliveries, next, through);
        const { isStretch, write } = await this.#check(deliveries[next]!, last.delivery);
        return { next: isStretch ? last.index + 1 : next + 1, write };
      });
      if (checked === null) continue;
      checked.write.catch(() => undefined);
      writes.push(checked.write);
      next = checked.next;
    }
    await Promise.all(writes);
  }

  /** Checks one bar, or passes over a stretch in which nothing is held. @returns which it was, and what is being written. */
  async #check(delivery: BarDelivery, last: BarDelivery): Promise<{ isStretch: boolean; write: Promise<void> }> {
    const bar = delivery.event.data;
    const glance = await this.#ledger.glance(bar);
    if (glance === 'changes') {
      // Marks that are on their way belong before what is decided now.
      await this.#progress.settled();
      const decided = await this.#guard.check(bar, delivery.event.correlationid, this.#ledger.judged);
      if (decided === undefined) this.#ledger.invalidate();
      else this.#ledger.accept(decided);
      await this.#announce(delivery);
      return { isStretch: false, write: Promise.resolve() };
    }
    const passed = glance === 'quiet' ? last : delivery;
    const { symbol, timeframe, openTimeMs } = passed.event.data;
    const write = this.#progress.add([{ symbol, timeframe, throughMs: openTimeMs }]);
    await this.#announce(passed);
    return { isStretch: glance === 'quiet', write };
  }

  /**
   * Waits until execution has worked this bar, or foretells that it will do nothing in it.
   * @returns false when patience ended first: the guards of a live bar are checked all the same.
   */
  async #turnOf(bar: BarIngested): Promise<boolean> {
    const patienceMs = this.#patience.forBarClosedAt(closeTimeMs(bar.openTimeMs, bar.timeframe));
    const isForetold = (): boolean => (this.#foretold(bar)?.quietMs ?? Number.NEGATIVE_INFINITY) >= bar.openTimeMs;
    for (;;) {
      const reached = await this.#gate.reach(
        'execution',
        bar,
        bar.openTimeMs,
        patienceMs ?? SAY_AGAIN_MS,
        patienceMs === undefined ? isForetold : undefined,
      );
      if (reached === 'closed') throw new Error('stopping: the bar is left for the next start');
      if (reached === 'reached') return true;
      if (patienceMs !== undefined) return false;
      const outlook = this.#gate.outlook('execution', bar);
      if (outlook !== undefined && outlook.quietMs >= bar.openTimeMs) await this.#refuse(bar, outlook);
    }
  }

  /** What execution foretells of the series and was not refused. */
  #foretold(bar: BarIngested): Outlook | undefined {
    const outlook = this.#gate.outlook('execution', bar);
    const isRefused = outlook !== undefined && this.#gate.hasRefused('guard', bar, outlook.behindMs);
    return isRefused ? undefined : outlook;
  }

  /**
   * Up to where bars of this series may be checked now. What is foretold holds as long as no exit is ordered that execution
   * did not know of; beside other replicas, whose exits go unheard, it is not relied on.
   */
  async #allowedThrough(bar: BarIngested): Promise<number> {
    const worked = this.#gate.through('execution', bar) ?? Number.NEGATIVE_INFINITY;
    const outlook = this.#foretold(bar);
    if (outlook === undefined || outlook.quietMs <= worked) return worked;
    if (this.#company.alone) {
      const exitMs = await this.#ledger.exitNews(bar);
      if (exitMs === null || exitMs < outlook.behindMs) return outlook.quietMs;
    }
    if (worked < bar.openTimeMs) await this.#refuse(bar, outlook);
    return worked;
  }

  /** From this bar on execution must go first again. */
  async #refuse(bar: BarIngested, { behindMs }: Outlook): Promise<void> {
    if (bar.previousOpenTimeMs === null) return;
    this.#gate.refuse('guard', bar, behindMs);
    const news = await this.#ledger.exitNews(bar);
    this.#say(bar, { throughOpenTimeMs: bar.previousOpenTimeMs, newsOpenTimeMs: news, refusedOpenTimeMs: behindMs });
  }

  async #announce({ event }: BarDelivery): Promise<void> {
    const { openTimeMs } = event.data;
    const newsOpenTimeMs = await this.#ledger.exitNews(event.data);
    this.#gate.announce('guard', event.data, openTimeMs, newsOpenTimeMs);
    this.#say(event.data, { throughOpenTimeMs: openTimeMs, newsOpenTimeMs }, event);
  }

  #say({ symbol, timeframe }: BarIngested, reach: Omit<Watermark, 'symbol' | 'timeframe'>, cause?: CloudEvent): void {
    const mark = { symbol, timeframe, ...reach };
    const { throughOpenTimeMs } = reach;
    const origin = {
      timeMs: closeTimeMs(throughOpenTimeMs, timeframe),
      correlationId: cause?.correlationid ?? `bar:${symbol}:${timeframe}:${throughOpenTimeMs}`,
      causationId: cause?.id,
    };
    this.#marks.say(mark, () => this.#publisher.outgoing(guardWatermark, mark, origin));
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
