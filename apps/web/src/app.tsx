import { useEffect, useMemo, useState } from 'react';
import { Desk } from './desk/desk.js';
import { DeskContext, useDeskState } from './desk/use-desk.js';
import { Navigation } from './layout/navigation.js';
import { PAGES, useRoute, type PageName, type Route } from './layout/route.js';
import { useTheme, type Theme } from './layout/theme.js';
import { DecisionsPage } from './page/decisions-page.js';
import { EmergencyPage } from './page/emergency-page.js';
import { MarketPage } from './page/market-page.js';
import { OperationsPage } from './page/operations-page.js';
import { PortfolioPage } from './page/portfolio-page.js';
import { TokenForm } from './top-bar/token-form.js';
import { TopBar } from './top-bar/top-bar.js';

const FEED_URL = `${window.location.origin.replace(/^http/, 'ws')}/ws`;

export function App() {
  const desk = useMemo(() => new Desk(FEED_URL), []);
  useEffect(() => {
    desk.start();
    return () => desk.stop();
  }, [desk]);
  return (
    <DeskContext value={desk}>
      <Frame />
    </DeskContext>
  );
}

/** What surrounds every page. */
function Frame() {
  const [theme, toggleTheme] = useTheme();
  const needsToken = useDeskState((state) => state.needsToken);
  const route = useRoute();
  const [main, setMain] = useState<HTMLElement | null>(null);
  useEffect(() => {
    document.title = `${PAGES.find(({ name }) => name === route.page)?.label ?? ''} · Tapereader`;
    main?.scrollTo(0, 0);
  }, [route.page, main]);

  if (needsToken) return <TokenForm />;
  return (
    <div className="app">
      <button type="button" className="skip-link" onClick={() => main?.focus()}>
        Skip to the page
      </button>
      <TopBar theme={theme} onToggleTheme={toggleTheme} />
      <Navigation chosen={route.page} />
      <main ref={setMain} className="page-body" tabIndex={-1}>
        {PAGE[route.page](route, theme)}
      </main>
      <footer className="foot">
        <span>
          Not investment advice.<span className="if-room"> Times are UTC.</span>
        </span>
        <a href="/api/docs">API</a>
        <a href="https://www.tradingview.com/" rel="noreferrer" target="_blank">
          Charts by TradingView Lightweight Charts™
        </a>
      </footer>
    </div>
  );
}

const PAGE: Readonly<Record<PageName, (route: Route, theme: Theme) => React.ReactNode>> = {
  market: ({ detail }, theme) => <MarketPage chosen={detail} theme={theme} />,
  decisions: () => <DecisionsPage />,
  portfolio: () => <PortfolioPage />,
  emergency: () => <EmergencyPage />,
  operations: () => <OperationsPage />,
};
