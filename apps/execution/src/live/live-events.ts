import {
  type ExecutionEvent,
  type LiveOrder,
  type Order,
  type OrderStep,
  type Position,
  positionSnapshot,
} from '@tape/trading';

const ENDING = { CANCELLED: 'cancelled', REJECTED: 'rejected' } as const;

/** What a step of an order is published as. */
export function orderEvents(before: LiveOrder, { order, fill }: OrderStep): readonly ExecutionEvent[] {
  const events: ExecutionEvent[] = [];
  const plain = published(order);
  const wasTaken = before.state === 'NEW' || before.state === 'UNKNOWN';
  const isTaken = order.state !== 'NEW' && order.state !== 'UNKNOWN' && order.state !== 'REJECTED';
  if (wasTaken && isTaken && order.sentAtMs !== null)
    events.push({ kind: 'order', step: 'submitted', order: { ...plain, state: 'SUBMITTED' } });
  if (fill !== null) events.push({ kind: 'order', step: 'filled', order: plain });
  if (order.state !== before.state && (order.state === 'CANCELLED' || order.state === 'REJECTED'))
    events.push({ kind: 'order', step: ENDING[order.state], order: plain });
  return events;
}

/** The fields of the contract; what only the desk needs stays here. */
export function published(order: LiveOrder): Order {
  const {
    type: _type,
    price: _price,
    brokerOrderId: _id,
    sentAtMs: _sent,
    cancelBecause: _why,
    failures: _n,
    ...rest
  } = order;
  return rest;
}

/** What a fill did to the position. */
export function positionEvent(before: Position | null, after: Position, atMs: number): ExecutionEvent {
  const step = before === null ? 'opened' : after.closedAtMs === null ? 'modified' : 'closed';
  return { kind: 'position', step, position: positionSnapshot(after, atMs) };
}
