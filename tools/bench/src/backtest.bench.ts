import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runBacktest, type BacktestSeries } from '@tape/backtesting';
import {
  canonicalDecimal,
  inferInstrument,
  parseIsoTime,
  SIMULATED_MARKETS,
  simulateMarket,
  toBar,
  type PriceBar,
} from '@tape/market';
import { createAnalyzer } from '@tape/wyckoff';
import { stopwatch, type Lap } from './stopwatch.js';

const PASSES = 3;
const DAILY = /^[A-Z]+_1d\.csv$/;
const SIMULATED_SERIES = 10;
const SIMULATED_BARS = 100_000;
const MINUTE_MS = 60_000;
const SIMULATION_START_MS = Date.parse('2023-01-02T00:00:00Z');

/**
 * Whole backtests in one thread, costs and one portfolio included: all daily stocks of the data set, and a million simulated minutes.
 * Beside each the analysis alone over the same bars in the same minute, so that the share of everything else is seen on a busy
 * machine too. The first pass is what a person waits for, the best one what compiled code takes; all must end alike.
 */
export async function* backtestBench(): AsyncGenerator<Record<string, number | string>> {
  const daily = dailyStocks();
  if (daily.length > 0) yield figures('daily stocks', daily);
  yield figures('simulated 1m', simulatedMinutes());
}

function figures(data: string, series: readonly BacktestSeries[]): Record<string, number | string> {
  const bars = series.reduce((sum, one) => sum + one.bars.length, 0);
  const analysis: Lap[] = [];
  const whole: Lap[] = [];
  const ends = new Set<string>();
  let counts: Record<string, number> = {};
  for (let pass = 0; pass < PASSES; pass += 1) {
    const alone = stopwatch();
    analyse(series);
    analysis.push(alone.lap());
    const watch = stopwatch();
    const result = runBacktest({ series, initialEquity: '100000' });
    whole.push(watch.lap());
    ends.add(createHash('sha256').update(JSON.stringify(result)).digest('hex'));
    counts = {
      patterns: result.patterns.length,
      signals: result.signals.length,
      positions: result.positions.length,
    };
  }
  if (ends.size !== 1) throw new Error(`${PASSES} runs over the same bars ended in ${ends.size} ways`);
  const cpuSeconds = Math.min(...whole.map((lap) => lap.cpuSeconds));
  const analysisCpuSeconds = Math.min(...analysis.map((lap) => lap.cpuSeconds));
  return {
    bench: 'backtest',
    data,
    series: series.length,
    bars,
    ...counts,
    first_seconds: rounded(whole[0]!.seconds),
    first_cpu_seconds: rounded(whole[0]!.cpuSeconds),
    seconds: rounded(Math.min(...whole.map((lap) => lap.seconds))),
    cpu_seconds: rounded(cpuSeconds),
    bars_per_second: Math.round(bars / Math.min(...whole.map((lap) => lap.seconds))),
    bars_per_cpu_second: Math.round(bars / cpuSeconds),
    analysis_cpu_seconds: rounded(analysisCpuSeconds),
    cpu_of_analysis: rounded(cpuSeconds / analysisCpuSeconds),
    result: [...ends][0]!.slice(0, 16),
  };
}

function analyse(series: readonly BacktestSeries[]): void {
  for (const { instrument, timeframe, bars } of series) {
    const analyzer = createAnalyzer({ symbol: instrument.symbol, timeframe });
    for (const bar of bars) analyzer.pushForNews(toBar(bar));
  }
}

function dailyStocks(): readonly BacktestSeries[] {
  const directory = join(
    process.env['TAPE_DATA_DIR'] ?? join(import.meta.dirname, '../../../../shared/data'),
    'stocks',
  );
  if (!existsSync(directory)) {
    process.stderr.write(`no real bars at ${directory}: set TAPE_DATA_DIR to measure on them\n`);
    return [];
  }
  const files = readdirSync(directory).filter((name) => DAILY.test(name));
  return files.map((name) => ({
    instrument: inferInstrument(name.slice(0, name.indexOf('_'))),
    timeframe: '1d',
    simulated: false,
    bars: barsOf(join(directory, name)),
  }));
}

function barsOf(path: string): readonly PriceBar[] {
  const [, ...rows] = readFileSync(path, 'utf8').trim().split('\n');
  return rows.map((row) => {
    const [time = '', ...cells] = row.trim().split(',');
    const openTimeMs = parseIsoTime(time);
    const [open, high, low, close, volume] = cells.map(canonicalDecimal);
    if (openTimeMs === null || !open || !high || !low || !close || !volume) {
      throw new RangeError(`${path}: '${row}' is no bar`);
    }
    return { openTimeMs, open, high, low, close, volume };
  });
}

/** The demo market with its bars a minute long. */
function simulatedMinutes(): readonly BacktestSeries[] {
  return SIMULATED_MARKETS.slice(0, SIMULATED_SERIES).map(({ symbol }) => {
    const bars: PriceBar[] = [];
    for (const bar of simulateMarket(7, symbol)) {
      bars.push({ ...bar, openTimeMs: SIMULATION_START_MS + bars.length * MINUTE_MS });
      if (bars.length >= SIMULATED_BARS) break;
    }
    return { instrument: inferInstrument(symbol), timeframe: '1m', simulated: true, bars };
  });
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
