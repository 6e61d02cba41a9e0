export interface CircuitBreakerState {
  readonly failures: number;
  readonly openedAtMs: number | null;
}

/**
 * Keeps a detector that keeps throwing from being asked again and again. Opens after `maxFailures` in a row; after
 * `halfOpenMs` of bar time one more try is allowed, and its outcome closes or re-opens the circuit.
 */
export class CircuitBreaker {
  readonly #maxFailures: number;
  readonly #halfOpenMs: number;
  #failures: number;
  #openedAtMs: number | null;

  constructor(maxFailures: number, halfOpenMs: number, state: CircuitBreakerState = { failures: 0, openedAtMs: null }) {
    this.#maxFailures = maxFailures;
    this.#halfOpenMs = halfOpenMs;
    this.#failures = state.failures;
    this.#openedAtMs = state.openedAtMs;
  }

  get open(): boolean {
    return this.#openedAtMs !== null;
  }

  allows(nowMs: number): boolean {
    return this.#openedAtMs === null || nowMs - this.#openedAtMs >= this.#halfOpenMs;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#openedAtMs = null;
  }

  failed(nowMs: number): void {
    this.#failures += 1;
    if (this.#failures >= this.#maxFailures) this.#openedAtMs = nowMs;
  }

  snapshot(): CircuitBreakerState {
    return { failures: this.#failures, openedAtMs: this.#openedAtMs };
  }
}
