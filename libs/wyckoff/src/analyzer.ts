import { inferInstrument, type Bar, type Timeframe } from '@tape/market';
import type { AnalysisStep, Analyzer, AnalyzerOptions, AnalyzerSnapshot, Candidate, CustomEvent } from './analysis.js';
import { buildCandidate, compareCandidates } from './candidate/build-candidate.js';
import type { Draft } from './candidate/draft.js';
import { CLASSIC_CONFIG, type AnalysisConfig } from './config.js';
import { GuardedDetector, type BreakerStates } from './detector/guarded-detector.js';
import { DETECTORS, type DetectorRegistry } from './detector/registry.js';
import type { CircuitBreakerState } from './detector/circuit-breaker.js';
import {
  HigherTimeframeAnalyzer,
  higherSeries,
  higherStateOf,
  type HigherState,
  type LeadingAnalyzer,
} from './higher/higher-timeframe-analyzer.js';
import { ZoneBook } from './level/supply-demand-zone.js';
import { highTouch, lowTouch, type Touch } from './level/touch.js';
import { leadingPhase } from './phase/leading-phase.js';
import { PluginRunner } from './plugin/plugin-runner.js';
import { SeriesView } from './plugin/series-view.js';
import { ClimaxWatch } from './range/climax-watch.js';
import { RangeBook } from './range/range-book.js';
import { RangeRunner } from './range/range-runner.js';
import { StructureReader } from './range/structure-reader.js';
import { rulesFor, type Rules } from './rules.js';
import { assertReadable } from './series/assert-readable.js';
import { at, BarSeries } from './series/bar-series.js';
import { freezeState, SNAPSHOT_VERSION, thawState, type AnalyzerState } from './snapshot.js';
import { copyOfStep, LatestStep, WARM_UP_BARS } from './latest-step.js';
import { StepLog } from './step-log.js';
import { knownSwingHigh, knownSwingLow } from './swing/known-swing.js';
import { SwingBook } from './swing/swing-book.js';
import { BarMeter } from './volume/bar-meter.js';

/** Bars short enough that volume depends on the session they open in. */
const SESSION_TIMEFRAMES: readonly Timeframe[] = ['1m', '5m', '15m', '1h'];

export { WARM_UP_BARS };

/**
 * Reads one series bar by bar, in a fixed order: measures, swings, ranges, event detectors, phase machine, candidates.
 * Made by `createAnalyzer` and `restoreAnalyzer`; the registry is a parameter for tests of broken detectors.
 */
export class SeriesAnalyzer implements LeadingAnalyzer {
  readonly #options: AnalyzerOptions;
  readonly #config: AnalysisConfig;
  readonly #rules: Rules;
  readonly #series: BarSeries;
  readonly #meter: BarMeter;
  readonly #swings: SwingBook;
  readonly #log = new StepLog();
  readonly #climaxes: readonly ClimaxWatch[];
  readonly #book: RangeBook;
  readonly #zones: ZoneBook;
  readonly #forex: boolean;
  readonly #structure: StructureReader;
  readonly #breakers: readonly { readonly name: string; readonly snapshot: () => CircuitBreakerState | null }[];
  readonly #plugins: PluginRunner;
  readonly #latest: LatestStep;
  #drafts: Draft[] = [];

  constructor(options: AnalyzerOptions, config: AnalysisConfig, registry: DetectorRegistry, state?: AnalyzerState) {
    this.#options = options;
    this.#config = config;
    this.#rules = rulesFor(config, options.timeframe);
    this.#series = state === undefined ? new BarSeries() : BarSeries.restore(state.series);
    this.#forex = (options.assetClass ?? inferInstrument(options.symbol).assetClass) === 'FOREX';
    this.#meter = new BarMeter(this.#forex && SESSION_TIMEFRAMES.includes(options.timeframe), state?.meter);
    this.#zones = new ZoneBook(state?.zones);
    this.#swings = new SwingBook(state?.swings);
    const key = `${options.symbol}:${options.timeframe}`;
    this.#book = new RangeBook(key, this.#rules, state?.ranges);
    const nowhere = { side: null, phase: null, rangeId: null };
    this.#latest = new LatestStep(this.#series, this.#log, this.#zones, state?.current ?? nowhere);

    const breakers: { name: string; snapshot: () => CircuitBreakerState | null }[] = [];
    const guard = <Detect extends ConstructorParameters<typeof GuardedDetector>[1]>(name: string, detect: Detect) => {
      const guarded = new GuardedDetector(name, detect, config, this.#log, state?.breakers ?? {});
      breakers.push({ name, snapshot: () => guarded.snapshot() });
      return guarded;
    };
    const automaticMove = guard(registry.automaticMove.name, registry.automaticMove.detect);
    this.#climaxes = registry.climax.map((climax, index) => {
      const preliminary = registry.preliminary[index]!;
      const detectors = {
        preliminary: guard(preliminary.name, preliminary.detect),
        climax: guard(climax.name, climax.detect),
        automaticMove,
      };
      return new ClimaxWatch(climax.side, key, this.#rules, this.#log, detectors, state?.climaxes[index]);
    });
    const range = registry.range.map((detector) => guard(detector.name, detector.detect));
    const runner = new RangeRunner(this.#rules, this.#log, registry.range, range);
    this.#structure = new StructureReader(
      this.#series,
      this.#rules,
      this.#log,
      this.#swings,
      this.#book,
      this.#climaxes,
      runner,
    );
    this.#breakers = breakers;
    this.#plugins = new PluginRunner(options.plugins ?? [], config, this.#log, state?.plugins);
  }

