import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { EventDefinition, PayloadOf } from '@tape/contracts';
import type { Delivery } from './delivery.js';
import { DECLARATION, type HandlerDeclaration } from './handler-declaration.js';
import type { BatchOutcome } from './outcome.js';
import { PassErrorsFilter } from './pass-errors.filter.js';

/** Most deliveries handed over at once when nothing else is said. */
const DEFAULT_MAX_BATCH = 256;
/** Tries of one message before it becomes a dead letter, when nothing else is said. */
const DEFAULT_MAX_ATTEMPTS = 5;

export interface EventsOptions<Events extends readonly EventDefinition[]> {
  /** Name of the durable consumer, unique in the system; its lanes are `{durable}-{n}`. */
  readonly durable: string;
  /** Events of one stream. They arrive in the order of the stream, in one lane per partition. */
  readonly events: Events;
  readonly maxBatch?: number;
  /** `Infinity` for messages that must never be given up. */
  readonly maxAttempts?: number;
  /** Where a consumer that never existed begins: at the oldest message kept (default) or with the next one. */
  readonly startAt?: 'all' | 'new';
}

type BatchMethod<Events extends readonly EventDefinition[]> = (
  batch: readonly Delivery<PayloadOf<Events[number]>>[],
) => Promise<BatchOutcome>;

/**
 * Marks a controller method as the handler of durable events. It is called with one lane's events in order, one batch
 * at a time per lane, lanes side by side; it may take as long as it needs.
 */
export function OnEvents<const Events extends readonly EventDefinition[]>(
  options: EventsOptions<Events>,
): <Method extends BatchMethod<Events>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void {
  const declaration: HandlerDeclaration = {
    kind: 'events',
    options: {
      durable: options.durable,
      events: options.events,
      maxBatch: options.maxBatch ?? DEFAULT_MAX_BATCH,
      maxAttempts: options.maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
      startAt: options.startAt ?? 'all',
    },
  };
  return applyDecorators(
    // oxlint-disable-next-line typescript/no-unnecessary-type-arguments -- picks the overload without a typed payload
    EventPattern<string>(`events:${options.durable}`, { [DECLARATION]: declaration }),
    UseFilters(new PassErrorsFilter()),
  );
}
