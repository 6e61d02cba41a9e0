import { Controller, Inject } from '@nestjs/common';
import {
  type RejectedSignal,
  type TradeSignal,
  type Verdict,
  type Watermark,
  rejected,
  signalGenerated,
  signalRejected,
  signalWatermark,
  validated,
  validationWatermark,
} from '@tape/contracts';
import { type BatchOutcome, type Delivery, type EventPublisher, OnEvents, allDone, discardAt } from '@tape/messaging';
import { metrics, timed } from '@tape/observability';
import type { SeriesThrough } from '@tape/persistence';
import type { CoalescedWrites, WatermarkGate } from '@tape/service';
import { buildRejection, buildSignal, openShadow } from '@tape/trading';
import { closeTimeMs } from '@tape/market';
import type { SignalQueue } from './signal-queue.repository.js';
import type { SignalStore, StoredOutcome } from './signal-store.repository.js';

/** Injection token of {@link VerdictParts}. */
export const VERDICT_PARTS = Symbol('VERDICT_PARTS');

export interface VerdictParts {
  readonly store: SignalStore;
  readonly queue: SignalQueue;
  readonly progress: CoalescedWrites<SeriesThrough>;
  readonly gate: WatermarkGate;
  readonly publisher: EventPublisher;
}

/**
 * validation.passed → a signal in the queue; validation.rejected → a rejection that explains itself; a watermark → the
 * series may move on. Rows and their events are one transaction; only then is the watermark announced. A verdict that
 * breaks a promise every signal keeps is a fault of ours: it becomes a dead letter that says which, and is never stored.
 */
@Controller()
export class VerdictHandler {
  readonly #store: SignalStore;
  readonly #queue: SignalQueue;
  readonly #progress: CoalescedWrites<SeriesThrough>;
  readonly #gate: WatermarkGate;
  readonly #publisher: EventPublisher;

  constructor(@Inject(VERDICT_PARTS) parts: VerdictParts) {
    this.#store = parts.store;
    this.#queue = parts.queue;
    this.#progress = parts.progress;
    this.#gate = parts.gate;
    this.#publisher = parts.publisher;
  }

  @OnEvents({ durable: 'signal-verdicts', events: [validated, rejected, validationWatermark], maxBatch: 256 })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    const outcomes: StoredOutcome[] = [];
    const marks = new Map<string, Delivery<Watermark>>();
    let outcome = allDone(batch);
    for (const [index, delivery] of batch.entries()) {
      if (delivery.definition.name === validationWatermark.name) {
        const mark = delivery as Delivery<Watermark>;
        marks.set(`${mark.event.data.timeframe} ${mark.event.data.symbol}`, mark);
        continue;
      }
      const decided = this.#outcomeOrFault(delivery as Delivery<Verdict>);
      if (typeof decided === 'string') {
        outcome = discardAt(index, decided);
        break;
      }
      outcomes.push(decided);
    }
    if (outcomes.length > 0) await this.#keep(outcomes);
    if (marks.size > 0) await this.#advance([...marks.values()]);
    return outcome;
  }

  /** What the verdict becomes, or the promise it breaks: such a verdict can never succeed, however often it is tried. */
  #outcomeOrFault(delivery: Delivery<Verdict>): StoredOutcome | string {
    try {
      return this.#outcomeOf(delivery);
    } catch (error) {
      if (error instanceof RangeError) return error.message;
      throw error;
    }
  }

  #outcomeOf(delivery: Delivery<Verdict>): StoredOutcome {
    const { pattern, chain, sizing } = delivery.event.data;
    const correlationId = delivery.event.correlationid;
    const origin = {
      timeMs: pattern.closeTimeMs,
      correlationId,
      causationId: delivery.event.id,
      traceparent: delivery.event.traceparent,
    };
    if (delivery.definition.name === validated.name && sizing !== null) {
      const signal: TradeSignal = buildSignal({ pattern, chain, sizing });
      return { kind: 'signal', signal, event: this.#publisher.outgoing(signalGenerated, signal, origin) };
    }
    const rejection: RejectedSignal = buildRejection({ pattern, chain, sizing: null });
    const shadow = openShadow(pattern);
    return { kind: 'rejection', rejection, shadow, event: this.#publisher.outgoing(signalRejected, rejection, origin) };
  }

  async #keep(outcomes: readonly StoredOutcome[]): Promise<void> {
    for (const stored of await timed('signal', () => this.#store.keep(outcomes))) {
      if (stored.kind === 'signal') {
        this.#queue.opened(stored.signal);
        metrics.signals.inc({ status: 'generated' });
      } else {
        metrics.signals.inc({ status: 'rejected' });
        metrics.validationFailures.inc({ stage: stored.rejection.stage });
      }
    }
  }

  async #advance(marks: readonly Delivery<Watermark>[]): Promise<void> {
    await this.#progress.add(
      marks.map(({ event }) => ({
        symbol: event.data.symbol,
        timeframe: event.data.timeframe,
        throughMs: event.data.throughOpenTimeMs,
      })),
    );
    for (const { event } of marks) this.#gate.announce('signal', event.data, event.data.throughOpenTimeMs);
    const news = await this.#store.newestSignalBars(marks.map(({ event }) => event.data));
    await this.#publisher.publish(
      marks.map(({ event }, index) =>
        this.#publisher.outgoing(
          signalWatermark,
          { ...event.data, newsOpenTimeMs: news[index] ?? null },
          {
            timeMs: closeTimeMs(event.data.throughOpenTimeMs, event.data.timeframe),
            correlationId: event.correlationid,
            causationId: event.id,
          },
        ),
      ),
    );
  }
}
