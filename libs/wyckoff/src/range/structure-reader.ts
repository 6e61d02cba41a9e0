import type { Draft } from '../candidate/draft.js';
import type { Touch } from '../level/touch.js';
import { movePhase } from '../phase/campaign.js';
import type { PhaseReason } from '../phase/phase-reason.js';
import type { Rules } from '../rules.js';
import { at, type BarSeries } from '../series/bar-series.js';
import type { StepLog } from '../step-log.js';
import type { SwingBook } from '../swing/swing-book.js';
import type { ClimaxWatch } from './climax-watch.js';
import { refreshQuality } from './edges.js';
import type { RangeBook } from './range-book.js';
import type { RangeRunner } from './range-runner.js';
import { marksOf, type TradingRange } from './trading-range.js';

/** The middle of every bar's work, counted loops where every bar passes because an iterator is an object: ranges carry on, their detectors are asked, climaxes and swings make new ranges. */
export class StructureReader {
  readonly #series: BarSeries;
  readonly #rules: Rules;
  readonly #log: StepLog;
  readonly #swings: SwingBook;
  readonly #book: RangeBook;
  readonly #climaxes: readonly ClimaxWatch[];
  readonly #runner: RangeRunner;
  readonly #claimed = (watch: ClimaxWatch, now: number): boolean => this.#belongsToRange(watch, now);

  constructor(
    series: BarSeries,
    rules: Rules,
    log: StepLog,
    swings: SwingBook,
    book: RangeBook,
    climaxes: readonly ClimaxWatch[],
    runner: RangeRunner,
  ) {
    this.#series = series;
    this.#rules = rules;
    this.#log = log;
    this.#swings = swings;
    this.#book = book;
    this.#climaxes = climaxes;
    this.#runner = runner;
  }

  /**
   * Reads bar `now`. `low` and `high` are the swings that have just become known, if any; what may become a trade goes into
   * `drafts`.
   */
  step(now: number, low: Touch | null, high: Touch | null, drafts: Draft[]): void {
    const series = this.#series;
    this.#book.carry(series, now);
    const turned = low !== null || high !== null;
    if (turned) this.#touch(low, high, now);
    this.#run(now, drafts);
    for (let i = 0; i < this.#climaxes.length; i += 1) {
      const watch = this.#climaxes[i]!;
      const born = watch.step(series, now, this.#claimed);
      if (born !== null) this.#admit(born, now);
      if (watch.zone !== null && watch.zone.startIndex === now) this.#restart(watch, now);
    }
    if (turned) {
      const drawn = this.#book.drawn(series, this.#swings, now);
      if (drawn !== null) this.#admit(drawn, now);
    }
  }

  #touch(low: Touch | null, high: Touch | null, now: number): void {
    const { live } = this.#book;
    for (let i = 0; i < live.length; i += 1) {
      const range = live[i]!;
      if (!this.#book.touch(range, low, high, now)) continue;
      this.#log.range(range);
      this.#runner.drawn(range, now);
    }
  }

  #run(now: number, drafts: Draft[]): void {
    const { live } = this.#book;
    let ended = false;
    for (let i = 0; i < live.length; i += 1) {
      const range = live[i]!;
      if (this.#book.stepsUp(range, now)) {
        refreshQuality(range, now);
        this.#log.range(range);
      }
      this.#runner.run(range, this.#series, now, drafts);
      ended ||= range.phase === null;
    }
    if (ended) for (const range of live) if (range.phase === null) this.#book.remove(range, now);
  }

  #admit(range: TradingRange, now: number): void {
    const gone = this.#book.admit(range, now);
    if (gone === null) {
      // A climax was shown as phase A of a range to come: say that it will not.
      if (range.origin === 'climax') this.#end(range, 'range-superseded', now);
      return;
    }
    for (const other of gone) this.#end(other, 'range-superseded', now);
    this.#log.range(range);
    if (range.origin === 'cluster') {
      range.phase = null;
      movePhase(range, 'B', 'range-drawn', now, this.#rules, this.#log);
    }
  }

  /** A climax far larger than the one before starts phase A over. */
  #restart(watch: ClimaxWatch, now: number): void {
    const { relativeVolume } = watch.zone!.reported;
    if (relativeVolume === null || relativeVolume < this.#rules.config.climax.restartRelativeVolume) return;
    for (const range of this.#book.live) {
      if (range.phase !== 'A' || range.side !== watch.side) continue;
      this.#end(range, 'climax-restarted', now);
      this.#book.remove(range, now);
    }
  }

  #end(range: TradingRange, reason: PhaseReason, now: number): void {
    range.state = 'FAILED';
    movePhase(range, null, reason, now, this.#rules, this.#log);
  }

  /** A busy bar at the edge of a range that is building its cause is that range's spring or upthrust, not a new climax. */
  #belongsToRange(watch: ClimaxWatch, now: number): boolean {
    const up = watch.side === 'ACCUMULATION';
    const extreme = at(up ? this.#series.up.low : this.#series.up.high, now);
    const { live } = this.#book;
    for (let i = 0; i < live.length; i += 1) {
      const range = live[i]!;
      // The bar that has just broken out is a sign of strength or weakness: it does not end what it begins.
      if (marksOf(range, range.side).breakout?.index === now) return true;
      if (!this.#claimsItsEdge(range, watch, now)) continue;
      const edge = up ? range.ice : range.creek;
      const outside = this.#rules.springDepthFraction * edge;
      const inside = this.#rules.config.range.touchHeightRatio * (range.creek - range.ice);
      const beyond = up ? edge - extreme : extreme - edge;
      if (beyond <= outside && beyond >= -inside) return true;
    }
    return false;
  }

  #claimsItsEdge(range: TradingRange, watch: ClimaxWatch, now: number): boolean {
    if (range.phase === 'B' || springIsFresh(range, now, this.#rules)) return true;
    const volume = at(this.#series.up.relativeVolume, now);
    return range.phase === 'A' && range.side === watch.side && volume < this.#rules.config.climax.restartRelativeVolume;
  }
}

/** The spring or UTAD of phase C is still in its test window. */
function springIsFresh(range: TradingRange, now: number, rules: Rules): boolean {
  const { spring } = marksOf(range, range.side);
  return range.phase === 'C' && spring !== null && now - spring.index <= rules.config.springTest.maxBars;
}
