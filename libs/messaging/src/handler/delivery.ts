import type { CloudEvent, EventDefinition } from '@tape/contracts';

/** One event as a handler receives it, checked against its contract. */
export interface Delivery<Data = unknown> {
  readonly event: CloudEvent<Data>;
  readonly definition: EventDefinition;
  /** Position in the stream; rises within a lane. */
  readonly streamSequence: number;
  /** 1 at first; counts failed tries of this process and deliveries that ended an earlier one. */
  readonly attempt: number;
  /** Messages left in this lane behind this one when it was sent. */
  readonly pending: number;
}
