import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseIsoTime, simulateMarket, toBar, type Bar, type Timeframe } from '@tape/market';
import { createAnalyzer, restoreAnalyzer, type AnalysisStep, type Analyzer } from '@tape/wyckoff';
import { heapGrowth } from './heap-growth.js';
import { longHistoryBench } from './long-history.bench.js';
import { stopwatch, type Lap } from './stopwatch.js';

interface Series {
  readonly data: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bars: readonly Bar[];
}

/** Files of the data set that are unlike each other: busy daily bars, a round-the-clock market, quiet minutes, tick volume. */
const FILES = [
  ['stocks/AAPL_1d.csv', '1d'],
  ['etf/SPY_1d.csv', '1d'],
  ['crypto/BTCUSDT_5m.csv', '5m'],
  ['crypto/UNITTESTBTC_1m.csv', '1m'],
  ['forex/EURUSD_1h.csv', '1h'],
] as const satisfies readonly (readonly [string, Timeframe])[];

/**
 * Passes over all series before anything counts: the code must be compiled first, and for all of them. Objects that compiled code does
 * without are made until then, which takes longer than to be fast.
 */
const WARM_UP_PASSES = 20;
const MEASURED_PASSES = 7;
const ALLOCATION_PASSES = 3;
const SIMULATED_BARS = 20_000;

/** The daily files of the data set, read one after the other as a night's run would. */
const DAILY_SET = /^(?:stocks|etf)\/.*_1d\.csv$/;

/**
 * Bars per second of the whole analysis on one core, what a bar leaves to the collector, and the size and cost of snapshots; at the end
 * what one more bar costs after a thousand and after a million.
 */
export async function* analysisBench(): AsyncGenerator<Record<string, number | string>> {
  const all = [...realSeries(), simulatedSeries()];
  for (let pass = 0; pass < WARM_UP_PASSES; pass += 1) {
    for (const series of all) {
      read(series);
      readNews(series);
      readEverything(series);
    }
  }
  for (const series of all) {
    const passes = Array.from({ length: MEASURED_PASSES }, () => read(series));
    const rates = passes.map(({ seconds }) => series.bars.length / seconds);
    const { candidates, events } = read(series);
    yield {
      bench: 'analysis',
      data: series.data,
      bars: series.bars.length,
      bars_per_second: Math.round(median(rates)),
      best_bars_per_second: Math.round(Math.max(...rates)),
      cpu_us_per_bar: Number(
        (Math.min(...passes.map(({ cpuSeconds }) => cpuSeconds / series.bars.length)) * 1e6).toPrecision(3),
      ),
      candidates,
      events,
      ...allocationFigures(series),
      ...snapshotFigures(series),
    };
  }
  yield* dailySetBench();
  yield* longHistoryBench();
}

/** One pass over all daily series of the data set, each with an analyzer of its own; the best of a few, because others use the machine. */
function* dailySetBench(): Generator<Record<string, number | string>> {
  const directory = dataDirectory();
  if (!existsSync(directory)) return;
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => DAILY_SET.test(name));
  const set = files.map((name) => seriesOf(directory, name, '1d'));
  const bars = set.reduce((sum, one) => sum + one.bars.length, 0);
  for (const one of set) read(one);
  const passes = Array.from({ length: MEASURED_PASSES }, () => {
    const watch = stopwatch();
    for (const one of set) read(one);
    return watch.lap();
  });
  const cpuSeconds = Math.min(...passes.map((lap) => lap.cpuSeconds));
  yield {
    bench: 'analysis',
    data: 'daily set',
    series: set.length,
    bars,
    bars_per_second: Math.round(bars / median(passes.map((lap) => lap.seconds))),
    cpu_us_per_bar: Number(((cpuSeconds / bars) * 1e6).toPrecision(3)),
    cpu_seconds: Number(cpuSeconds.toPrecision(3)),
  };
}

function read({ symbol, timeframe, bars }: Series): Lap & { candidates: number; events: number } {
  const analyzer = createAnalyzer({ symbol, timeframe });
  let candidates = 0;
  let events = 0;
  const watch = stopwatch();
  for (const bar of bars) {
    const step = analyzer.push(bar);
    candidates += step.candidates.length;
    events += step.events.length;
  }
  return { ...watch.lap(), candidates, events };
}

/**
 * Bytes a bar leaves on the heap, as services, backtest and command line read it: the quiet bars, of which nothing is said; all bars
 * for who waits for candidates, as the backtest does; all bars for who asks for everything that is said, as detection does. And with
 * the step of its own that `push` makes of each bar.
 */
