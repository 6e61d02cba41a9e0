import { Controller, Inject } from '@nestjs/common';
import { type BarIngested, barIngested } from '@tape/contracts';
import { type BatchOutcome, type Delivery, type EventPublisher, OnEvents, allDone, discardAt } from '@tape/messaging';
import { metrics, observeStage } from '@tape/observability';
import type { AnalysisRepository } from './analysis.repository.js';
import { isEmpty } from './analysis-rows.js';
import { BarBatch } from './bar-batch.js';
import type { InstrumentStore, StoredInstrument } from '@tape/persistence';
import type { LiveSeries, SeriesAnalyzers } from './series-analyzers.js';
import type { SymbolStates } from './symbol-states.js';

/** Injection token of {@link BarIngestedParts}. */
export const BAR_INGESTED_PARTS = Symbol('BAR_INGESTED_PARTS');

export interface BarIngestedParts {
  readonly analyzers: SeriesAnalyzers;
  readonly repository: AnalysisRepository;
  readonly publisher: EventPublisher;
  readonly instruments: InstrumentStore;
  readonly states: SymbolStates;
  readonly snapshotEveryBars: number;
}

/**
 * bar.ingested → ranges, phases, patterns. Holds no rule of its own: bars in, analysis called, rows and events out.
 * A batch is stored, then published, then acknowledged; a crash anywhere in between repeats it with the same ids.
 */
@Controller()
export class BarIngestedHandler {
  readonly #analyzers: SeriesAnalyzers;
  readonly #repository: AnalysisRepository;
  readonly #publisher: EventPublisher;
  readonly #instruments: InstrumentStore;
  readonly #states: SymbolStates;
  readonly #snapshotEveryBars: number;

  constructor(@Inject(BAR_INGESTED_PARTS) parts: BarIngestedParts) {
    this.#analyzers = parts.analyzers;
    this.#repository = parts.repository;
    this.#publisher = parts.publisher;
    this.#instruments = parts.instruments;
    this.#states = parts.states;
    this.#snapshotEveryBars = parts.snapshotEveryBars;
  }

  @OnEvents({ durable: 'detection-bars', events: [barIngested], maxBatch: 256 })
  async handle(deliveries: readonly Delivery[]): Promise<BatchOutcome> {
    const bars = deliveries as readonly Delivery<BarIngested>[];
    const batch = new BarBatch(this.#publisher);
    try {
      const outcome = await this.#read(bars, batch);
      await this.#settle(batch);
      return outcome;
    } catch (error) {
      // The analyzers are ahead of what was stored: they must be rebuilt, or the events of this batch would be lost.
      this.#analyzers.forget(bars.map((delivery) => delivery.event.data));
      throw error;
    }
  }

  async #read(bars: readonly Delivery<BarIngested>[], batch: BarBatch): Promise<BatchOutcome> {
    for (const [index, delivery] of bars.entries()) {
      const bar = delivery.event.data;
      const series = await this.#analyzers.before(bar);
      const last = series.analyzer.lastOpenTimeMs;
      if (last !== null && last >= bar.openTimeMs) {
        batch.seen(delivery);
        continue;
      }
      const instrument = await this.#instruments.of(bar.symbol);
      const refusal = this.#push(batch, delivery, series, instrument);
      if (refusal !== null) return discardAt(index, refusal);
    }
    return allDone(bars);
  }

  #push(
    batch: BarBatch,
    delivery: Delivery<BarIngested>,
    series: LiveSeries,
    instrument: StoredInstrument,
  ): string | null {
    const bar = delivery.event.data;
    const startedAt = performance.now();
    try {
      const step = series.analyzer.read({
        openTimeMs: bar.openTimeMs,
        open: Number(bar.open),
        high: Number(bar.high),
        low: Number(bar.low),
        close: Number(bar.close),
        volume: Number(bar.volume),
      });
      batch.add(delivery, step, instrument, this.#states.isMuted(bar.symbol));
    } catch (error) {
      this.#states.failed(bar.symbol, error);
      return error instanceof Error ? error.message : String(error);
    }
    observeStage('detection', performance.now() - startedAt);
    metrics.barsAnalyzed.inc();
    series.barsSinceSnapshot += 1;
    if (series.barsSinceSnapshot >= this.#snapshotEveryBars) batch.keep(delivery, series);
    return null;
  }

  async #settle(batch: BarBatch): Promise<void> {
    // Measures first: a screen must not wait for a commit, and nothing depends on them.
    await this.#publisher.publish(batch.measures);
    if (!isEmpty(batch.rows)) await this.#repository.save(batch.rows);
    batch.close();
    await this.#publisher.publish(batch.events);
    for (const fault of batch.faults) metrics.detectorFailures.inc({ detector: fault });
    for (const pattern of batch.rows.patterns) metrics.patternsDetected.inc({ pattern: pattern.pattern });
  }
}
