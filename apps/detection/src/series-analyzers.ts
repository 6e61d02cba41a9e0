import { setTimeout as sleep } from 'node:timers/promises';
import type { BarIngested } from '@tape/contracts';
import { type HigherTimeframes, toBar, type Timeframe } from '@tape/market';
import type { BarStore } from '@tape/persistence';
import {
  type AnalysisConfig,
  type Analyzer,
  type AnalyzerOptions,
  type AnalyzerSnapshot,
  createAnalyzer,
  type DetectorPlugin,
  restoreAnalyzer,
} from '@tape/wyckoff';

const REPLAY_PAGE_BARS = 10_000;
/** How often to look for bars that are on their way into Postgres. */
const NOT_STORED_PAUSE_MS = 20;

/** An analyzer in memory and how many bars it has read since its state was last kept. */
export interface LiveSeries {
  readonly analyzer: Analyzer;
  barsSinceSnapshot: number;
}

/** What operators add to the analysis. */
export interface AnalysisExtras {
  readonly plugins?: readonly DetectorPlugin[];
  readonly higherTimeframes?: HigherTimeframes;
}

/** Where the newest snapshot of a series can be read. */
export interface SnapshotSource {
  snapshot(symbol: string, timeframe: string): Promise<{ throughMs: number; state: AnalyzerSnapshot } | undefined>;
}

/**
 * The analyzers of this process, one a series. A series that is not in memory, or has a break before the offered bar, is
 * rebuilt from its snapshot and the stored bars up to the bar before: quietly, since what those bars said was published
 * before they were acknowledged.
 */
export class SeriesAnalyzers {
  readonly #snapshots: SnapshotSource;
  readonly #bars: Pick<BarStore, 'read'>;
  readonly #config: AnalysisConfig;
  readonly #extras: AnalysisExtras;
  readonly #live = new Map<string, LiveSeries>();
  #closed = false;

  constructor(
    snapshots: SnapshotSource,
    bars: Pick<BarStore, 'read'>,
    config: AnalysisConfig,
    extras: AnalysisExtras = {},
  ) {
    this.#snapshots = snapshots;
    this.#bars = bars;
    this.#config = config;
    this.#extras = extras;
  }

  /**
   * The analyzer that stands exactly before `bar`, or at or behind it when the bar was read already. Waits for bars that
   * are accepted but not in Postgres yet; one that never came there, though later ones did, is lost and passed over.
   */
  async before(bar: BarIngested): Promise<LiveSeries> {
    const live = this.#live.get(seriesKey(bar));
    if (live !== undefined && follows(live.analyzer.lastOpenTimeMs, bar)) return live;
    const series = live ?? (await this.#fromSnapshot({ symbol: bar.symbol, timeframe: bar.timeframe }));
    for (;;) {
      if (this.#closed) throw new Error('stopping: the bar is left for the next start');
      // Looked at before the bars are read: if this bar is stored, all that will ever be stored before it is.
      const isStored = (await this.#read(bar, bar.openTimeMs, bar.openTimeMs)).length > 0;
      await this.#catchUp(series, bar);
      if (follows(series.analyzer.lastOpenTimeMs, bar) || isStored) break;
      await sleep(NOT_STORED_PAUSE_MS);
    }
    this.#live.set(seriesKey(bar), series);
    return series;
  }

  /** Lets a waiting bar go: the process is stopping. */
  close(): void {
    this.#closed = true;
  }

  /** Drops series whose memory is ahead of what was stored; the next bar rebuilds them. */
  forget(bars: Iterable<BarIngested>): void {
    for (const bar of bars) this.#live.delete(seriesKey(bar));
  }

  /** Reads the stored bars between the analyzer and the bar, quietly. */
  async #catchUp(series: LiveSeries, bar: BarIngested): Promise<void> {
    const target = bar.previousOpenTimeMs;
    for (;;) {
      const from = series.analyzer.lastOpenTimeMs;
      if (target === null || (from !== null && from >= target)) return;
      const page = await this.#read(bar, from === null ? undefined : from + 1, target);
      for (const stored of page) series.analyzer.read(toBar(stored));
      series.barsSinceSnapshot += page.length;
      if (page.length < REPLAY_PAGE_BARS) return;
    }
  }

  #read({ symbol, timeframe }: BarIngested, fromMs: number | undefined, toMs: number): ReturnType<BarStore['read']> {
    return this.#bars.read({ symbol, timeframe, fromMs, toMs, limit: REPLAY_PAGE_BARS, order: 'asc' });
  }

  async #fromSnapshot(options: { symbol: string; timeframe: Timeframe }): Promise<LiveSeries> {
    const kept = await this.#snapshots.snapshot(options.symbol, options.timeframe);
    const { plugins = [], higherTimeframes = {} } = this.#extras;
    const higherTimeframe = higherTimeframes[options.timeframe] ?? null;
    const series: AnalyzerOptions = { ...options, plugins, higherTimeframe };
    const analyzer = restored(kept?.state, series, this.#config) ?? createAnalyzer(series, this.#config);
    return { analyzer, barsSinceSnapshot: 0 };
  }
}

/** Null when there is no snapshot, or one of another version, profile or higher timeframe: then all stored bars are read anew. */
function restored(
  state: AnalyzerSnapshot | undefined,
  options: AnalyzerOptions,
  config: AnalysisConfig,
): Analyzer | null {
  if (state === undefined) return null;
  try {
    return restoreAnalyzer(state, options, config);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

export function seriesKey(series: { readonly symbol: string; readonly timeframe: string }): string {
  return `${series.symbol} ${series.timeframe}`;
}

/** Whether the analyzer stands at the bar before this one, or already at or past it (a bar delivered again). */
function follows(lastOpenTimeMs: number | null, bar: BarIngested): boolean {
  if (lastOpenTimeMs === null) return bar.previousOpenTimeMs === null;
  return lastOpenTimeMs === bar.previousOpenTimeMs || lastOpenTimeMs >= bar.openTimeMs;
}