function allocationFigures(series: Series): Record<string, number> {
  const { symbol, timeframe, bars } = series;
  const growth = <T>(readerOf: (analyzer: Analyzer) => (bar: Bar) => T) => {
    const read = readerOf(createAnalyzer({ symbol, timeframe }));
    return [...heapGrowth(bars.map((bar) => () => read(bar)))];
  };
  const toldBytes = least(() => growth((analyzer) => (bar) => said(analyzer.pushForNews(bar))));
  const pushBytes = least(() => growth((analyzer) => (bar) => analyzer.push(bar)));
  const news = () => growth((analyzer) => (bar) => analyzer.pushForNews(bar)?.candidates ?? null);
  const quiet = () => news().filter(({ result }) => result === null);
  return {
    bytes_per_bar: least(news),
    quiet_bars: quiet().length,
    quiet_bytes_per_bar: least(quiet),
    told_bytes_per_bar: toldBytes,
    push_bytes_per_bar: pushBytes,
  };
}

/** Mean bytes of the best of a few passes: in some the compiler leaves things of its own. */
function least(pass: () => readonly { readonly bytes: number | null }[]): number {
  return Math.min(...Array.from({ length: ALLOCATION_PASSES }, () => mean(pass().map(({ bytes }) => bytes))));
}

function readNews({ symbol, timeframe, bars }: Series): number {
  const analyzer = createAnalyzer({ symbol, timeframe });
  let news = 0;
  for (const bar of bars) if (analyzer.pushForNews(bar) !== null) news += 1;
  return news;
}

function readEverything({ symbol, timeframe, bars }: Series): number {
  const analyzer = createAnalyzer({ symbol, timeframe });
  let all = 0;
  for (const bar of bars) all += said(analyzer.pushForNews(bar));
  return all;
}

/** Asks for every list, and so has it made; answers how many things there are. */
function said(step: AnalysisStep | null): number {
  if (step === null) return 0;
  const { events, ranges, zones, phases, candidates, faults, customEvents } = step;
  return (
    events.length +
    ranges.length +
    zones.length +
    phases.length +
    candidates.length +
    faults.length +
    customEvents.length
  );
}

function mean(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return Number((known.reduce((sum, value) => sum + value, 0) / known.length).toFixed(1));
}

function snapshotFigures({ symbol, timeframe, bars }: Series): Record<string, number> {
  const options = { symbol, timeframe };
  const analyzer = createAnalyzer(options);
  let largest = '';
  const restores: number[] = [];
  for (const [index, bar] of bars.entries()) {
    analyzer.push(bar);
    if (index % 101 !== 0) continue;
    const text = JSON.stringify(analyzer.snapshot());
    if (text.length > largest.length) largest = text;
    const start = performance.now();
    restoreAnalyzer(JSON.parse(text) as ReturnType<typeof analyzer.snapshot>, options);
    restores.push(performance.now() - start);
  }
  return { snapshot_bytes: Buffer.byteLength(largest), restore_ms: Number(median(restores).toFixed(3)) };
}

function* realSeries(): Generator<Series> {
  const directory = dataDirectory();
  for (const [file, timeframe] of FILES) {
    const path = join(directory, file);
    if (!existsSync(path)) {
      process.stderr.write(`no real bars at ${path}: set TAPE_DATA_DIR to measure on them\n`);
      continue;
    }
    yield seriesOf(directory, file, timeframe);
  }
}

function dataDirectory(): string {
  return process.env['TAPE_DATA_DIR'] ?? join(import.meta.dirname, '../../../../shared/data');
}

function seriesOf(directory: string, file: string, timeframe: Timeframe): Series {
  const data = file.slice(file.indexOf('/') + 1, -'.csv'.length);
  return { data, symbol: data.slice(0, data.indexOf('_')), timeframe, bars: barsOf(join(directory, file)) };
}

function barsOf(path: string): Bar[] {
  const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [time = '', open, high, low, close, volume] = row.split(',');
    const openTimeMs = parseIsoTime(time);
    if (openTimeMs === null) throw new RangeError(`${path}: '${time}' is no time`);
    return {
      openTimeMs,
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
      volume: Number(volume),
    };
  });
}

/** The demo market, which every machine has. */
function simulatedSeries(): Series {
  const symbol = 'ALPHA-SIM';
  const bars: Bar[] = [];
  for (const bar of simulateMarket(1, symbol)) {
    if (bars.length >= SIMULATED_BARS) break;
    bars.push(toBar(bar));
  }
  return { data: 'simulated', symbol, timeframe: '15m', bars };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
