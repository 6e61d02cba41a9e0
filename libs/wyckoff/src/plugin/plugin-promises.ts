import type { Bar } from '@tape/market';
import type { AnalysisStep, Analyzer, AnalyzerOptions, AnalyzerSnapshot } from '../analysis.js';
import { createAnalyzer, restoreAnalyzer } from '../analyzer.js';
import type { DetectorPlugin } from './detector-plugin.js';
import { readDetectorPlugin } from './read-plugin.js';

/** A promise of detectors, and what was seen when it was broken. */
export interface BrokenPromise {
  readonly promise:
    | 'is-a-detector'
    | 'finds-its-event'
    | 'does-not-fail'
    | 'same-bars-same-answers'
    | 'no-look-ahead'
    | 'restored-says-the-same'
    | 'units-do-not-matter'
    | 'disturbs-nothing'
    | 'state-is-bounded';
  readonly seen: string;
}

/** Characters of state as JSON: with the rest of a series it must stay a small row. */
const MAX_STATE = 16_384;
/** A power of two keeps binary floats exact. */
const FACTOR = 4;
const MAX_CUTS = 40;

/**
 * Holds a plug-in to what every detector promises, over bars that contain its event. For a test of one's own, in any test
 * runner: the list it answers must be empty.
 */
export function brokenPromises(
  plugin: DetectorPlugin,
  bars: readonly Bar[],
  options: AnalyzerOptions = { symbol: 'TEST', timeframe: '1d' },
): readonly BrokenPromise[] {
  const reading = readDetectorPlugin(plugin);
  if (!reading.ok) return [{ promise: 'is-a-detector', seen: reading.problem }];
  const withPlugin = { ...options, plugins: [plugin] };
  const broken: BrokenPromise[] = [];
  const expectSame = (promise: BrokenPromise['promise'], other: readonly string[], own: readonly string[]): void => {
    const index = own.findIndex((said, i) => said !== other[i]);
    if (index >= 0) broken.push({ promise, seen: `bar ${index}: ${own[index]} and ${other[index] ?? 'nothing'}` });
  };

  const first = read(createAnalyzer(withPlugin), bars);
  const said = first.map(text);
  if (first.every((step) => step.customEvents.length === 0)) {
    broken.push({ promise: 'finds-its-event', seen: `nothing in ${bars.length} bars` });
  }
  const fault = first.flatMap((step) => step.faults).find(({ detector }) => detector === plugin.name);
  if (fault !== undefined) broken.push({ promise: 'does-not-fail', seen: fault.message });
  expectSame('same-bars-same-answers', beside(withPlugin, bars).map(text), said);
  expectSame('no-look-ahead', cutShort(withPlugin, bars, said), said);
  expectSame('restored-says-the-same', restoredOften(withPlugin, bars).map(text), said);
  expectSame(
    'units-do-not-matter',
    inOtherUnits(withPlugin, bars),
    first.map((step) => text(inUnits(step, FACTOR))),
  );
  const plain = read(createAnalyzer(options), bars);
  const builtIn = first.map((step) => text({ ...step, customEvents: [], faults: othersOf(step, plugin) }));
  expectSame('disturbs-nothing', plain.map(text), builtIn);
  const analyzer = createAnalyzer(withPlugin);
  read(analyzer, bars);
  const size = text(analyzer.snapshot()['plugins']).length;
  if (size > MAX_STATE)
    broken.push({ promise: 'state-is-bounded', seen: `${size} characters after ${bars.length} bars` });
  return broken;
}

function read(analyzer: Analyzer, bars: readonly Bar[]): AnalysisStep[] {
  return bars.map((bar) => analyzer.push(bar));
}

/** A second series in between, upside down in time's order of prices: what a plug-in keeps outside its state shows. */
function beside(options: AnalyzerOptions, bars: readonly Bar[]): AnalysisStep[] {
  const analyzer = createAnalyzer(options);
  const other = createAnalyzer({ ...options, symbol: `${options.symbol}2` });
  return bars.map((bar, index) => {
    const prices = bars[bars.length - 1 - index]!;
    other.push({ ...prices, openTimeMs: bar.openTimeMs });
    return analyzer.push(bar);
  });
}

/** What was said last of each of some series that end early. */
function cutShort(options: AnalyzerOptions, bars: readonly Bar[], whole: readonly string[]): string[] {
  const said = [...whole];
  const every = Math.max(1, Math.floor(bars.length / MAX_CUTS));
  for (let end = every; end < bars.length; end += every) {
    const steps = read(createAnalyzer(options), bars.slice(0, end));
    said[end - 1] = text(steps.at(-1));
  }
  return said;
}

function restoredOften(options: AnalyzerOptions, bars: readonly Bar[]): AnalysisStep[] {
  let analyzer = createAnalyzer(options);
  return bars.map((bar, index) => {
    if (index % 3 === 0) {
      analyzer = restoreAnalyzer(JSON.parse(text(analyzer.snapshot())) as AnalyzerSnapshot, options);
    }
    return analyzer.push(bar);
  });
}

function inOtherUnits(options: AnalyzerOptions, bars: readonly Bar[]): string[] {
  const scaled = bars.map((bar) => ({
    openTimeMs: bar.openTimeMs,
    open: bar.open * FACTOR,
    high: bar.high * FACTOR,
    low: bar.low * FACTOR,
    close: bar.close * FACTOR,
    volume: bar.volume * FACTOR,
  }));
  return read(createAnalyzer(options), scaled).map((step) => text(inUnits(step, 1)));
}

/** The plug-in's events alone: that built-in ones keep their word is tested elsewhere. */
function inUnits(step: AnalysisStep, factor: number): unknown {
  return step.customEvents.map((event) => ({ ...event, price: event.price * factor }));
}

function othersOf(step: AnalysisStep, plugin: DetectorPlugin): AnalysisStep['faults'] {
  return step.faults.filter(({ detector }) => detector !== plugin.name);
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'nothing';
}
