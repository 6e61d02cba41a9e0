import type { Side } from '../analysis.js';
import type { Detection, Finding, Found, TrendDetector } from '../detector/detection.js';
import type { GuardedDetector } from '../detector/guarded-detector.js';
import type { AutomaticMoveDetector } from '../detector/registry.js';
import type { Rules } from '../rules.js';
import type { BarSeries, OrientedBars } from '../series/bar-series.js';
import type { StepLog } from '../step-log.js';
import { rangeFromClimax } from './birth.js';
import { climaxZone, extendZone, zoneHolds, type ClimaxZone } from './climax-zone.js';
import { blankMark, markOf } from './mark.js';
import type { Mark, MarkPlace, TradingRange } from './trading-range.js';

export interface ClimaxDetectors {
  readonly preliminary: GuardedDetector<TrendDetector['detect']>;
  readonly climax: GuardedDetector<TrendDetector['detect']>;
  readonly automaticMove: GuardedDetector<AutomaticMoveDetector['detect']>;
}

export interface ClimaxWatchState {
  readonly zone: ClimaxZone | null;
  readonly preliminary: Mark | null;
}

/** Phase A before there is a range: preliminary stop, climax, automatic move, for one side of a series. */
export class ClimaxWatch {
  readonly side: Side;
  readonly #seriesKey: string;
  readonly #rules: Rules;
  readonly #log: StepLog;
  readonly #detectors: ClimaxDetectors;
  #zone: ClimaxZone | null;
  #preliminary: Mark | null;
  /** Of one zone after the other. */
  readonly #extreme: MarkPlace;
  /** A climax nobody was told of: the next one is written over it. */
  #spare: Finding | null = null;

  constructor(
    side: Side,
    seriesKey: string,
    rules: Rules,
    log: StepLog,
    detectors: ClimaxDetectors,
    state: ClimaxWatchState = { zone: null, preliminary: null },
  ) {
    this.side = side;
    this.#seriesKey = seriesKey;
    this.#rules = rules;
    this.#log = log;
    this.#detectors = detectors;
    this.#zone = state.zone;
    this.#preliminary = state.preliminary;
    this.#extreme = blankMark(side === 'ACCUMULATION' ? 'SC' : 'BC');
  }

  get zone(): ClimaxZone | null {
    return this.#zone;
  }

  /** Reads bar `now`; answers the range that the automatic move has just made. `taken`: whether a live range claims the bar. */
  step(series: BarSeries, now: number, taken: (watch: ClimaxWatch, now: number) => boolean): TradingRange | null {
    const bars = this.side === 'ACCUMULATION' ? series.up : series.down;
    const born = this.#zone === null ? null : this.#follow(this.#zone, series, bars, now);
    this.#detectClimax(bars, now, taken);
    return born;
  }

  snapshot(): ClimaxWatchState {
    return { zone: this.#zone, preliminary: this.#preliminary };
  }

  #follow(zone: ClimaxZone, series: BarSeries, bars: OrientedBars, now: number): TradingRange | null {
    if (!zoneHolds(zone, bars, now, this.#rules)) {
      this.#zone = null;
      this.#log.phase(zone, zone.side, null, null, 'A', 0, 'climax-void');
      return null;
    }
    const detection = this.#detectors.automaticMove.ask(bars, zone.climax, now, this.#rules);
    if (!detection.found) return null;
    this.#zone = null;
    return this.#settle(zone, detection.event, series, bars, now);
  }

  /** The automatic move has ended the climax: its extreme is final, and with the move it makes a range. */
  #settle(zone: ClimaxZone, move: Found, series: BarSeries, bars: OrientedBars, now: number): TradingRange {
    if (zone.climax.index !== zone.reported.index) {
      const final = { ...zone.climax, knownIndex: now };
      this.#log.event(this.side, zone.id, final, { zone: final.score });
      this.#marked(zone, final, 'climax-extreme');
    }
    const mark = markOf(move, bars, now);
    this.#log.event(this.side, zone.id, mark, move.parts);
    this.#marked(zone, mark, 'event-found');
    const range = rangeFromClimax(series, zone, mark, now);
    range.phaseConfidence = mark.score;
    return range;
  }

  #detectClimax(bars: OrientedBars, now: number, taken: (watch: ClimaxWatch, now: number) => boolean): void {
    const detection = this.#detectors.climax.ask(bars, now, this.#rules, this.#spare);
    if (!detection.found) {
      this.#detectPreliminary(bars, now);
      return;
    }
    this.#spare = detection;
    if (this.#zone !== null) {
      extendZone(this.#zone, detection.event, bars);
    } else if (!taken(this, now)) {
      this.#spare = null;
      const mark = markOf(detection.event, bars, now);
      const zone = climaxZone(
        `${this.#seriesKey}:${mark.timeMs}:climax`,
        this.side,
        mark,
        this.#recentPreliminary(now),
        this.#extreme,
      );
      this.#zone = zone;
      this.#preliminary = null;
      this.#log.event(this.side, zone.id, mark, detection.event.parts);
      this.#marked(zone, mark, 'event-found', null);
    }
  }

  #detectPreliminary(bars: OrientedBars, now: number): void {
    if (this.#zone !== null || this.#recentPreliminary(now) !== null) return;
    const detection: Detection = this.#detectors.preliminary.ask(bars, now, this.#rules);
    if (!detection.found) return;
    this.#preliminary = markOf(detection.event, bars, now);
    this.#log.event(this.side, null, this.#preliminary, detection.event.parts);
  }

  #recentPreliminary(now: number): Mark | null {
    const { rearmBars } = this.#rules.config.preliminary;
    return this.#preliminary !== null && now - this.#preliminary.index <= rearmBars ? this.#preliminary : null;
  }

  #marked(
    zone: ClimaxZone,
    mark: Mark,
    reason: 'event-found' | 'climax-extreme',
    previousPhase: 'A' | null = 'A',
  ): void {
    this.#log.phase(zone, zone.side, mark, 'A', previousPhase, mark.score, reason);
  }
}
