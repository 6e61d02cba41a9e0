import { useCallback, useState } from 'react';
import type { PageProps } from '../app.js';
import { ChartPanel } from '../chart/chart-panel.js';
import { seriesKey } from '../desk/desk-state.js';
import { useDeskState } from '../desk/use-desk.js';
import { HealthPanel } from '../health/health-panel.js';
import { Notice } from '../layout/notice.js';
import { hashOf } from '../layout/route.js';
import { DecisionsPanel } from '../signal/decisions-panel.js';
import { TradingPanel } from '../trading/trading-panel.js';
import { Watchlist } from '../watchlist/watchlist.js';

/** One series large, with everything decided and held beside it. `detail` is the key of a series, and after `@` the bar to show. */
export function MarketPage({ detail: chosen, theme }: PageProps) {
  const list = useDeskState((state) => state.series.value);
  const [wanted, at] = (chosen ?? '').split('@');
  const series = list?.find((each) => seriesKey(each) === wanted) ?? list?.[0];
  const key = series === undefined ? null : seriesKey(series);
  const [revealed, setRevealed] = useState<string | null>(at ?? null);

  const choose = useCallback((next: string, time: string | null = null) => {
    setRevealed(time);
    // Going from series to series is not going from page to page: Back leaves this page at once.
    window.location.replace(hashOf({ page: 'market', detail: next }));
  }, []);
  const reveal = useCallback(
    (symbol: string, timeframe: string, time: string) => choose(seriesKey({ symbol, timeframe }), time),
    [choose],
  );

  return (
    <div className="desk">
      <h1 className="sr-only">Market</h1>
      <Watchlist chosen={key} onChoose={choose} />
      <div className="center">
        {series === undefined ? (
          <section className="panel chart-panel">
            {list === undefined ? (
              <Notice kind="loading">Loading…</Notice>
            ) : (
              <Notice kind="empty">
                Nothing to chart yet. As soon as the first bar is accepted, its series appears here by itself.
              </Notice>
            )}
          </section>
        ) : (
          <ChartPanel key={key} series={series} theme={theme} revealed={revealed} />
        )}
      </div>
      <DecisionsPanel series={series} onReveal={reveal} />
      <TradingPanel />
      <HealthPanel />
    </div>
  );
}
