import { Controller, Inject } from '@nestjs/common';
import {
  type PatternDetected,
  type Verdict,
  type Watermark,
  analysisWatermark,
  patternDetected,
  rejected,
  validated,
  validationWatermark,
} from '@tape/contracts';
import { type BatchOutcome, type Delivery, type EventPublisher, OnEvents, allDone } from '@tape/messaging';
import type { Outbox } from '@tape/persistence';
import { closeTimeMs } from '@tape/market';
import type { DataSource } from 'typeorm';
import type { Judgement } from './judgement.js';
import type { VerdictStore } from './verdict-store.repository.js';

/** Injection token of {@link PatternParts}. */
export const PATTERN_PARTS = Symbol('PATTERN_PARTS');

export interface PatternParts {
  readonly judgement: Judgement;
  readonly store: VerdictStore;
  readonly outbox: Outbox;
  readonly database: DataSource;
  readonly publisher: EventPublisher;
}

/**
 * pattern.detected → validation.passed or validation.rejected, in the order of the lane; a watermark goes on once all
 * verdicts before it are on their stream.
 *
 * A candidate that goes to risk waits for the tape to reach its bar, and the tape of this lane waits for the watermarks
 * that lie before the candidate. So what is gathered is always sent on before risk is asked.
 */
@Controller()
export class PatternHandler {
  readonly #judgement: Judgement;
  readonly #store: VerdictStore;
  readonly #outbox: Outbox;
  readonly #database: DataSource;
  readonly #publisher: EventPublisher;

  constructor(@Inject(PATTERN_PARTS) parts: PatternParts) {
    this.#judgement = parts.judgement;
    this.#store = parts.store;
    this.#outbox = parts.outbox;
    this.#database = parts.database;
    this.#publisher = parts.publisher;
  }

  @OnEvents({ durable: 'validation-patterns', events: [patternDetected, analysisWatermark], maxBatch: 256 })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    const marks = new Map<string, Delivery<Watermark>>();
    let verdictsWait = false;
    const passOn = async (): Promise<void> => {
      if (verdictsWait) await this.#outbox.flushed(this.#database);
      verdictsWait = false;
      await this.#publish([...marks.values()]);
      marks.clear();
    };
    for (const delivery of batch) {
      if (delivery.definition.name === analysisWatermark.name) {
        const mark = delivery as Delivery<Watermark>;
        marks.set(`${mark.event.data.timeframe} ${mark.event.data.symbol}`, mark);
      } else {
        await this.#judge(delivery as Delivery<PatternDetected>, passOn);
        verdictsWait = true;
      }
    }
    await passOn();
    return allDone(batch);
  }

  async #judge({ event }: Delivery<PatternDetected>, beforeAsking: () => Promise<void>): Promise<void> {
    const pattern = event.data;
    if ((await this.#store.given(pattern.id)) !== undefined) return;
    const verdict: Verdict = await this.#judgement.judge(pattern, beforeAsking);
    const definition = verdict.chain.overall === 'FAIL' ? rejected : validated;
    await this.#store.keep(
      verdict,
      this.#publisher.outgoing(definition, verdict, {
        timeMs: pattern.closeTimeMs,
        correlationId: event.correlationid,
        causationId: event.id,
        traceparent: event.traceparent,
      }),
    );
  }

  async #publish(marks: readonly Delivery<Watermark>[]): Promise<void> {
    await this.#publisher.publish(
      marks.map(({ event }) =>
        this.#publisher.outgoing(validationWatermark, event.data, {
          timeMs: closeTimeMs(event.data.throughOpenTimeMs, event.data.timeframe),
          correlationId: event.correlationid,
          causationId: event.id,
        }),
      ),
    );
  }
}
