import type { CustomEvent } from '../analysis.js';
import type { AnalysisConfig } from '../config.js';
import { CircuitBreaker, type CircuitBreakerState } from '../detector/circuit-breaker.js';
import type { StepLog } from '../step-log.js';
import type { DetectorPlugin, PluginAnswer, PluginFound, PluginState, PluginView } from './detector-plugin.js';

/** What is kept of one plug-in. */
export interface PluginMemory {
  readonly version: number;
  readonly state: PluginState;
  readonly breaker: CircuitBreakerState;
}

export type PluginMemories = Readonly<Record<string, PluginMemory>>;

const NOTHING: readonly CustomEvent[] = Object.freeze([]);
const SIDES: readonly unknown[] = ['ACCUMULATION', 'DISTRIBUTION', null];
const LARGEST_SCORE = 100;

/** The plug-ins of one series, each behind its own circuit breaker, as the built-in detectors are. */
export class PluginRunner {
  readonly #entries: readonly Entry[];
  readonly #log: StepLog;

  constructor(plugins: readonly DetectorPlugin[], config: AnalysisConfig, log: StepLog, memories: PluginMemories = {}) {
    this.#log = log;
    this.#entries = plugins.map((plugin) => new Entry(plugin, config, memories[plugin.name]));
  }

  get empty(): boolean {
    return this.#entries.length === 0;
  }

  /** Asks each plug-in about the newest bar; what throws or answers nonsense is reported and hides nothing of the others. */
  step(view: PluginView): readonly CustomEvent[] {
    const nowMs = view.bar(0).openTimeMs;
    const found: CustomEvent[] = [];
    for (const entry of this.#entries) {
      if (!entry.breaker.allows(nowMs)) continue;
      try {
        const event = entry.ask(view, nowMs);
        entry.breaker.succeeded();
        if (event !== null) found.push(event);
      } catch (error) {
        entry.breaker.failed(nowMs);
        const message = error instanceof Error ? error.message : String(error);
        this.#log.fault({ detector: entry.plugin.name, message, circuitOpen: entry.breaker.open });
      }
    }
    return found.length === 0 ? NOTHING : found;
  }

  /** Null when there are no plug-ins: then the snapshot has nothing of them. */
  snapshot(): PluginMemories | null {
    if (this.empty) return null;
    return Object.fromEntries(this.#entries.map((entry) => [entry.plugin.name, entry.memory()]));
  }
}

class Entry {
  readonly plugin: DetectorPlugin;
  readonly breaker: CircuitBreaker;
  #state: PluginState;

  constructor(plugin: DetectorPlugin, config: AnalysisConfig, memory: PluginMemory | undefined) {
    this.plugin = plugin;
    const known = memory?.version === plugin.version ? memory : undefined;
    this.breaker = new CircuitBreaker(config.breaker.maxFailures, config.breaker.halfOpenMs, known?.breaker);
    // A copy: two series must not share what one of them writes into.
    this.#state = copyOf(known === undefined ? (plugin.initialState ?? null) : known.state);
  }

  ask(view: PluginView, nowMs: number): CustomEvent | null {
    const { plugin } = this;
    const answer = plugin.step(view, this.#state);
    const event = answer.found ? eventOf(plugin, answer, view, nowMs) : refused(plugin, answer);
    if (answer.state !== undefined) this.#state = answer.state;
    return event;
  }

  memory(): PluginMemory {
    return { version: this.plugin.version, state: this.#state, breaker: this.breaker.snapshot() };
  }
}

function refused(plugin: DetectorPlugin, answer: Extract<PluginAnswer, { found: false }>): null {
  if (plugin.reasons.includes(answer.reason)) return null;
  throw new Error(`${plugin.name} answered '${answer.reason}', which is none of its reasons`);
}

function eventOf(plugin: DetectorPlugin, answer: PluginFound, view: PluginView, nowMs: number): CustomEvent {
  const { side, rangeId = null, barsAgo, price, scoreParts } = answer;
  const no = (what: string): never => {
    throw new Error(`${plugin.name} answered with ${what}`);
  };
  if (!SIDES.includes(side)) no(`side '${String(side)}'`);
  if (rangeId !== null && !view.ranges.some((range) => range.id === rangeId))
    no(`the range '${rangeId}', which is not live`);
  if (!Number.isFinite(price)) no(`price ${price}`);
  const parts = Object.entries(scoreParts);
  if (!parts.every(([, points]) => Number.isInteger(points) && points >= 0)) no('score parts that are no whole points');
  const score = parts.reduce((sum, [, points]) => sum + points, 0);
  if (score > LARGEST_SCORE) no(`a score of ${score}, more than ${LARGEST_SCORE}`);
  return {
    detector: plugin.name,
    side,
    rangeId,
    eventTimeMs: view.bar(barsAgo).openTimeMs,
    knownAtMs: nowMs,
    price,
    score,
    scoreParts: { ...scoreParts },
    relativeVolume: view.measures(barsAgo).relativeVolume,
  };
}

function copyOf(state: PluginState): PluginState {
  return JSON.parse(JSON.stringify(state)) as PluginState;
}
