import type { PageProps } from '../app.js';
import { useDesk, useDeskState } from '../desk/use-desk.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { AccountFigures } from '../portfolio/account-figures.js';
import { CampaignTable } from '../portfolio/campaign-table.js';
import { CapBars } from '../portfolio/cap-bars.js';
import { ClosedPositions } from '../portfolio/closed-positions.js';
import { EquityPanel } from '../portfolio/equity-panel.js';
import { ExposurePanel } from '../portfolio/exposure-panel.js';
import { ManualEntry } from '../portfolio/manual-entry.js';
import { OpenPositions } from '../portfolio/open-positions.js';
import { PnlPanel } from '../portfolio/pnl-panel.js';

/** What is held and how much more may be. */
export function PortfolioPage({ theme }: PageProps) {
  const desk = useDesk();
  const portfolio = useDeskState((state) => state.portfolio);
  const retry = () => desk.retry('portfolio');
  return (
    <div className="page">
      <h1 className="sr-only">Portfolio</h1>
      <Panel title="Account" area="wide">
        <ListState
          of={portfolio}
          onRetry={retry}
          isEmpty={({ account }) => account === null}
          empty="No account yet. It opens with the first bar that risk sees."
        >
          {(value) => <AccountFigures portfolio={value} />}
        </ListState>
      </Panel>
      <EquityPanel theme={theme} />
      <Panel title="Heat and caps">
        <ListState
          of={portfolio}
          onRetry={retry}
          isEmpty={({ caps }) => caps.length === 0}
          empty="Nothing counts against a cap: nothing is held and nothing is reserved."
        >
          {({ caps }) => <CapBars caps={caps} />}
        </ListState>
      </Panel>
      <ExposurePanel portfolio={portfolio} onRetry={retry} />
      <OpenPositions />
      <ManualEntry />
      <PnlPanel />
      <CampaignTable />
      <ClosedPositions />
    </div>
  );
}
