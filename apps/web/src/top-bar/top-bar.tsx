import type { FeedState } from '../api/feed.js';
import { useDeskState } from '../desk/use-desk.js';
import { price, signedMoney, signedPercent } from '../format/number.js';
import { SimulatedBadge } from '../layout/badge.js';
import { SessionMenu } from '../session/session-menu.js';
import type { Theme } from '../layout/theme.js';

interface Props {
  readonly theme: Theme;
  readonly onToggleTheme: () => void;
}

const CONNECTION: Readonly<Record<FeedState, { readonly word: string; readonly tone: string; readonly help: string }>> =
  {
    connecting: { word: 'Connecting', tone: 'warn', help: 'Waiting for the gateway.' },
    live: { word: 'Live', tone: 'up', help: 'Everything that happens is shown as it happens.' },
    reconnecting: {
      word: 'Reconnecting',
      tone: 'down',
      help: 'The connection is lost. The page tries again by itself and then shows what it missed.',
    },
  };

/** Name, connection, whether this is a real market, and how the account stands. */
export function TopBar({ theme, onToggleTheme }: Props) {
  const connection = CONNECTION[useDeskState((state) => state.connection)];
  const status = useDeskState((state) => state.status.value);
  const portfolio = useDeskState((state) => state.portfolio.value);
  const state = status?.trading_state;
  const simulated = useDeskState((desk) => desk.series.value?.some((series) => series.simulated) ?? false);
  return (
    <header className="top-bar">
      <p className="brand">
        <img src="/icon.svg" alt="" width="20" height="20" /> Tapereader
      </p>
      <span className="connection" role="status" title={connection.help}>
        <span className={`dot dot-${connection.tone}`} />
        {connection.word}
      </span>
      {simulated && <SimulatedBadge />}
      {state !== undefined && (
        <a className={`trading-state state-${state.toLowerCase()}`} href="#/emergency" title={stateHelp(state)}>
          {state === 'ACTIVE' ? 'Trading active' : state === 'REDUCING' ? 'Exits only' : 'Trading halted'}
        </a>
      )}
      {portfolio?.account != null && (
        <dl className="account num">
          <Figure name="Equity">{price(portfolio.account.equity)}</Figure>
          <Figure name="Open">{signedMoney(portfolio.unrealised_pnl)}</Figure>
          <Figure name="Realised">{signedMoney(portfolio.realised_pnl)}</Figure>
          <Figure name="Heat">{portfolio.heat_pct.toFixed(1)} %</Figure>
          <Figure name="Drawdown">{portfolio.drawdown_pct.toFixed(1)} %</Figure>
          <Figure name="Day">{signedPercent(portfolio.day_pnl_pct)}</Figure>
        </dl>
      )}
      <SessionMenu />
      <button type="button" className="button theme" onClick={onToggleTheme}>
        {theme === 'dark' ? 'Light' : 'Dark'}
        <span className="sr-only"> theme</span>
      </button>
    </header>
  );
}

function Figure({ name, children }: { readonly name: string; readonly children: string | readonly string[] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function stateHelp(state: string): string {
  if (state === 'ACTIVE') return 'Signals may be traded.';
  return state === 'REDUCING' ? 'Only exits are traded.' : 'Nothing is traded until somebody lets it, with a note.';
}
