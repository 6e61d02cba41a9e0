import type { OutgoingEvent } from '@tape/contracts';

/** Where the relay sends to: resolves when every event has been acknowledged, in the order given. Messaging's `EventPublisher` is one. */
export interface EventSink {
  publish(events: readonly OutgoingEvent[]): Promise<void>;
}
