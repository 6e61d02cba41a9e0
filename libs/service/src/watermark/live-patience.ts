/** A bar counts as fresh while the wall clock is within this of its close. */
const FRESH_MS = 120_000;

/**
 * How long a bar may wait for the stages before it. A bar of the past waits for as long as it takes, so that a replay
 * decides as a backtest does. A bar that has just closed belongs to a live market: its guards must be checked even when
 * the analysis is down, so its wait is bounded.
 */
export class LivePatience {
  readonly #patienceMs: number;
  readonly #nowMs: () => number;

  constructor(patienceMs: number, nowMs: () => number) {
    this.#patienceMs = patienceMs;
    this.#nowMs = nowMs;
  }

  /** Milliseconds that the bar which closed at `closeTimeMs` waits at most; undefined when there is no bound. */
  forBarClosedAt(closeTimeMs: number): number | undefined {
    return this.#nowMs() - closeTimeMs < FRESH_MS ? this.#patienceMs : undefined;
  }
}
