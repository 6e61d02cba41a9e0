import { feedStale, outgoing, type OutgoingEvent } from '@tape/contracts';
import type { EventSink } from '@tape/persistence';

/** An event whose id and place in the order is `number`. */
export function eventNumber(number: number): OutgoingEvent {
  const payload = {
    symbol: `S${number}`,
    timeframe: '1d' as const,
    lastOpenTimeMs: null,
    atMs: number,
    missingBars: 0,
    message: `event ${number}`,
  };
  return outgoing(feedStale, payload, { source: 'test', timeMs: number, correlationId: `c${number}` }, 16);
}

/** Takes events as JetStream does: a repeated message id is acknowledged and dropped. */
export class RecordingSink implements EventSink {
  /** Ids in the order in which they were taken first. */
  readonly stored: string[] = [];
  /** Every id of every attempt. */
  readonly offered: string[] = [];
  /** Called before a batch is taken; throwing refuses it. */
  before: (events: readonly OutgoingEvent[]) => Promise<void> | void = () => {};
  /** Called after a batch is taken; throwing loses the acknowledgement. */
  after: () => Promise<void> | void = () => {};
  readonly #seen = new Set<string>();

  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    this.offered.push(...events.map((event) => event.messageId));
    await this.before(events);
    for (const { messageId } of events) {
      if (this.#seen.has(messageId)) continue;
      this.#seen.add(messageId);
      this.stored.push(messageId);
    }
    await this.after();
  }
}

/** Waits until `fact` holds; the test's own timeout is the only limit. */
export async function until(fact: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await fact())) {
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

export const silent = { info: () => undefined, warn: () => undefined };
