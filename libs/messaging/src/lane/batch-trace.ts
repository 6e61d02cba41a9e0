import { withCorrelation, withSpan } from '@tape/observability';
import type { Delivery } from '../handler/delivery.js';

/**
 * Runs the handling of a batch in the trace and correlation of its first event. A batch may hold events of many traces;
 * a handler that works event by event opens spans of its own under `event.traceparent`.
 */
export function inTrace<Result>(
  durable: string,
  batch: readonly Delivery[],
  work: () => Promise<Result>,
): Promise<Result> {
  const first = batch[0]?.event;
  if (first === undefined) return work();
  const { id: causationId, correlationid: correlationId, traceparent } = first;
  return withCorrelation({ correlationId, causationId, traceparent }, () =>
    withSpan(
      `handle ${durable}`,
      { kind: 'consumer', traceparent, attributes: { 'messaging.batch.message_count': batch.length } },
      work,
    ),
  );
}
