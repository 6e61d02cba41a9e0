import {
  type EventDefinition,
  orderCancelled,
  orderCreated,
  orderFilled,
  orderRejected,
  orderSubmitted,
  positionClosed,
  positionModified,
  positionOpened,
} from '@tape/contracts';
import type { OutgoingEvent } from '@tape/contracts';
import type { EventPublisher } from '@tape/messaging';
import type { ExecutionEvent } from '@tape/trading';

type OrderStep = Extract<ExecutionEvent, { kind: 'order' }>['step'];
type PositionStep = Extract<ExecutionEvent, { kind: 'position' }>['step'];

const ORDER_EVENT = {
  created: orderCreated,
  submitted: orderSubmitted,
  filled: orderFilled,
  cancelled: orderCancelled,
  rejected: orderRejected,
} as const satisfies Record<OrderStep, EventDefinition>;

const POSITION_EVENT = {
  opened: positionOpened,
  modified: positionModified,
  closed: positionClosed,
} as const satisfies Record<PositionStep, EventDefinition>;

/** What execution did, as it is published; each event belongs to the story of its signal's bar. */
export function outgoingOf(
  event: ExecutionEvent,
  publisher: Pick<EventPublisher, 'outgoing'>,
  correlationId: string,
): OutgoingEvent {
  if (event.kind === 'order') {
    return publisher.outgoing(ORDER_EVENT[event.step], event.order, { timeMs: event.order.atMs, correlationId });
  }
  return publisher.outgoing(POSITION_EVENT[event.step], event.position, { timeMs: event.position.atMs, correlationId });
}
