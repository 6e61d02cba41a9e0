import type { OutgoingEvent } from '@tape/contracts';
import type { Series } from './watermark-gate.js';

/** What announcing needs of the publisher. */
export interface MarkSink {
  publish(events: readonly OutgoingEvent[]): Promise<void>;
}

/**
 * Says how far a stage has come. A later mark of a series replaces an earlier one, so of those that are reached in one
 * turn of the event loop only the last is made and sent: who waits for an earlier bar is woken by it all the same.
 */
export class MarkAnnouncer {
  readonly #sink: MarkSink;
  #marks = new Map<string, () => OutgoingEvent>();

  constructor(sink: MarkSink) {
    this.#sink = sink;
  }

  /** @param mark makes the event, if this mark is the one that is sent. */
  say({ symbol, timeframe }: Series, mark: () => OutgoingEvent): void {
    if (this.#marks.size === 0) setImmediate(() => this.#send());
    this.#marks.set(`${timeframe} ${symbol}`, mark);
  }

  #send(): void {
    const marks = [...this.#marks.values()];
    this.#marks = new Map();
    // A mark that cannot be sent is lost like one that nobody heard: series_progress, which holds the truth, is read then.
    this.#sink.publish(marks.map((mark) => mark())).catch(() => undefined);
  }
}
