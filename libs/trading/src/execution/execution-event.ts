import type { Fill, Order } from './order.js';
import type { PositionSnapshot } from './position.js';

/** One thing execution did, in the order in which it did it; each is published under its kind and step. */
export type ExecutionEvent =
  | {
      readonly kind: 'order';
      readonly step: 'created' | 'submitted' | 'filled' | 'cancelled' | 'rejected';
      readonly order: Order;
    }
  | { readonly kind: 'position'; readonly step: 'opened' | 'modified' | 'closed'; readonly position: PositionSnapshot };

/** What a step over a book left behind. */
export interface BookActivity {
  readonly events: ExecutionEvent[];
  readonly fills: Fill[];
}
