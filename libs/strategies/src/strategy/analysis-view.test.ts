import { describe, expect, it } from '@jest/globals';
import { simulateMarket, SIMULATED_MARKETS, SIMULATED_TIMEFRAME, toBar } from '@tape/market';
import { createAnalyzer, type AnalysisStep } from '@tape/wyckoff';
import { createAnalysisViewer } from './analysis-view.js';

const { symbol } = SIMULATED_MARKETS[0]!;
const market = simulateMarket(11, symbol);
const analyzer = createAnalyzer({ symbol, timeframe: SIMULATED_TIMEFRAME });
const STEPS: AnalysisStep[] = Array.from({ length: 2_500 }, () => analyzer.push(toBar(market.next().value)));

describe('an analysis view', () => {
  const viewer = createAnalysisViewer();
  const views = STEPS.map((step) => viewer.push(step, null));

  it('holds the phase, and the newest word on the leading range', () => {
    const born = new Set<string>();
    for (const [i, view] of views.entries()) {
      const { current, ranges } = STEPS[i]!;
      for (const { id } of ranges) born.add(id);
      const leading = current.rangeId !== null && born.has(current.rangeId) ? current.rangeId : null;
      expect([view.side, view.phase, view.range?.id ?? null]).toEqual([current.side, current.phase, leading]);
      const news = STEPS[i]!.ranges.find(({ id }) => id === current.rangeId);
      if (news !== undefined) expect(view.range).toEqual(news);
    }
    expect(views.some(({ range }) => range !== null)).toBe(true);
  });

  it('counts the bars since the last event', () => {
    let since: number | null = null;
    for (const [i, { lastEvent, barsSinceEvent }] of views.entries()) {
      const newest = STEPS[i]!.events.at(-1);
      since = newest === undefined ? (since === null ? null : since + 1) : 0;
      expect(barsSinceEvent).toBe(since);
      if (newest !== undefined) expect(lastEvent).toBe(newest.event);
    }
    expect(since).not.toBeNull();
  });

  it.each([1, 700, 1_200, 2_499])('restored at bar %i sees the same', (cut) => {
    const head = createAnalysisViewer();
    for (const step of STEPS.slice(0, cut)) head.push(step, null);
    const restored = createAnalysisViewer(JSON.parse(JSON.stringify(head.snapshot())));
    expect(STEPS.slice(cut).map((step) => restored.push(step, null))).toEqual(views.slice(cut));
  });
});
