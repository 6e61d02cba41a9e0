import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { CloudEvent, EventDefinition, PayloadOf } from '@tape/contracts';
import { DECLARATION, type HandlerDeclaration } from './handler-declaration.js';
import { PassErrorsFilter } from './pass-errors.filter.js';

type BroadcastMethod<Events extends readonly EventDefinition[]> = (
  event: CloudEvent<PayloadOf<Events[number]>>,
) => void | Promise<void>;

let declared = 0;

/**
 * Marks a controller method that listens live: every instance hears every event, nothing is kept for who is away, and
 * an error is only logged. Events arrive one at a time in the order received. Stored events can be listened to as well.
 */
export function OnBroadcast<const Events extends readonly EventDefinition[]>(
  events: Events,
): <Method extends BroadcastMethod<Events>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void {
  const name = events.map((event) => event.name).join('+');
  declared += 1;
  const declaration: HandlerDeclaration = { kind: 'broadcast', name, events };
  return applyDecorators(
    // oxlint-disable-next-line typescript/no-unnecessary-type-arguments -- picks the overload without a typed payload
    EventPattern<string>(`broadcast:${name}#${declared}`, { [DECLARATION]: declaration }),
    UseFilters(new PassErrorsFilter()),
  );
}
