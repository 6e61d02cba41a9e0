import { parseEvent, type EventDefinition } from '@tape/contracts';
import type { Delivery } from '../handler/delivery.js';
import { subjectShape } from '../handler/subject-filter.js';
import type { LaneMessage } from './lane-message.js';

/** Turns messages into deliveries, checked against the contract their subject names. */
export class DeliveryParser {
  readonly #kinds: readonly { readonly prefix: string; readonly definition: EventDefinition }[];

  constructor(definitions: readonly EventDefinition[]) {
    this.#kinds = definitions.map((definition) => ({ prefix: subjectShape(definition).prefix, definition }));
  }

  /** @throws ContractViolation when the message is not what its subject says: it can never be handled. */
  parse(message: LaneMessage): Delivery {
    const { attempt } = message;
    const known = message.delivery;
    if (known !== undefined) return known.attempt === attempt ? known : { ...known, attempt };
    const definition = this.#definitionOf(message.subject);
    const delivery: Delivery = {
      event: parseEvent(definition, message.body),
      definition,
      streamSequence: message.sequence,
      attempt,
      pending: message.address.pending,
    };
    message.delivery = delivery;
    return delivery;
  }

  #definitionOf(subject: string): EventDefinition {
    const kind = this.#kinds.find(({ prefix }) => subject === prefix || subject.startsWith(`${prefix}.`));
    // The consumer filters by the same prefixes.
    if (kind === undefined) throw new Error(`no event of this lane is published on ${subject}`);
    return kind.definition;
  }
}
