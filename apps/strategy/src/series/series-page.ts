import { type HigherTimeframes, toBar } from '@tape/market';
import type { BarStore } from '@tape/persistence';
import { createAnalysisViewer, createRegimeDetector, HEALTHY, SeriesDesk, type Strategy } from '@tape/strategies';
import { type AnalysisConfig, createAnalyzer } from '@tape/wyckoff';
import type { NamedSeries } from '../config.js';
import type { SeriesStore } from './series-store.repository.js';
import type { Trade } from './trade.js';

const REBUILD_PAGE_BARS = 10_000;

/** What is in memory of a series; made of the tables and the stored bars, and dropped after any failure. */
export interface SeriesPage {
  readonly desk: SeriesDesk;
  throughMs: number | null;
  newsMs: number | null;
  trades: readonly Trade[];
  /** Proposals that are known to be a signal or a rejection. */
  readonly decided: Set<string>;
}

export interface PageParts {
  readonly store: SeriesStore;
  readonly bars: Pick<BarStore, 'read'>;
  readonly analysis: AnalysisConfig;
  readonly higherTimeframes: HigherTimeframes;
  readonly nowMs: () => number;
}

/** Sets instances up from their snapshots, and reads all stored bars up to where the series stands, quietly. */
export async function loadPage(
  series: NamedSeries,
  strategies: readonly Strategy[],
  { store, bars, analysis, higherTimeframes, nowMs }: PageParts,
): Promise<SeriesPage> {
  const { symbol, timeframe } = series;
  const kept = await store.read(series);
  const byId = new Map(kept.instances.map((one) => [one.strategyId, one]));
  const higherTimeframe = higherTimeframes[timeframe] ?? null;
  const desk = new SeriesDesk({
    symbol,
    timeframe,
    analyzer: createAnalyzer({ symbol, timeframe, plugins: [], higherTimeframe }, analysis),
    viewer: createAnalysisViewer(),
    regimes: createRegimeDetector(),
    instances: strategies.map((strategy) => ({
      strategy,
      health: byId.get(strategy.id)?.health ?? HEALTHY,
      throughMs: byId.get(strategy.id)?.throughMs ?? null,
      snapshot: byId.get(strategy.id)?.snapshot ?? null,
    })),
  });
  for (let fromMs: number | undefined; kept.throughMs !== null;) {
    const page = await bars.read({
      symbol,
      timeframe,
      fromMs,
      toMs: kept.throughMs,
      limit: REBUILD_PAGE_BARS,
      order: 'asc',
    });
    for (const bar of page) desk.catchUp(toBar(bar), nowMs());
    if (page.length < REBUILD_PAGE_BARS) break;
    fromMs = page.at(-1)!.openTimeMs + 1;
  }
  const trades = strategies.flatMap(({ id }) =>
    (byId.get(id)?.trades ?? []).map((proposal) => ({ strategyId: id, proposal })),
  );
  return { desk, throughMs: kept.throughMs, newsMs: kept.newsMs, trades, decided: new Set() };
}
