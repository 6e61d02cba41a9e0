import { useCallback, useEffect, useMemo, useState } from 'react';
import { ChartPanel } from './chart/chart-panel.js';
import { Desk } from './desk/desk.js';
import { seriesKey } from './desk/desk-state.js';
import { DeskContext, useDeskState } from './desk/use-desk.js';
import { HealthPanel } from './health/health-panel.js';
import { Notice } from './layout/notice.js';
import { useTheme } from './layout/theme.js';
import { DecisionsPanel } from './signal/decisions-panel.js';
import { TokenForm } from './top-bar/token-form.js';
import { TopBar } from './top-bar/top-bar.js';
import { TradingPanel } from './trading/trading-panel.js';
import { Watchlist } from './watchlist/watchlist.js';

const FEED_URL = `${window.location.origin.replace(/^http/, 'ws')}/ws`;

export function App() {
  const desk = useMemo(() => new Desk(FEED_URL), []);
  useEffect(() => {
    desk.start();
    return () => desk.stop();
  }, [desk]);
  return (
    <DeskContext value={desk}>
      <Page />
    </DeskContext>
  );
}

function Page() {
  const [theme, toggleTheme] = useTheme();
  const needsToken = useDeskState((state) => state.needsToken);
  const list = useDeskState((state) => state.series.value);
  const [chosen, setChosen] = useState<string | null>(() => decodeURIComponent(window.location.hash.slice(1)) || null);
  const [revealed, setRevealed] = useState<string | null>(null);
  const series = list?.find((each) => seriesKey(each) === chosen) ?? list?.[0];
  const key = series === undefined ? null : seriesKey(series);

  const choose = useCallback((next: string) => {
    setRevealed(null);
    setChosen(next);
    window.history.replaceState(null, '', `#${encodeURIComponent(next)}`);
  }, []);
  const reveal = useCallback(
    (symbol: string, timeframe: string, time: string) => {
      choose(seriesKey({ symbol, timeframe }));
      setRevealed(time);
    },
    [choose],
  );

  if (needsToken) return <TokenForm />;
  return (
    <div className="desk">
      <TopBar simulated={series?.simulated ?? false} theme={theme} onToggleTheme={toggleTheme} />
      <Watchlist chosen={key} onChoose={choose} />
      <main className="center">
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
      </main>
      <DecisionsPanel series={series} onReveal={reveal} />
      <TradingPanel />
      <HealthPanel />
      <footer className="foot">
        <span>Not investment advice. Times are UTC.</span>
        <a href="/api/docs">API</a>
        <a href="https://www.tradingview.com/" rel="noreferrer" target="_blank">
          Charts by TradingView Lightweight Charts™
        </a>
      </footer>
    </div>
  );
}
