import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseIsoTime, simulateMarket, toBar, type Bar, type Timeframe } from '@tape/market';
import { createAnalyzer, restoreAnalyzer } from '@tape/wyckoff';

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

/** Passes over a series before the clock counts: the code must be compiled first. */
const WARM_UP_PASSES = 5;
const MEASURED_PASSES = 7;
const SIMULATED_BARS = 20_000;

/** Bars per second of the whole analysis on one core, and the size and cost of its snapshots. */
export async function* analysisBench(): AsyncGenerator<Record<string, number | string>> {
  for (const series of [...realSeries(), simulatedSeries()]) {
    for (let pass = 0; pass < WARM_UP_PASSES; pass += 1) read(series);
    const rates = Array.from({ length: MEASURED_PASSES }, () => series.bars.length / read(series).seconds);
    const { candidates, events } = read(series);
    yield {
      bench: 'analysis',
      data: series.data,
      bars: series.bars.length,
      bars_per_second: Math.round(median(rates)),
      best_bars_per_second: Math.round(Math.max(...rates)),
      candidates,
      events,
      ...snapshotFigures(series),
    };
  }
}

function read({ symbol, timeframe, bars }: Series): { seconds: number; candidates: number; events: number } {
  const analyzer = createAnalyzer({ symbol, timeframe });
  let candidates = 0;
  let events = 0;
  const start = performance.now();
  for (const bar of bars) {
    const step = analyzer.push(bar);
    candidates += step.candidates.length;
    events += step.events.length;
  }
  return { seconds: (performance.now() - start) / 1000, candidates, events };
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
  const directory = process.env['TAPE_DATA_DIR'] ?? join(import.meta.dirname, '../../../../shared/data');
  for (const [file, timeframe] of FILES) {
    const path = join(directory, file);
    if (!existsSync(path)) {
      process.stderr.write(`no real bars at ${path}: set TAPE_DATA_DIR to measure on them\n`);
      continue;
    }
    const data = file.slice(file.indexOf('/') + 1, -'.csv'.length);
    yield { data, symbol: data.slice(0, data.indexOf('_')), timeframe, bars: barsOf(path) };
  }
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
