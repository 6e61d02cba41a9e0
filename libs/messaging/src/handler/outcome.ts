/**
 * What became of a batch: the first `done` deliveries are finished; `next` says what to do with the one after them.
 * Without `next` the rest is offered again at once.
 */
export interface BatchOutcome {
  readonly done: number;
  readonly next?: RetryNext | DiscardNext;
}

/** Offer it again after `delayMs`; nothing behind it in the lane may pass. Ends in the dead letters after `maxAttempts`. */
export interface RetryNext {
  readonly kind: 'retry';
  readonly reason: string;
  readonly delayMs: number;
}

/** It can never succeed: keep it as a dead letter and go on. */
export interface DiscardNext {
  readonly kind: 'discard';
  readonly reason: string;
}

/** The whole batch is finished. */
export function allDone(batch: readonly unknown[]): BatchOutcome {
  return { done: batch.length };
}

/** The first `done` are finished; try the next one again after `delayMs`. */
export function retryFrom(done: number, reason: string, delayMs: number): BatchOutcome {
  return { done, next: { kind: 'retry', reason, delayMs } };
}

/** The first `done` are finished; the next one can never succeed. */
export function discardAt(done: number, reason: string): BatchOutcome {
  return { done, next: { kind: 'discard', reason } };
}
