import type { Candidate, DetectorFault, PhaseChange, Side, StructuralEvent } from './analysis.js';
import type { Found } from './detector/detection.js';
import type { PhaseReason } from './phase/phase-reason.js';
import type { Mark, TradingRange } from './range/trading-range.js';

const NONE: readonly never[] = Object.freeze([]);

/** Gathers what one bar makes known. Its lists exist only once something is in them: most bars say nothing. */
export class StepLog {
  #nowMs = 0;
  #events: StructuralEvent[] | null = null;
  #phases: PhaseChange[] | null = null;
  #faults: DetectorFault[] | null = null;
  #ranges: TradingRange[] | null = null;

  begin(nowMs: number): void {
    this.#nowMs = nowMs;
    this.#events = null;
    this.#phases = null;
    this.#faults = null;
    this.#ranges = null;
  }

  /** Open time of the bar that is being read. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Something of structure happened: the leading phase may be another one. */
  get moved(): boolean {
    return this.#phases !== null || this.#ranges !== null;
  }

  /** Nothing was said of the bar. Candidates come with events. */
  get empty(): boolean {
    return this.#events === null && this.#phases === null && this.#faults === null && this.#ranges === null;
  }

  get events(): readonly StructuralEvent[] {
    return this.#events ?? NONE;
  }

  get phases(): readonly PhaseChange[] {
    return this.#phases ?? NONE;
  }

  get faults(): readonly DetectorFault[] {
    return this.#faults ?? NONE;
  }

  get ranges(): readonly TradingRange[] {
    return this.#ranges ?? NONE;
  }

  event(side: Side, rangeId: string | null, mark: Mark, parts: Found['parts']): void {
    (this.#events ??= []).push({
      event: mark.event,
      side,
      rangeId,
      eventTimeMs: mark.timeMs,
      knownAtMs: this.#nowMs,
      price: chartPrice(side, mark.price),
      score: mark.score,
      scoreParts: parts,
      relativeVolume: mark.relativeVolume,
    });
  }

  phase(change: PhaseChange & { readonly reason: PhaseReason }): void {
    (this.#phases ??= []).push(change);
  }

  /** Notes that a range was born or changed; it is shown once, as it stands at the end of the bar. */
  range(range: TradingRange): void {
    const ranges = (this.#ranges ??= []);
    if (!ranges.includes(range)) ranges.push(range);
  }

  fault(fault: DetectorFault): void {
    (this.#faults ??= []).push(fault);
  }
}

/** Turns a price that a side reads upside down back into the one on the chart. */
export function chartPrice(side: Side, price: number): number {
  return side === 'ACCUMULATION' ? price : -price;
}

export const NO_CANDIDATES: readonly Candidate[] = NONE;
