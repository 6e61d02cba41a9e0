import { AsyncLocalStorage } from 'node:async_hooks';

/** What everything done for one event has in common. */
export interface Correlation {
  /** One id for all that follows from one bar. */
  readonly correlationId: string;
  /** The event that caused the work, when there is one. */
  readonly causationId?: string | undefined;
  /** W3C trace context as it came in. */
  readonly traceparent?: string | undefined;
}

const storage = new AsyncLocalStorage<Correlation>();

/** Runs `work` so that every log line written inside it, however deep, carries the correlation id. */
export function withCorrelation<Result>(correlation: Correlation, work: () => Result): Result {
  return storage.run(correlation, work);
}

/** The correlation of the running work; undefined outside of any. */
export function currentCorrelation(): Correlation | undefined {
  return storage.getStore();
}
