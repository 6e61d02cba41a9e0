import type { Bar, Timeframe } from '@tape/market';
import type { Analyzer } from '@tape/wyckoff';
import type { Admission } from '../registry/registry.js';
import { admit } from '../registry/registry.js';
import type { Regime, RegimeChanged, RegimeDetector } from '../regime/regime.js';
import type { AnalysisView, AnalysisViewer } from '../strategy/analysis-view.js';
import type { Intent } from '../strategy/intent.js';
import { isolate, type IsolatedInstance } from '../strategy/isolated.js';
import { afterFailure, afterSuccess, isDue, type InstanceHealth } from '../strategy/quarantine.js';
import type { Stance, Strategy, StrategySnapshot } from '../strategy/strategy.js';

/** An instance as it was kept. */
export interface KeptInstance {
  readonly strategy: Strategy;
  readonly health: InstanceHealth;
  /** Open time of the newest bar in the snapshot; null before the first. */
  readonly throughMs: number | null;
  readonly snapshot: StrategySnapshot | null;
}

interface Seat {
  readonly strategy: Strategy;
  health: InstanceHealth;
  throughMs: number | null;
  /** Newest state that read its bars to the end: what a failed instance begins again from. */
  sound: StrategySnapshot | null;
  soundThroughMs: number | null;
  instance: IsolatedInstance | null;
}

export interface SeriesDeskParts {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly analyzer: Analyzer;
  readonly viewer: AnalysisViewer;
  readonly regimes: RegimeDetector;
  readonly instances: readonly KeptInstance[];
}

export interface DeskStep {
  readonly analysis: AnalysisView;
  readonly regimeChange: RegimeChanged | null;
  readonly intents: readonly Intent[];
  /** Strategies whose instance failed on this bar. */
  readonly failed: readonly string[];
}

/** What the caller knows of a strategy at a bar. */
export interface DeskContext {
  readonly stance: Stance;
  readonly admission: Admission;
}

/**
 * All instances of one series, bar by bar, over one analysis and one regime. A failure is the instance's own: it is left out,
 * tried again from the state before it, and quarantined after its tries; the others read on.
 */
export class SeriesDesk {
  readonly #parts: SeriesDeskParts;
  readonly #seats: readonly Seat[];
  #regime: Regime | null = null;

  constructor(parts: SeriesDeskParts) {
    this.#parts = parts;
    this.#seats = parts.instances.map(({ strategy, health, throughMs, snapshot }) => {
      const seat: Seat = { strategy, health, throughMs, sound: snapshot, soundThroughMs: throughMs, instance: null };
      if (health.state === 'RUNNING') this.#open(seat);
      return seat;
    });
  }

  get regime(): Regime | null {
    return this.#regime;
  }

  /** Reads a bar of the past: analysis, regime and the instances that have not read it go on, and nothing is asked for. */
  catchUp(bar: Bar, nowMs: number): void {
    const analysis = this.#read(bar).analysis;
    for (const seat of this.#seats) {
      if (seat.throughMs === null || seat.throughMs < bar.openTimeMs) this.#pushTo(seat, bar, analysis, 'FLAT', nowMs);
    }
  }

  /** One bar of the present. @param of what is known of a strategy, by its id. */
  push(bar: Bar, of: (strategyId: string) => DeskContext, nowMs: number): DeskStep {
    const { analysis, regimeChange } = this.#read(bar);
    const intents: Intent[] = [];
    const failed: string[] = [];
    for (const seat of this.#seats) {
      if (seat.instance === null) continue;
      const { stance, admission } = of(seat.strategy.id);
      const step = this.#pushTo(seat, bar, analysis, stance, nowMs);
      if (step === null) failed.push(seat.strategy.id);
      else intents.push(...admit(step, admission).intents);
    }
    return { analysis, regimeChange, intents, failed };
  }

  /** Instances whose wait is over and that may be tried again. */
  due(nowMs: number): readonly { readonly strategyId: string; readonly throughMs: number | null }[] {
    return this.#seats
      .filter((seat) => seat.instance === null && isDue(seat.health, nowMs))
      .map(({ strategy, throughMs }) => ({ strategyId: strategy.id, throughMs }));
  }

  /** Tries a failed instance again: from its sound state over the bars it has missed, quietly. */
  revive(strategyId: string, missed: readonly Bar[], nowMs: number): void {
    const seat = this.#seats.find(({ strategy }) => strategy.id === strategyId);
    if (seat === undefined || seat.instance !== null) return;
    const { failures } = seat.health;
    this.#open(seat);
    for (const bar of missed) {
      if (seat.throughMs !== null && bar.openTimeMs <= seat.throughMs) continue;
      if (this.#pushTo(seat, bar, null, 'FLAT', nowMs) === null) return;
    }
    // Only a bar of the present shows that it is well.
    seat.health = { state: 'RUNNING', reason: null, failures, retryAtMs: null };
  }

  /** The instances as they are to be kept now. */
  kept(): readonly KeptInstance[] {
    return this.#seats.map((seat) => {
      if (seat.instance !== null) {
        seat.sound = seat.instance.instance.snapshot();
        seat.soundThroughMs = seat.throughMs;
      }
      const { strategy, health, soundThroughMs: throughMs, sound: snapshot } = seat;
      return { strategy, health, throughMs, snapshot };
    });
  }

  #read(bar: Bar): { readonly analysis: AnalysisView; readonly regimeChange: RegimeChanged | null } {
    const { analyzer, viewer, regimes } = this.#parts;
    const { regime, change } = regimes.push(bar);
    this.#regime = regime;
    return { analysis: viewer.push(analyzer.push(bar), regime), regimeChange: change };
  }

  /** Null when it failed. */
  #pushTo(seat: Seat, bar: Bar, analysis: AnalysisView | null, stance: Stance, nowMs: number) {
    if (seat.instance === null) return null;
    const before = seat.health;
    const { run, step } = seat.instance.push({ symbol: this.#parts.symbol, bar, analysis, stance });
    if (run.state === 'STOPPED') {
      seat.instance = null;
      seat.throughMs = seat.soundThroughMs;
      seat.health = afterFailure(before, run.reason, nowMs);
      return null;
    }
    seat.throughMs = bar.openTimeMs;
    seat.health = analysis === null ? before : afterSuccess(before);
    return step;
  }

  /** A snapshot of other rules is refused by the strategy: then it begins anew, and reads its bars again. */
  #open(seat: Seat): void {
    const { symbol, timeframe } = this.#parts;
    if (seat.sound !== null) {
      try {
        seat.instance = isolate(seat.strategy.restore(seat.sound));
        return;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    seat.sound = null;
    seat.soundThroughMs = null;
    seat.throughMs = null;
    seat.instance = isolate(seat.strategy.open([symbol], timeframe));
  }
}
