import type {
  AnalysisStep,
  BarMeasures,
  Candidate,
  CustomEvent,
  DetectorFault,
  RangeView,
  ZoneView,
} from './analysis.js';
import type { PhaseChange, StructuralEvent } from './analysis.js';
import type { ZoneBook } from './level/supply-demand-zone.js';
import { viewOf } from './range/range-view.js';
import type { BarSeries } from './series/bar-series.js';
import type { StepLog } from './step-log.js';
import { measuresOf } from './volume/bar-measures.js';

/** Bars before ranges and patterns may be named: the window a prior trend is read from. */
export const WARM_UP_BARS = 40;

const NONE: readonly never[] = Object.freeze([]);

/**
 * What the newest bar of a series made known: one object for all bars, whose lists are made when they are asked for. What it has
 * handed out stays as it is; the object itself is of the next bar once that is read.
 */
export class LatestStep implements AnalysisStep {
  candidates: readonly Candidate[] = NONE;
  customEvents: readonly CustomEvent[] = NONE;
  current: AnalysisStep['current'];
  readonly #series: BarSeries;
  readonly #log: StepLog;
  readonly #zones: ZoneBook;
  #ranges: readonly RangeView[] | null = null;

  constructor(series: BarSeries, log: StepLog, zones: ZoneBook, current: AnalysisStep['current']) {
    this.#series = series;
    this.#log = log;
    this.#zones = zones;
    this.current = current;
  }

  /** Forgets what the bar before had to tell; the phase stays until another one leads. */
  begin(): void {
    this.candidates = NONE;
    this.customEvents = NONE;
    this.#ranges = null;
  }

  /** Nothing is said of the bar beyond its measures. */
  get silent(): boolean {
    return this.#log.empty && this.#zones.changes + this.customEvents.length === 0;
  }

  get measures(): BarMeasures {
    return measuresOf(this.#series, this.#series.count - 1);
  }

  get warmingBarsToGo(): number {
    return Math.max(0, WARM_UP_BARS + 1 - this.#series.count);
  }

  get events(): readonly StructuralEvent[] {
    return this.#log.events;
  }

  get ranges(): readonly RangeView[] {
    const { ranges } = this.#log;
    if (ranges.length === 0) return NONE;
    const now = this.#series.count - 1;
    return (this.#ranges ??= ranges.map((range) => viewOf(range, now)));
  }

  get zones(): readonly ZoneView[] {
    return this.#zones.changed;
  }

  get phases(): readonly PhaseChange[] {
    return this.#log.phases;
  }

  get faults(): readonly DetectorFault[] {
    return this.#log.faults;
  }
}

/** The step as plain data of its own, to be kept or written. */
export function copyOfStep(step: AnalysisStep): AnalysisStep {
  return {
    measures: step.measures,
    warmingBarsToGo: step.warmingBarsToGo,
    events: step.events,
    customEvents: step.customEvents,
    ranges: step.ranges,
    zones: step.zones,
    phases: step.phases,
    candidates: step.candidates,
    faults: step.faults,
    current: step.current,
  };
}
