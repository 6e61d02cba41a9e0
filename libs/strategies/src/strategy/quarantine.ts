/** Failures in a row after which an instance is left alone until a person has looked at it. */
export const MOST_FAILURES = 3;
/** Wait before the first try, four times as long before each further one. Unit: milliseconds of wall clock. */
const FIRST_RETRY_MS = 1_000;

export type InstanceState = 'RUNNING' | 'ERROR' | 'QUARANTINED';

/** How an instance stands. Plain JSON. */
export interface InstanceHealth {
  readonly state: InstanceState;
  readonly reason: string | null;
  /** In a row. */
  readonly failures: number;
  /** Wall clock; null unless the state is ERROR. */
  readonly retryAtMs: number | null;
}

export const HEALTHY: InstanceHealth = Object.freeze({ state: 'RUNNING', reason: null, failures: 0, retryAtMs: null });

/** The instance failed at `nowMs`. Tried again with growing waits, then quarantined. */
export function afterFailure(health: InstanceHealth, reason: string, nowMs: number): InstanceHealth {
  const failures = health.failures + 1;
  if (failures > MOST_FAILURES) return { state: 'QUARANTINED', reason, failures, retryAtMs: null };
  return { state: 'ERROR', reason, failures, retryAtMs: nowMs + FIRST_RETRY_MS * 4 ** (failures - 1) };
}

/** It has read a bar again: what happened before counts no more. */
export function afterSuccess(health: InstanceHealth): InstanceHealth {
  return health.failures === 0 ? health : HEALTHY;
}

export function isDue({ state, retryAtMs }: InstanceHealth, nowMs: number): boolean {
  return state === 'ERROR' && retryAtMs !== null && retryAtMs <= nowMs;
}
