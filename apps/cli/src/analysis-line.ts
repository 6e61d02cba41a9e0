import { isoTime } from '@tape/market';
import type { AnalysisStep, Candidate, CustomEvent, PhaseChange, RangeView, StructuralEvent } from '@tape/wyckoff';

/** One thing the analysis made known, as one flat JSON object. The same keys on every line, null where they say nothing. */
export interface AnalysisLine {
  readonly event: string;
  readonly pattern: string | null;
  readonly symbol: string;
  readonly timeframe: string;
  /** Open time of the bar it rests on. */
  readonly bar_time: string;
  /** Open time of the bar at which it became known. */
  readonly known_at: string;
  readonly side: string | null;
  readonly phase: string | null;
  readonly previous_phase: string | null;
  readonly confidence: number | null;
  readonly creek: number | null;
  readonly ice: number | null;
  readonly jump: number | null;
  readonly score: number | null;
  readonly price: number | null;
  readonly range_id: string | null;
  readonly state: string | null;
  readonly quality: number | null;
  readonly relative_volume: number | null;
  readonly entry: number | null;
  readonly stop: number | null;
  readonly target: number | null;
  /** Where a longer timeframe stood (--higher); of candidates only. */
  readonly higher_timeframe: string | null;
  readonly higher_side: string | null;
  readonly higher_phase: string | null;
  readonly higher_ice: number | null;
  readonly higher_creek: number | null;
  readonly reason: string | null;
}

interface LineSeries {
  readonly symbol: string;
  readonly timeframe: string;
}

/** Turns steps into lines in the order things became known; knows the ranges, so that events carry their levels. */
export class AnalysisLines {
  readonly #series: LineSeries;
  readonly #ranges = new Map<string, RangeView>();

  constructor(series: LineSeries) {
    this.#series = series;
  }

  of(step: AnalysisStep, openTimeMs: number): readonly AnalysisLine[] {
    for (const range of step.ranges) this.#ranges.set(range.id, range);
    return [
      ...step.ranges.map((range) => this.#range(range, openTimeMs)),
      ...step.events.map((event) => this.#event(event)),
      ...step.customEvents.map((event) => this.#custom(event)),
      ...step.phases.map((phase) => this.#phase(phase)),
      ...step.candidates.map((candidate) => this.#candidate(candidate)),
      ...step.faults.map((fault) =>
        this.#line('FAULT', openTimeMs, openTimeMs, null, { reason: `${fault.detector}: ${fault.message}` }),
      ),
    ];
  }

  #range(range: RangeView, openTimeMs: number): AnalysisLine {
    const { side, state, quality } = range;
    return this.#line('RANGE', range.startTimeMs, openTimeMs, range.id, { side, state, quality });
  }

  #event(event: StructuralEvent): AnalysisLine {
    const { side, price, score, relativeVolume } = event;
    const details = { side, price, score, relative_volume: relativeVolume };
    return this.#line(event.event, event.eventTimeMs, event.knownAtMs, event.rangeId, details);
  }

  #custom(event: CustomEvent): AnalysisLine {
    const { side, price, score, relativeVolume } = event;
    const details = { side, price, score, relative_volume: relativeVolume };
    return this.#line(event.detector, event.eventTimeMs, event.knownAtMs, event.rangeId, details);
  }

  #phase(change: PhaseChange): AnalysisLine {
    const { side, phase, previousPhase, confidence, price, score, reason } = change;
    return this.#line('PHASE', change.eventTimeMs, change.knownAtMs, change.rangeId, {
      pattern: change.event,
      side,
      phase,
      previous_phase: previousPhase,
      confidence,
      price,
      score,
      reason,
    });
  }

  #candidate(candidate: Candidate): AnalysisLine {
    const { pattern, side, phase, confidence, entry, stop, range, components, volume, higher } = candidate;
    return {
      ...this.#line('CANDIDATE', candidate.eventTimeMs, candidate.knownAtMs, range.id, {
        pattern,
        side,
        phase,
        confidence,
        entry,
        stop,
        target: candidate.targets.primary,
        price: entry,
        score: components.pattern,
        quality: range.quality,
        relative_volume: volume.relativeVolume,
        higher_timeframe: higher?.timeframe ?? null,
        higher_side: higher?.side ?? null,
        higher_phase: higher?.phase ?? null,
        higher_ice: higher?.ice ?? null,
        higher_creek: higher?.creek ?? null,
      }),
      creek: range.creek,
      ice: range.ice,
      jump: range.jump,
    };
  }

  #line(
    event: string,
    barTimeMs: number,
    knownAtMs: number,
    rangeId: string | null,
    details: Partial<AnalysisLine>,
  ): AnalysisLine {
    const range = rangeId === null ? undefined : this.#ranges.get(rangeId);
    return {
      event,
      pattern: null,
      symbol: this.#series.symbol,
      timeframe: this.#series.timeframe,
      bar_time: isoTime(barTimeMs),
      known_at: isoTime(knownAtMs),
      side: null,
      phase: null,
      previous_phase: null,
      confidence: null,
      creek: range?.creek ?? null,
      ice: range?.ice ?? null,
      jump: range?.jump ?? null,
      score: null,
      price: null,
      range_id: rangeId,
      state: null,
      quality: null,
      relative_volume: null,
      entry: null,
      stop: null,
      target: null,
      higher_timeframe: null,
      higher_side: null,
      higher_phase: null,
      higher_ice: null,
      higher_creek: null,
      reason: null,
      ...details,
    };
  }
}
