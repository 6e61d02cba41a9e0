import type { BarIngested } from '@tape/contracts';
import { toBar, type Timeframe } from '@tape/market';
import type { BarStore } from '@tape/persistence';
import {
  type AnalysisConfig,
  type Analyzer,
  type AnalyzerOptions,
  type AnalyzerSnapshot,
  createAnalyzer,
  restoreAnalyzer,
} from '@tape/wyckoff';

const REPLAY_PAGE_BARS = 10_000;

/** An analyzer in memory and how many bars it has read since its state was last kept. */
export interface LiveSeries {
  readonly analyzer: Analyzer;
  barsSinceSnapshot: number;
}

/** `not-stored`: bars before this one are not in Postgres yet; the sink will bring them, ask again. */
export type Readiness =
  | { readonly ready: true; readonly series: LiveSeries }
  | { readonly ready: false; readonly missing: string };

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
  readonly #live = new Map<string, LiveSeries>();

  constructor(snapshots: SnapshotSource, bars: Pick<BarStore, 'read'>, config: AnalysisConfig) {
    this.#snapshots = snapshots;
    this.#bars = bars;
    this.#config = config;
  }

  /** The analyzer that stands exactly before `bar`, or at or behind it when the bar was read already. */
  async before(bar: BarIngested): Promise<Readiness> {
    const key = seriesKey(bar);
    const live = this.#live.get(key);
    if (live !== undefined && follows(live.analyzer.lastOpenTimeMs, bar)) return { ready: true, series: live };
    return this.#rebuild(bar, key, live);
  }

  /** Drops series whose memory is ahead of what was stored; the next bar rebuilds them. */
  forget(bars: Iterable<BarIngested>): void {
    for (const bar of bars) this.#live.delete(seriesKey(bar));
  }

  get size(): number {
    return this.#live.size;
  }

  async #rebuild(bar: BarIngested, key: string, live: LiveSeries | undefined): Promise<Readiness> {
    const options: AnalyzerOptions = { symbol: bar.symbol, timeframe: bar.timeframe };
    const series = live ?? (await this.#fromSnapshot(options));
    const target = bar.previousOpenTimeMs;
    let from = series.analyzer.lastOpenTimeMs;
    while (target !== null && (from === null || from < target)) {
      const page = await this.#bars.read({
        ...options,
        ...(from === null ? {} : { fromMs: from + 1 }),
        toMs: target,
        limit: REPLAY_PAGE_BARS,
        order: 'asc',
      });
      for (const stored of page) series.analyzer.push(toBar(stored));
      series.barsSinceSnapshot += page.length;
      const reached = series.analyzer.lastOpenTimeMs;
      if (page.length === 0 || reached === from) break;
      from = reached;
    }
    if (!follows(series.analyzer.lastOpenTimeMs, bar)) {
      return {
        ready: false,
        missing: `bars of ${key} up to ${new Date(target ?? 0).toISOString()} are not stored yet`,
      };
    }
    this.#live.set(key, series);
    return { ready: true, series };
  }

  async #fromSnapshot(options: { symbol: string; timeframe: Timeframe }): Promise<LiveSeries> {
    const kept = await this.#snapshots.snapshot(options.symbol, options.timeframe);
    const analyzer =
      kept === undefined ? createAnalyzer(options, this.#config) : restoreAnalyzer(kept.state, options, this.#config);
    return { analyzer, barsSinceSnapshot: 0 };
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
