import {
  type BarIngested,
  type OutgoingEvent,
  analysisWatermark,
  customDetected,
  detectorFailed,
  patternDetected,
  phaseDetected,
  rangeDetected,
  volumeAnalyzed,
} from '@tape/contracts';
import { closeTimeMs, type Instrument } from '@tape/market';
import type { Delivery, EventPublisher } from '@tape/messaging';
import { toDetectedPattern } from '@tape/validation';
import type { AnalysisStep } from '@tape/wyckoff';
import { toCustomDetected, toPhaseDetected, toRangeDetected, toVolumeAnalyzed } from './analysis-events.js';
import { type AnalysisRows, noRows } from './analysis-rows.js';
import { type LiveSeries, seriesKey } from './series-analyzers.js';

/** What one batch of bars said, gathered until it is stored and published together. */
export class BarBatch {
  readonly rows: AnalysisRows = noRows();
  /** Events that must be kept, in the order they became known. */
  readonly events: OutgoingEvent[] = [];
  /** One a bar while anybody watches; kept nowhere. */
  readonly measures: OutgoingEvent[] = [];
  /** Detectors that threw, once for each time. */
  readonly faults: string[] = [];
  /** Last bar of each series in this batch, for the watermark. */
  readonly #through = new Map<string, Delivery<BarIngested>>();
  readonly #publisher: Pick<EventPublisher, 'outgoing' | 'isHeard'>;

  constructor(publisher: Pick<EventPublisher, 'outgoing' | 'isHeard'>) {
    this.#publisher = publisher;
  }

  /**
   * Adds what one bar said.
   * @param muted the operator paused the symbol: it is read on, so that its state stays true, but offers no candidates.
   */
  add(delivery: Delivery<BarIngested>, step: AnalysisStep, instrument: Instrument, muted: boolean): void {
    const bar = delivery.event.data;
    const origin = {
      timeMs: closeTimeMs(bar.openTimeMs, bar.timeframe),
      correlationId: delivery.event.correlationid,
      causationId: delivery.event.id,
      traceparent: delivery.event.traceparent,
    };
    const measures = toVolumeAnalyzed(bar, step);
    if (this.#publisher.isHeard(volumeAnalyzed, measures)) {
      this.measures.push(this.#publisher.outgoing(volumeAnalyzed, measures, origin));
    }
    for (const view of step.ranges) {
      const range = toRangeDetected(bar, view, instrument);
      this.rows.ranges.push(range);
      this.events.push(this.#publisher.outgoing(rangeDetected, range, origin));
    }
    for (const change of step.phases) {
      const phase = toPhaseDetected(bar, change, instrument);
      const event = this.#publisher.outgoing(phaseDetected, phase, origin);
      this.rows.phases.push({ id: event.messageId, phase });
      this.events.push(event);
    }
    for (const found of step.customEvents) {
      const custom = toCustomDetected(bar, found, instrument);
      const event = this.#publisher.outgoing(customDetected, custom, origin);
      this.rows.customEvents.push({ id: event.messageId, custom });
      this.events.push(event);
    }
    for (const fault of step.faults) {
      this.faults.push(fault.detector);
      const failure = { symbol: bar.symbol, timeframe: bar.timeframe, openTimeMs: bar.openTimeMs, ...fault };
      this.events.push(this.#publisher.outgoing(detectorFailed, failure, origin));
    }
    if (!muted) {
      // A candidate is judged only when the tape of its lane has come to its bar; the lane needs these marks to come there.
      if (step.candidates.length > 0) this.#flushWatermarks();
      for (const candidate of step.candidates) {
        const pattern = toDetectedPattern(candidate, instrument, { simulated: bar.source === 'SIMULATED' });
        this.rows.patterns.push(pattern);
        this.events.push(this.#publisher.outgoing(patternDetected, pattern, origin));
      }
    }
    this.#through.set(seriesKey(bar), delivery);
  }

  /** A bar that was read before: it adds nothing, but what lies behind it may still have to be said. */
  seen(delivery: Delivery<BarIngested>): void {
    this.#through.set(seriesKey(delivery.event.data), delivery);
  }

  keep(delivery: Delivery<BarIngested>, series: LiveSeries): void {
    const { symbol, timeframe, openTimeMs } = delivery.event.data;
    series.barsSinceSnapshot = 0;
    this.rows.snapshots.push({
      symbol,
      timeframe,
      throughOpenTimeMs: openTimeMs,
      streamSequence: delivery.streamSequence,
      state: series.analyzer.snapshot(),
    });
  }

  /** Ends the batch: "all that these series had to say up to here has been published". */
  close(): void {
    this.#flushWatermarks();
  }

  #flushWatermarks(): void {
    for (const { event } of this.#through.values()) {
      const { symbol, timeframe, openTimeMs } = event.data;
      const mark = { symbol, timeframe, throughOpenTimeMs: openTimeMs };
      const origin = {
        timeMs: closeTimeMs(openTimeMs, timeframe),
        correlationId: event.correlationid,
        causationId: event.id,
      };
      this.events.push(this.#publisher.outgoing(analysisWatermark, mark, origin));
    }
    this.#through.clear();
  }
}
