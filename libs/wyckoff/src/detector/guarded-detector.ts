import type { AnalysisConfig } from '../config.js';
import type { StepLog } from '../step-log.js';
import { CircuitBreaker, type CircuitBreakerState } from './circuit-breaker.js';
import { missed, type Detection } from './detection.js';

export type BreakerStates = Readonly<Record<string, CircuitBreakerState>>;

const FAULTED = missed('faulted');

/** One detector behind its breaker: when it throws this is reported, and hides nothing of the others. */
export class GuardedDetector<Detect extends (...args: never[]) => Detection> {
  readonly name: string;
  readonly detect: Detect;
  readonly #breaker: CircuitBreaker;
  readonly #log: StepLog;

  constructor(name: string, detect: Detect, config: AnalysisConfig, log: StepLog, states: BreakerStates) {
    this.name = name;
    this.detect = detect;
    this.#log = log;
    this.#breaker = new CircuitBreaker(config.breaker.maxFailures, config.breaker.halfOpenMs, states[name]);
  }

  /** The detector's answer about the bar the log has begun. */
  ask(...args: Parameters<Detect>): Detection {
    const breaker = this.#breaker;
    if (breaker.open && !breaker.allows(this.#log.nowMs)) return FAULTED;
    try {
      const detection = this.detect(...args);
      breaker.succeeded();
      return detection;
    } catch (error) {
      breaker.failed(this.#log.nowMs);
      const message = error instanceof Error ? error.message : String(error);
      this.#log.fault({ detector: this.name, message, circuitOpen: breaker.open });
      return FAULTED;
    }
  }

  /** Null when there is nothing to remember. */
  snapshot(): CircuitBreakerState | null {
    const state = this.#breaker.snapshot();
    return state.failures > 0 || state.openedAtMs !== null ? state : null;
  }
}
