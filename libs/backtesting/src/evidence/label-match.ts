import type { AnalysisStep, Side, WyckoffEvent } from '@tape/wyckoff';

/**
 * What a published analyst said happened. A: exact date · B: bar inferred from the text · C: vague · X: refuted by the bars
 * themselves, so that finding it is a fault.
 */
export type LabelGrade = 'A' | 'B' | 'C' | 'X';

export interface ExpertLabel {
  readonly symbol: string;
  readonly timeframe: string;
  /** As the source names it: SPRING, SHAKEOUT, RANGE_DISTRIBUTION, … */
  readonly event: string;
  readonly timeMs: number;
  /** End of a stated range; null for an event. */
  readonly untilMs: number | null;
  readonly grade: LabelGrade;
  readonly toleranceBars: number;
}

export interface LabelOutcome extends ExpertLabel {
  readonly isRange: boolean;
  readonly found: boolean;
  /** Bars between the label and the nearest event of its kind; null when there is none, and for ranges. */
  readonly barsAway: number | null;
}

/** Names that are not events of the analysis, and the events they may be. */
const OTHER_NAMES: Readonly<Record<string, readonly WyckoffEvent[]>> = {
  SHAKEOUT: ['SPRING'],
  FALSE_BREAKOUT: ['SPRING', 'UTAD', 'SOS', 'SOW'],
};

/** Share of a stated range's time that a found one must cover. */
const RANGE_COVER = 0.5;

interface RangeLife {
  readonly startMs: number;
  readonly endMs: number;
  readonly sides: ReadonlySet<Side | null>;
}

/** Gathers what one series said, and tells which labels it answers. */
export class LabelMatcher {
  readonly #labels: readonly ExpertLabel[];
  readonly #times: number[] = [];
  readonly #events: { readonly event: string; readonly timeMs: number }[] = [];
  readonly #ranges = new Map<string, RangeLife>();

  constructor(labels: readonly ExpertLabel[]) {
    this.#labels = labels;
  }

  take(step: Pick<AnalysisStep, 'events' | 'ranges'>, openTimeMs: number): void {
    this.#times.push(openTimeMs);
    if (this.#labels.length === 0) return;
    for (const { event, eventTimeMs } of step.events) this.#events.push({ event, timeMs: eventTimeMs });
    for (const { id, side, state, startTimeMs } of step.ranges) {
      const known = this.#ranges.get(id);
      const isOver = state !== 'FORMING' && state !== 'ACTIVE';
      this.#ranges.set(id, {
        startMs: startTimeMs,
        endMs: Math.min(known?.endMs ?? Number.POSITIVE_INFINITY, isOver ? openTimeMs : Number.POSITIVE_INFINITY),
        sides: new Set([...(known?.sides ?? []), side]),
      });
    }
  }

  outcomes(): readonly LabelOutcome[] {
    return this.#labels.map((label) => {
      const side = sideOfRange(label.event);
      if (side !== null) return { ...label, isRange: true, found: this.#hasRange(label, side), barsAway: null };
      const barsAway = this.#barsAway(label);
      return { ...label, isRange: false, found: barsAway !== null && barsAway <= label.toleranceBars, barsAway };
    });
  }

  #barsAway({ event, timeMs }: ExpertLabel): number | null {
    const wanted: readonly string[] = OTHER_NAMES[event] ?? [event];
    const centre = this.#indexFrom(timeMs);
    const distances = this.#events
      .filter((said) => wanted.includes(said.event))
      .map((said) => Math.abs(this.#indexFrom(said.timeMs) - centre));
    return distances.length === 0 ? null : Math.min(...distances);
  }

  #hasRange({ timeMs, untilMs, toleranceBars }: ExpertLabel, side: Side): boolean {
    for (const { startMs, endMs, sides } of this.#ranges.values()) {
      if (!sides.has(side)) continue;
      if (untilMs === null) {
        if (Math.abs(this.#indexFrom(startMs) - this.#indexFrom(timeMs)) <= toleranceBars) return true;
      } else if (Math.min(endMs, untilMs) - Math.max(startMs, timeMs) >= RANGE_COVER * (untilMs - timeMs)) {
        return true;
      }
    }
    return false;
  }

  /** Position of the first bar at or after a time. */
  #indexFrom(timeMs: number): number {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle]! < timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function sideOfRange(event: string): Side | null {
  if (!event.startsWith('RANGE_')) return null;
  return event.endsWith('DISTRIBUTION') ? 'DISTRIBUTION' : 'ACCUMULATION';
}
