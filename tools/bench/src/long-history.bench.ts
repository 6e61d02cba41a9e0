import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { simulateMarket, SIMULATED_TIMEFRAME, toBar, type Bar } from '@tape/market';
import { createAnalyzer, type Analyzer } from '@tape/wyckoff';
import { stopwatch, type Lap } from './stopwatch.js';

const SYMBOL = 'ALPHA-SIM';
const HISTORIES = [1_000, 10_000, 100_000, 1_000_000] as const;
/** Bars over which the cost of one is taken, once the history is as long as it says. */
const MEASURED_BARS = 20_000;
const WARM_UP_BARS = 200_000;
const ALLOCATION_BARS = 5_000;
const PIECE = 10_000;

/**
 * What one more bar costs an analyzer that has already read 1,000 to 1,000,000: time by the clock and by the processor, bytes
 * allocated, bytes held. Flat figures are the claim. The market is the simulated one, made beforehand.
 */
export async function* longHistoryBench(): AsyncGenerator<Record<string, number | string>> {
  const market = simulateMarket(1, SYMBOL);
  const next = (count: number): Bar[] => Array.from({ length: count }, () => toBar(market.next().value));
  const collect = collector();
  const warm = fresh();
  const other = simulateMarket(2, SYMBOL);
  for (let bar = 0; bar < WARM_UP_BARS; bar += 1) warm.read(toBar(other.next().value));

  const analyzer = fresh();
  let read = 0;
  const readAll = (bars: readonly Bar[]): Lap => {
    const watch = stopwatch();
    for (const bar of bars) analyzer.read(bar);
    read += bars.length;
    return watch.lap();
  };
  for (const history of HISTORIES) {
    // In pieces: a million bars at once would be most of the heap that is to be measured.
    for (let missing = history - read; missing > 0; missing -= PIECE) readAll(next(Math.min(PIECE, missing)));
    const measured = next(MEASURED_BARS);
    const lap = readAll(measured);
    const sample = next(ALLOCATION_BARS);
    const allocated = allocatedBy(() => readAll(sample), collect);
    const heldBytes = heldBy(analyzer, collect);
    yield {
      bench: 'long-history',
      history_bars: history,
      measured_bars: MEASURED_BARS,
      bars_per_second: Math.round(MEASURED_BARS / lap.seconds),
      wall_us_per_bar: rounded((lap.seconds / MEASURED_BARS) * 1e6),
      cpu_us_per_bar: rounded((lap.cpuSeconds / MEASURED_BARS) * 1e6),
      allocated_bytes_per_bar: rounded(allocated / ALLOCATION_BARS),
      snapshot_bytes: JSON.stringify(analyzer.snapshot()).length,
      heap_used_bytes_after_gc: heldBytes,
    };
  }
}

function fresh(): Analyzer {
  return createAnalyzer({ symbol: SYMBOL, timeframe: SIMULATED_TIMEFRAME });
}

/** A full collection on demand; the flag is set here so that the bench needs none on its command line. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/**
 * Growth of the used heap while the work runs, beginning right after a collection. A collection in between would hide what it
 * took back, so the work must fit into the young generation's room: the figure is a lower bound and said to be one.
 */
function allocatedBy(work: () => unknown, collect: () => void): number {
  collect();
  const before = getHeapStatistics().used_heap_size;
  work();
  return getHeapStatistics().used_heap_size - before;
}

/** Used heap of the whole process after a collection; it may not grow with the history. */
function heldBy(analyzer: Analyzer, collect: () => void): number {
  collect();
  const { used_heap_size: used } = getHeapStatistics();
  // Read after the measurement, so that the analyzer is alive during it.
  return analyzer.lastOpenTimeMs === null ? 0 : used;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
