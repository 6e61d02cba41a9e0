import { Controller, Inject } from '@nestjs/common';
import { type BarIngested, executionWatermark, barIngested } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import { type BatchOutcome, type Delivery, type EventPublisher, OnEvents, allDone } from '@tape/messaging';
import { timed } from '@tape/observability';
import type { SeriesThrough } from '@tape/persistence';
import { type CoalescedWrites, type GatedStage, type LivePatience, type WatermarkGate, bySeries } from '@tape/service';
import type { DataSource } from 'typeorm';
import type { BarExecution } from './bar-execution.js';
import type { SeriesBookRepository } from './series-book.repository.js';
import { CLAIMER, type SignalClaims } from './signal-claims.js';

type BarDelivery = Delivery<BarIngested>;

/** How often a fresh bar asks a silent signal service before it goes on without new entries. */
const LIVE_CLAIM_TRIES = 3;

/** Injection token of {@link BarExecutionParts}. */
export const BAR_EXECUTION_PARTS = Symbol('BAR_EXECUTION_PARTS');

export interface BarExecutionParts {
  readonly execution: BarExecution;
  readonly books: SeriesBookRepository;
  readonly claims: SignalClaims | null;
  readonly database: DataSource;
  readonly gate: WatermarkGate;
  readonly patience: LivePatience;
  readonly progress: CoalescedWrites<SeriesThrough>;
  readonly publisher: EventPublisher;
}

/**
 * bar.ingested → orders, fills, positions. A bar is worked once every decision of the bars before it is known: signals up
 * to the signal watermark, and, where something is open, exits up to risk's guard. A stretch in which nothing is open
 * and no signal waits is passed over in one step.
 */
@Controller()
export class BarExecutionHandler {
  readonly #execution: BarExecution;
  readonly #books: SeriesBookRepository;
  readonly #claims: SignalClaims | null;
  readonly #database: DataSource;
  readonly #gate: WatermarkGate;
  readonly #patience: LivePatience;
  readonly #progress: CoalescedWrites<SeriesThrough>;
  readonly #publisher: EventPublisher;

  constructor(@Inject(BAR_EXECUTION_PARTS) parts: BarExecutionParts) {
    this.#execution = parts.execution;
    this.#books = parts.books;
    this.#claims = parts.claims;
    this.#database = parts.database;
    this.#gate = parts.gate;
    this.#patience = parts.patience;
    this.#progress = parts.progress;
    this.#publisher = parts.publisher;
  }

  @OnEvents({ durable: 'execution-bars', events: [barIngested], maxBatch: 256 })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    await Promise.all(bySeries(batch as readonly BarDelivery[]).map((series) => this.#follow(series)));
    return allDone(batch);
  }

  async #follow(deliveries: readonly BarDelivery[]): Promise<void> {
    const worked = (await this.#gate.known('execution', deliveries[0]!.event.data)) ?? Number.NEGATIVE_INFINITY;
    let next = 0;
    while ((deliveries[next]?.event.data.openTimeMs ?? Number.POSITIVE_INFINITY) <= worked) next += 1;
    for (let delivery = deliveries[next]; delivery !== undefined; delivery = deliveries[next]) {
      const bar = delivery.event.data;
      await this.#turn('signal', bar);
      // Read before the tables are: a signal stored later belongs to a bar after this mark.
      const decidedThrough = this.#gate.through('signal', bar) ?? Number.NEGATIVE_INFINITY;
      const waiting = await this.#books.waiting(this.#database, bar.symbol, bar.timeframe, CLAIMER);
      const firstSignalBarMs = this.#claims === null ? null : waiting.firstSignalBarMs;
      const idle = waiting.isOpen ? next - 1 : idleThrough(deliveries, next, decidedThrough, firstSignalBarMs);
      if (idle >= next) {
        await this.#pass(deliveries[idle]!);
        next = idle + 1;
      } else {
        if (waiting.isOpen) await this.#turn('guard', bar);
        await this.#work(delivery, firstSignalBarMs !== null);
        next += 1;
      }
    }
  }

  /** Waits until `stage` has finished the bar before this one. */
  async #turn(stage: GatedStage, bar: BarIngested): Promise<void> {
    if (bar.previousOpenTimeMs === null) return;
    const patienceMs = this.#patience.forBarClosedAt(closeTimeMs(bar.openTimeMs, bar.timeframe));
    const reached = await this.#gate.reach(stage, bar, bar.previousOpenTimeMs, patienceMs);
    if (reached === 'closed') throw new Error('stopping: the bar is left for the next start');
  }

  async #work(delivery: BarDelivery, mayClaim: boolean): Promise<void> {
    const { data: bar, correlationid } = delivery.event;
    const isFresh = this.#patience.forBarClosedAt(closeTimeMs(bar.openTimeMs, bar.timeframe)) !== undefined;
    const signals =
      mayClaim && this.#claims !== null && bar.previousOpenTimeMs !== null
        ? await this.#claims.of(bar, bar.previousOpenTimeMs, isFresh ? LIVE_CLAIM_TRIES : undefined)
        : [];
    await timed('execution', () => this.#execution.work(bar, signals, correlationid));
    await this.#announce(delivery);
  }

  async #pass(delivery: BarDelivery): Promise<void> {
    const { symbol, timeframe, openTimeMs } = delivery.event.data;
    await this.#progress.add([{ symbol, timeframe, throughMs: openTimeMs }]);
    await this.#announce(delivery);
  }

  async #announce({ event }: BarDelivery): Promise<void> {
    const { symbol, timeframe, openTimeMs } = event.data;
    this.#gate.announce('execution', event.data, openTimeMs);
    const mark = { symbol, timeframe, throughOpenTimeMs: openTimeMs };
    const origin = {
      timeMs: closeTimeMs(openTimeMs, timeframe),
      correlationId: event.correlationid,
      causationId: event.id,
    };
    await this.#publisher.publish([this.#publisher.outgoing(executionWatermark, mark, origin)]);
  }
}

/**
 * Index of the last bar, from `next` on, before which no decision is outstanding and no signal waits; `next - 1` when the
 * next bar itself must be worked.
 */
function idleThrough(
  deliveries: readonly BarDelivery[],
  next: number,
  decidedThrough: number,
  firstSignalBarMs: number | null,
): number {
  let index = next - 1;
  for (let i = next; i < deliveries.length; i += 1) {
    const before = deliveries[i]!.event.data.previousOpenTimeMs ?? Number.NEGATIVE_INFINITY;
    // The first bar had its turn already, even where patience ended before the watermark came.
    if (i > next && before > decidedThrough) break;
    if (firstSignalBarMs !== null && firstSignalBarMs <= before) break;
    index = i;
  }
  return index;
}
