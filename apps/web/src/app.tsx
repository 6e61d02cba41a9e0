import { lazy, Suspense, useEffect, useMemo, useState, type ComponentType, type LazyExoticComponent } from 'react';
import { session } from './api/session.js';
import { Desk } from './desk/desk.js';
import { DeskContext } from './desk/use-desk.js';
import { Navigation } from './layout/navigation.js';
import { Notice } from './layout/notice.js';
import { PageBoundary } from './layout/page-boundary.js';
import { PAGES, useRoute, type PageName } from './layout/route.js';
import { useTheme, type Theme } from './layout/theme.js';
import { SignInForm } from './session/sign-in-form.js';
import { useSession } from './session/use-session.js';
import { TopBar } from './top-bar/top-bar.js';

const FEED_URL = `${window.location.origin.replace(/^http/, 'ws')}/ws`;

/** What every page is given: the part of the address that is its own, and the theme for what draws by itself. */
export interface PageProps {
  readonly detail: string | null;
  readonly theme: Theme;
}

/** Each page is fetched when it is first opened. */
const PAGE: Readonly<Record<PageName, LazyExoticComponent<ComponentType<PageProps>>>> = {
  market: lazy(async () => ({ default: (await import('./page/market-page.js')).MarketPage })),
  decisions: lazy(async () => ({ default: (await import('./page/decisions-page.js')).DecisionsPage })),
  portfolio: lazy(async () => ({ default: (await import('./page/portfolio-page.js')).PortfolioPage })),
  emergency: lazy(async () => ({ default: (await import('./page/emergency-page.js')).EmergencyPage })),
  backtests: lazy(async () => ({ default: (await import('./page/backtests-page.js')).BacktestsPage })),
  experiments: lazy(async () => ({ default: (await import('./page/experiments-page.js')).ExperimentsPage })),
  operations: lazy(async () => ({ default: (await import('./page/operations-page.js')).OperationsPage })),
  data: lazy(async () => ({ default: (await import('./page/data-page.js')).DataPage })),
  settings: lazy(async () => ({ default: (await import('./page/settings-page.js')).SettingsPage })),
};

export function App() {
  const [theme, toggleTheme] = useTheme();
  const state = useSession();
  useEffect(() => void session.open(), []);
  if (state.kind === 'opening') {
    return (
      <main className="sign-in-page">
        <Notice kind="loading">{state.said ?? 'Opening…'}</Notice>
      </main>
    );
  }
  if (state.kind === 'out') return <SignInForm said={state.said} />;
  // Another user begins with a desk of their own.
  return <LiveDesk key={state.user.id} theme={theme} onToggleTheme={toggleTheme} />;
}

interface FrameProps {
  readonly theme: Theme;
  readonly onToggleTheme: () => void;
}

function LiveDesk(props: FrameProps) {
  const desk = useMemo(() => new Desk(FEED_URL), []);
  useEffect(() => {
    desk.start();
    return () => desk.stop();
  }, [desk]);
  return (
    <DeskContext value={desk}>
      <Frame {...props} />
    </DeskContext>
  );
}

/** What surrounds every page. */
function Frame({ theme, onToggleTheme }: FrameProps) {
  const { page, detail } = useRoute();
  const [main, setMain] = useState<HTMLElement | null>(null);
  useEffect(() => {
    document.title = `${PAGES.find(({ name }) => name === page)?.label ?? ''} · Tapereader`;
    main?.scrollTo(0, 0);
  }, [page, main]);
  const Shown = PAGE[page];
  return (
    <div className="app">
      <button type="button" className="skip-link" onClick={() => main?.focus()}>
        Skip to the page
      </button>
      <TopBar theme={theme} onToggleTheme={onToggleTheme} />
      <Navigation chosen={page} />
      <main ref={setMain} className="page-body" tabIndex={-1}>
        <PageBoundary key={page}>
          <Suspense fallback={<Notice kind="loading">Opening the page…</Notice>}>
            <Shown detail={detail} theme={theme} />
          </Suspense>
        </PageBoundary>
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
