import type { Phase, Side, TradablePattern } from '../analysis.js';
import type { Draft } from '../candidate/draft.js';
import type { Found, RangeDetector } from '../detector/detection.js';
import { springType } from '../detector/accumulation/spring.detector.js';
import type { GuardedDetector } from '../detector/guarded-detector.js';
import { applyDrift, applyEvent, movePhase } from '../phase/campaign.js';
import { phaseDrift } from '../phase/phase-drift.js';
import type { Rules } from '../rules.js';
import type { BarSeries } from '../series/bar-series.js';
import type { StepLog } from '../step-log.js';
import { touchesCompleteAt } from './birth.js';
import { markOf } from './mark.js';
import { SideReading } from './range-reading.js';
import { marksOf, type Mark, type TradingRange } from './trading-range.js';

export type GuardedRangeDetector = GuardedDetector<RangeDetector['detect']>;

interface Entry {
  readonly side: Side;
  readonly detector: GuardedRangeDetector;
}

/** Runs the detectors of the phase a range is in, and moves its phase by what they find and by what the close did. */
export class RangeRunner {
  readonly #rules: Rules;
  readonly #log: StepLog;
  /** By phase, for a range of each side: in phase B either side may still decide it, later only its own. */
  readonly #entries: Readonly<Record<Side, Readonly<Record<Phase, readonly Entry[]>>>>;
  readonly #readings: Readonly<Record<Side, SideReading>> = {
    ACCUMULATION: new SideReading('ACCUMULATION'),
    DISTRIBUTION: new SideReading('DISTRIBUTION'),
  };

  constructor(
    rules: Rules,
    log: StepLog,
    detectors: readonly RangeDetector[],
    guarded: readonly GuardedRangeDetector[],
  ) {
    this.#rules = rules;
    this.#log = log;
    const of = (side: Side, phase: Phase): Entry[] =>
      detectors.flatMap((detector, index) =>
        detector.phases.includes(phase) && (phase === 'B' || detector.side === side)
          ? [{ side: detector.side, detector: guarded[index]! }]
          : [],
      );
    const byPhase = (side: Side): Record<Phase, Entry[]> => ({
      A: of(side, 'A'),
      B: of(side, 'B'),
      C: of(side, 'C'),
      D: of(side, 'D'),
      E: of(side, 'E'),
    });
    this.#entries = { ACCUMULATION: byPhase('ACCUMULATION'), DISTRIBUTION: byPhase('DISTRIBUTION') };
  }

  /** Reads bar `now` for one range; what may become a trade goes into `drafts`. */
  run(range: TradingRange, series: BarSeries, now: number, drafts: Draft[]): void {
    const { phase } = range;
    if (phase === null) return;
    const readings = this.#readings;
    readings.ACCUMULATION.turnTo(range);
    readings.DISTRIBUTION.turnTo(range);
    const entries = this.#entries[range.side][phase];
    for (let i = 0; i < entries.length; i += 1) {
      const { side, detector } = entries[i]!;
      const bars = side === 'ACCUMULATION' ? series.up : series.down;
      const detection = detector.ask(bars, readings[side], now, this.#rules);
      if (!detection.found) continue;
      const mark = markOf(detection.event, bars, now);
      if (!applyEvent(range, side, mark, now, this.#rules, this.#log)) continue;
      this.#log.event(side, range.id, mark, detection.event.parts);
      this.#draft(range, side, mark, detection.event, drafts);
      // Once an event has decided the side, the other side's detectors have no say any more.
      if (range.phase !== phase) break;
    }
    this.#drift(range, series, now);
  }

  /** A climax range whose edges have been turned at twice each needs no secondary test to be building its cause. */
  drawn(range: TradingRange, now: number): void {
    if (range.phase !== 'A' || range.iceTouches.length < 2 || range.creekTouches.length < 2) return;
    range.state = 'ACTIVE';
    range.phaseBIndex = touchesCompleteAt(range.iceTouches, range.creekTouches);
    movePhase(range, 'B', 'range-drawn', now, this.#rules, this.#log);
  }

  #drift(range: TradingRange, series: BarSeries, now: number): void {
    const bars = range.side === 'ACCUMULATION' ? series.up : series.down;
    const drift = phaseDrift(range, bars, now, this.#rules);
    if (drift === null) return;
    applyDrift(range, drift, now, this.#rules, this.#log);
  }

  #draft(range: TradingRange, side: Side, mark: Mark, event: Found, drafts: Draft[]): void {
    const pattern = TRADED[mark.event];
    if (pattern !== undefined) {
      drafts.push({ pattern, range, mark, parts: event.parts, test: null });
      return;
    }
    const { spring } = marksOf(range, side);
    if (spring === null) return;
    if (mark.event === 'TEST') {
      drafts.push({ pattern: 'SPRING', range, mark: spring, parts: springParts(spring, event), test: event });
    } else if (mark.event === 'SPRING' && this.#tradedWithoutTest(mark)) {
      drafts.push({ pattern: 'SPRING', range, mark, parts: event.parts, test: null });
    }
  }

  #tradedWithoutTest(mark: Mark): boolean {
    if (!this.#rules.config.springTest.optionalForNoSupply || mark.relativeVolume === null) return false;
    return mark.knownIndex === mark.index && springType(mark.relativeVolume, this.#rules) === 3;
  }
}

/** Events that are patterns to trade by themselves; a spring is one only with its test. */
const TRADED: Readonly<Partial<Record<Mark['event'], TradablePattern>>> = {
  SOS: 'SOS',
  LPS: 'LPS',
  UTAD: 'UTAD',
  SOW: 'SOW',
  LPSY: 'LPSY',
};

const SPRING_SHARE = 0.65;

/** The spring and its test are one pattern: two thirds for the spring, one for the test that decides it. */
function springParts(spring: Mark, test: Found): Record<string, number> {
  return { spring: Math.round(spring.score * SPRING_SHARE), test: Math.round(test.score * (1 - SPRING_SHARE)) };
}
