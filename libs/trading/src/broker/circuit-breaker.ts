/** CLOSED lets everything through, OPEN nothing, HALF_OPEN one question whose answer decides. */
export type BreakerState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';
export type BreakerEvent = 'SUCCESS' | 'FAILURE' | 'COOLED';

export interface Breaker {
  readonly state: BreakerState;
  /** In a row. */
  readonly failures: number;
  readonly openedAtMs: number | null;
}

export const CLOSED_BREAKER: Breaker = { state: 'CLOSED', failures: 0, openedAtMs: null };

/** Failures in a row after which a broker is left alone. */
export const FAILURES_TO_OPEN = 5;
/** How long it is left alone before one question is let through. */
export const COOLING_MS = 10_000;

type Step = (breaker: Breaker, nowMs: number) => Breaker;

const close: Step = () => CLOSED_BREAKER;
const stay: Step = (breaker) => breaker;
const open: Step = ({ failures }, nowMs) => ({ state: 'OPEN', failures: failures + 1, openedAtMs: nowMs });
const count: Step = (breaker, nowMs) =>
  breaker.failures + 1 >= FAILURES_TO_OPEN ? open(breaker, nowMs) : { ...breaker, failures: breaker.failures + 1 };

/** Every state under every event. Late answers to questions asked before it opened change an open breaker only for the better. */
const BREAKER_STEPS: Readonly<Record<BreakerState, Readonly<Record<BreakerEvent, Step>>>> = {
  CLOSED: { SUCCESS: close, FAILURE: count, COOLED: stay },
  OPEN: { SUCCESS: close, FAILURE: stay, COOLED: (breaker) => ({ ...breaker, state: 'HALF_OPEN' }) },
  HALF_OPEN: { SUCCESS: close, FAILURE: open, COOLED: stay },
};

export function stepBreaker(breaker: Breaker, event: BreakerEvent, nowMs: number): Breaker {
  return BREAKER_STEPS[breaker.state][event](breaker, nowMs);
}

/** The breaker as it stands now: one that has cooled long enough lets a question through. */
export function breakerAt(breaker: Breaker, nowMs: number): Breaker {
  const isCool = breaker.openedAtMs !== null && nowMs - breaker.openedAtMs >= COOLING_MS;
  return isCool ? stepBreaker(breaker, 'COOLED', nowMs) : breaker;
}
