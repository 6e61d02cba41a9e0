import type { Campaign, CampaignHealth } from '../api/wire-portfolio.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { decimalsOf, price, signedMoney } from '../format/number.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { DirectionMark, StatusChip } from '../layout/badge.js';
import { ListState } from '../layout/list-state.js';
import { Meter } from '../layout/meter.js';
import { Panel } from '../layout/panel.js';
import { VirtualTable } from '../layout/virtual-table.js';

const TONE: Readonly<Record<CampaignHealth, string>> = {
  WAITING: 'info',
  WINNING: 'good',
  LOSING: 'bad',
  ENDANGERED: 'bad',
  LEAVING: 'warn',
  ENDED: 'quiet',
};

/** Everything that was built in one range: how it stands, what it may still risk, what it brought. */
export function CampaignTable() {
  const list = usePagedList<Campaign>('campaigns', {
    keyOf: ({ id }) => id,
    on: ['campaign', 'position', 'emergency_exit_triggered'],
  });
  return (
    <Panel title="Campaigns" area="wide" tall>
      <ListState of={list} onRetry={list.reload} empty="No campaign yet. It begins with the first signal of a range.">
        {(campaigns) => (
          <VirtualTable
            label="Campaigns"
            rows={campaigns}
            keyOf={({ id }) => id}
            onEnd={list.more}
            columns={[
              {
                name: 'Campaign',
                width: '1.4fr',
                cell: ({ id, symbol, timeframe }) => (
                  <span title={id}>
                    <strong>{symbol}</strong> <span className="timeframe">{timeframe}</span>
                  </span>
                ),
              },
              { name: 'Side', width: '70px', cell: ({ direction }) => <DirectionMark direction={direction} /> },
              { name: 'State', width: '96px', cell: ({ state }) => <StatusChip status={state} /> },
              {
                name: 'Health',
                width: '96px',
                cell: ({ metrics: { health } }) => (
                  <span className={`chip chip-${TONE[health]}`}>{health.toLowerCase()}</span>
                ),
              },
              { name: 'Risk of budget', width: '1.4fr', cell: (row) => <Budget campaign={row} /> },
              {
                name: 'Guard',
                width: '1fr',
                right: true,
                cell: ({ guard_kind: kind, guard_price: at }) => (
                  <span title={kind === null ? '' : words(kind)}>{price(at, decimalsOf(at))}</span>
                ),
              },
              {
                name: 'Distance',
                width: '80px',
                right: true,
                cell: ({ metrics, ended_at: ended }) =>
                  ended !== null || metrics.guard_distance_percent === null
                    ? '–'
                    : `${metrics.guard_distance_percent} %`,
              },
              { name: 'Open', width: '1fr', right: true, cell: ({ metrics }) => signedMoney(metrics.unrealised_pnl) },
              { name: 'Realised', width: '1fr', right: true, cell: ({ metrics }) => signedMoney(metrics.realised_pnl) },
              { name: 'R', width: '60px', right: true, cell: ({ metrics }) => price(metrics.realised_r) },
              { name: 'Opened', width: '130px', cell: ({ opened_at: at, timeframe }) => barTime(at, timeframe) },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}

function Budget({ campaign: { id, metrics } }: { readonly campaign: Campaign }) {
  const percent = Number(metrics.risk_used_percent);
  const tone = percent >= 100 ? 'bad' : percent >= 80 ? 'warn' : 'good';
  return (
    <span className="budget" title={`${price(metrics.risk_used)} of ${price(metrics.risk_budget)}`}>
      <Meter label={`Risk used by ${id}`} percent={percent} tone={tone} />
      <span className="num">{metrics.risk_used_percent} %</span>
    </span>
  );
}