  get lastOpenTimeMs(): number | null {
    const { count } = this.#series;
    return count === 0 ? null : at(this.#series.up.time, count - 1);
  }

  get leading(): LeadingAnalyzer['leading'] {
    if (this.#series.count <= WARM_UP_BARS) return null;
    const { current } = this.#latest;
    const range = this.#book.live.find(({ id }) => id === current.rangeId);
    return { ...current, ice: range?.ice ?? null, creek: range?.creek ?? null };
  }

  push(bar: Bar): AnalysisStep {
    this.#read(bar);
    return copyOfStep(this.#latest);
  }

  read(bar: Bar): AnalysisStep {
    this.#read(bar);
    return this.#latest;
  }

  pushForNews(bar: Bar): AnalysisStep | null {
    this.#read(bar);
    return this.#latest.silent ? null : this.#latest;
  }

  snapshot(): AnalyzerSnapshot {
    const breakers: Record<string, CircuitBreakerState> = {};
    for (const { name, snapshot } of this.#breakers) {
      const state = snapshot();
      if (state !== null) breakers[name] = state;
    }
    const plugins = this.#plugins.snapshot();
    return freezeState({
      version: SNAPSHOT_VERSION,
      symbol: this.#options.symbol,
      timeframe: this.#options.timeframe,
      profile: this.#config.profile,
      series: this.#series.snapshot(),
      meter: this.#meter.snapshot(),
      swings: this.#swings.snapshot(),
      climaxes: this.#climaxes.map((watch) => watch.snapshot()),
      ranges: this.#book.snapshot(),
      zones: this.#zones.snapshot(),
      breakers: breakers satisfies BreakerStates,
      current: this.#latest.current,
      ...(plugins === null ? {} : { plugins }),
    });
  }

  /** All the work of a bar. What it made known stands in the log and the fields until the next one. */
  #read(bar: Bar): void {
    const series = this.#series;
    assertReadable(bar, series);
    series.push(bar);
    const now = series.count - 1;
    this.#log.begin(bar.openTimeMs, bar.close);
    const latest = this.#latest;
    latest.begin();
    this.#meter.measure(series);
    const low = this.#swingLow(now);
    const high = this.#swingHigh(now);
    const warm = series.count > WARM_UP_BARS;
    if (warm) this.#structure.step(now, low, high, this.#drafts);
    this.#zones.step(series.up, now);
    if (this.#drafts.length > 0) latest.candidates = this.#traded(now);
    if (this.#log.moved) latest.current = leadingPhase(this.#book.live, this.#climaxes, latest.current);
    if (warm && !this.#plugins.empty) latest.customEvents = this.#custom();
  }

  #swingLow(now: number): Touch | null {
    const index = knownSwingLow(this.#series.up, now);
    if (index < 0) return null;
    return lowTouch(this.#series, index, this.#swings.nextLow());
  }

  #swingHigh(now: number): Touch | null {
    const index = knownSwingHigh(this.#series.up, now);
    if (index < 0) return null;
    return highTouch(this.#series, index, this.#swings.nextHigh());
  }

  #traded(now: number): readonly Candidate[] {
    const drafts = this.#drafts;
    this.#drafts = [];
    const context = {
      options: this.#options,
      rules: this.#rules,
      series: this.#series,
      now,
      maxConfidence: this.#config.candidate[this.#forex ? 'maxConfidenceForex' : 'maxConfidence'],
    };
    const candidates: Candidate[] = [];
    for (const draft of drafts) {
      const candidate = buildCandidate(draft, context);
      if (candidate !== null) candidates.push(candidate);
    }
    return candidates.length > 1 ? candidates.toSorted(compareCandidates) : candidates;
  }

  /** Last of all: a plug-in sees the bar as everybody will. */
  #custom(): readonly CustomEvent[] {
    const { current, events } = this.#latest;
    return this.#plugins.step(new SeriesView(this.#options, this.#series, this.#book.live, current, events));
  }
}

/**
 * An analyzer that has read nothing yet.
 * @throws RangeError when the higher timeframe is not longer than the series' own.
 */
export function createAnalyzer(options: AnalyzerOptions, config: AnalysisConfig = CLASSIC_CONFIG): Analyzer {
  const own = new SeriesAnalyzer(options, config, DETECTORS);
  const { higherTimeframe = null } = options;
  return higherTimeframe === null ? own : inTheLightOf(higherTimeframe, own, options, config);
}

/**
 * An analyzer that goes on where the snapshot was taken.
 * @throws RangeError when the snapshot is of another version, series, profile or higher timeframe.
 */
export function restoreAnalyzer(
  snapshot: AnalyzerSnapshot,
  options: AnalyzerOptions,
  config: AnalysisConfig = CLASSIC_CONFIG,
): Analyzer {
  const { symbol, timeframe, higherTimeframe = null } = options;
  const state = thawState(snapshot, { symbol, timeframe, profile: config.profile });
  const own = new SeriesAnalyzer(options, config, DETECTORS, state);
  if (higherTimeframe === null) return own;
  return inTheLightOf(higherTimeframe, own, options, config, higherStateOf(snapshot, higherTimeframe));
}

/** The higher series is analysed as any other, without the plug-ins, which are asked about their own bars only. */
function inTheLightOf(
  timeframe: Timeframe,
  own: Analyzer,
  options: AnalyzerOptions,
  config: AnalysisConfig,
  state?: HigherState,
): Analyzer {
  const assetClass = options.assetClass ?? inferInstrument(options.symbol).assetClass;
  const { symbol } = options;
  const kept =
    state === undefined ? undefined : thawState(state.analyzer, { symbol, timeframe, profile: config.profile });
  const analyzer = new SeriesAnalyzer({ symbol, timeframe, assetClass }, config, DETECTORS, kept);
  return new HigherTimeframeAnalyzer(own, higherSeries(options.timeframe, timeframe, assetClass, analyzer, state));
}
