import type { DetectorFault, Phase, PhaseChange, Side, StructuralEvent } from './analysis.js';
import type { Found } from './detector/detection.js';
import type { PhaseReason } from './phase/phase-reason.js';
import type { Mark, TradingRange } from './range/trading-range.js';

const NONE: readonly never[] = Object.freeze([]);

interface EventNote {
  side: Side;
  rangeId: string | null;
  mark: Mark;
  parts: Found['parts'];
}

interface PhaseNote {
  rangeId: string;
  side: Side;
  /** Null for a move that no event made: it happened at the close of the bar. */
  mark: Mark | null;
  phase: Phase | null;
  previousPhase: Phase | null;
  confidence: number;
  reason: PhaseReason;
}

/**
 * Gathers what one bar makes known, in notes that later bars write over; what is told is made of them when somebody asks. Most bars
 * say nothing, and most of what the others say nobody who reads a whole history wants to hear.
 */
export class StepLog {
  #nowMs = 0;
  #close = 0;
  readonly #eventNotes: EventNote[] = [];
  #eventCount = 0;
  readonly #phaseNotes: PhaseNote[] = [];
  #phaseCount = 0;
  readonly #ranges: TradingRange[] = [];
  #rangeCount = 0;
  #events: readonly StructuralEvent[] | null = null;
  #phases: readonly PhaseChange[] | null = null;
  #faults: DetectorFault[] | null = null;

  /** @param close of the bar that is about to be read: the price of all that happens without an event */
  begin(nowMs: number, close: number): void {
    this.#nowMs = nowMs;
    this.#close = close;
    this.#eventCount = 0;
    this.#phaseCount = 0;
    this.#rangeCount = 0;
    this.#events = null;
    this.#phases = null;
    this.#faults = null;
  }

  /** Open time of the bar that is being read. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Something of structure happened: the leading phase may be another one. */
  get moved(): boolean {
    return this.#phaseCount + this.#rangeCount > 0;
  }

  /** Nothing was said of the bar. Candidates come with events. */
  get empty(): boolean {
    return this.#eventCount + this.#phaseCount + this.#rangeCount === 0 && this.#faults === null;
  }

  get events(): readonly StructuralEvent[] {
    if (this.#eventCount === 0) return NONE;
    return (this.#events ??= this.#eventNotes.slice(0, this.#eventCount).map((note) => this.#eventOf(note)));
  }

  get phases(): readonly PhaseChange[] {
    if (this.#phaseCount === 0) return NONE;
    return (this.#phases ??= this.#phaseNotes.slice(0, this.#phaseCount).map((note) => this.#phaseOf(note)));
  }

  get faults(): readonly DetectorFault[] {
    return this.#faults ?? NONE;
  }

  /** Ranges that were born or changed. */
  get ranges(): readonly TradingRange[] {
    return this.#rangeCount === 0 ? NONE : this.#ranges.slice(0, this.#rangeCount);
  }

  event(side: Side, rangeId: string | null, mark: Mark, parts: Found['parts']): void {
    const note = this.#eventNotes[this.#eventCount];
    if (note === undefined) {
      this.#eventNotes.push({ side, rangeId, mark, parts });
    } else {
      note.side = side;
      note.rangeId = rangeId;
      note.mark = mark;
      note.parts = parts;
    }
    this.#eventCount += 1;
  }

  /** The phase machine moved, by the event of `mark` or, where that is null, by what the close did. */
  phase(
    { id: rangeId }: { readonly id: string },
    side: Side,
    mark: Mark | null,
    phase: Phase | null,
    previousPhase: Phase | null,
    confidence: number,
    reason: PhaseReason,
  ): void {
    const note = this.#phaseNotes[this.#phaseCount];
    if (note === undefined) {
      this.#phaseNotes.push({ rangeId, side, mark, phase, previousPhase, confidence, reason });
    } else {
      note.rangeId = rangeId;
      note.side = side;
      note.mark = mark;
      note.phase = phase;
      note.previousPhase = previousPhase;
      note.confidence = confidence;
      note.reason = reason;
    }
    this.#phaseCount += 1;
  }

  /** Notes that a range was born or changed; it is shown once, as it stands at the end of the bar. */
  range(range: TradingRange): void {
    for (let i = 0; i < this.#rangeCount; i += 1) if (this.#ranges[i] === range) return;
    this.#ranges[this.#rangeCount] = range;
    this.#rangeCount += 1;
  }

  fault(fault: DetectorFault): void {
    (this.#faults ??= []).push(fault);
  }

  #eventOf({ side, rangeId, mark, parts }: EventNote): StructuralEvent {
    return {
      event: mark.event,
      side,
      rangeId,
      eventTimeMs: mark.timeMs,
      knownAtMs: this.#nowMs,
      price: chartPrice(side, mark.price),
      score: mark.score,
      scoreParts: parts,
      relativeVolume: mark.relativeVolume,
    };
  }

  #phaseOf({ rangeId, side, mark, phase, previousPhase, confidence, reason }: PhaseNote): PhaseChange {
    return {
      rangeId,
      side,
      event: mark?.event ?? null,
      phase,
      previousPhase,
      confidence,
      reason,
      eventTimeMs: mark?.timeMs ?? this.#nowMs,
      price: mark === null ? this.#close : chartPrice(side, mark.price),
      score: mark?.score ?? null,
      knownAtMs: this.#nowMs,
    };
  }
}

/** Turns a price that a side reads upside down back into the one on the chart. */
export function chartPrice(side: Side, price: number): number {
  return side === 'ACCUMULATION' ? price : -price;
}
