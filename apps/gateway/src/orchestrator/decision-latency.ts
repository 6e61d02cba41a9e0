/** Bars the quantiles are taken over: the newest, so that an import of years is forgotten minutes later. */
export const LATENCY_WINDOW = 1_000;
/** Bars of one series that may wait for their decision; an import can be far ahead of the analysis. */
const MAX_WAITING = 50_000;

export interface LatencyQuantiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

interface Waiting {
  readonly openTimeMs: number;
  readonly acceptedAt: number;
}

/** How long a bar takes from its acceptance until every decision about it is stored. Times come from one monotonic clock. */
export class DecisionLatency {
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #measured: number[] = [];
  #next = 0;

  accepted(series: string, openTimeMs: number, now: number): void {
    const waiting = this.#waiting.get(series) ?? [];
    this.#waiting.set(series, waiting);
    if (waiting.length >= MAX_WAITING) waiting.shift();
    waiting.push({ openTimeMs, acceptedAt: now });
  }

  /** Every bar of the series up to this one is decided. @returns the time each of them took, in milliseconds. */
  decided(series: string, throughOpenTimeMs: number, now: number): number[] {
    const waiting = this.#waiting.get(series);
    if (waiting === undefined) return [];
    const done = waiting.findIndex((bar) => bar.openTimeMs > throughOpenTimeMs);
    const bars = waiting.splice(0, done === -1 ? waiting.length : done);
    const took = bars.map((bar) => now - bar.acceptedAt);
    for (const milliseconds of took) {
      this.#measured[this.#next] = milliseconds;
      this.#next = (this.#next + 1) % LATENCY_WINDOW;
    }
    return took;
  }

  /** Milliseconds over the newest bars; null until one was decided. */
  quantiles(): LatencyQuantiles {
    const sorted = this.#measured.toSorted((a, b) => a - b);
    const at = (quantile: number) => {
      const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))];
      return value === undefined ? null : Math.round(value * 100) / 100;
    };
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }
}
