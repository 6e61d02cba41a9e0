import { useState } from 'react';
import type { Campaign, Position } from '../api/wire-portfolio.js';
import type { Loaded } from '../desk/desk-state.js';
import { useDesk, useDeskState } from '../desk/use-desk.js';
import { decimalsOf, price, signedMoney } from '../format/number.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { DirectionMark, StatusChip } from '../layout/badge.js';
import { Notice } from '../layout/notice.js';
import { Tabs } from '../layout/tabs.js';

/** What is held, and what it belongs to. */
export function TradingPanel() {
  const desk = useDesk();
  const [tab, setTab] = useState<'positions' | 'campaigns'>('positions');
  const positions = useDeskState((state) => state.positions);
  const campaigns = useDeskState((state) => state.campaigns);
  const list: Loaded<readonly unknown[]> = tab === 'positions' ? positions : campaigns;
  const open = positions.value?.filter((position) => position.closed_at === null).length;
  return (
    <section className="panel trading" aria-label="Trading">
      <Tabs
        label="Trading"
        tabs={[
          { name: 'positions', label: 'Positions', count: open },
          {
            name: 'campaigns',
            label: 'Campaigns',
            count: campaigns.value?.filter((each) => each.ended_at === null).length,
          },
        ]}
        chosen={tab}
        onChoose={setTab}
      >
        {list.value === undefined && list.error === undefined && <Notice kind="loading">Loading…</Notice>}
        {list.value === undefined && list.error !== undefined && (
          <Notice kind="error" onRetry={() => desk.retry(tab)}>
            {list.error}
          </Notice>
        )}
        {list.value?.length === 0 && (
          <Notice kind="empty">
            {tab === 'positions'
              ? 'Nothing held. A signal is filled at the open of the bar after it.'
              : 'No campaign yet. It begins with the first signal of a range.'}
          </Notice>
        )}
        {tab === 'positions' && positions.value !== undefined && positions.value.length > 0 && (
          <Positions positions={positions.value} />
        )}
        {tab === 'campaigns' && campaigns.value !== undefined && campaigns.value.length > 0 && (
          <Campaigns campaigns={campaigns.value} />
        )}
      </Tabs>
    </section>
  );
}

function Positions({ positions }: { positions: readonly Position[] }) {
  return (
    <table className="grid">
      <thead>
        <tr>
          <th scope="col">Series</th>
          <th scope="col">Side</th>
          <th scope="col" className="right">
            Quantity
          </th>
          <th scope="col" className="right">
            Entry
          </th>
          <th scope="col" className="right">
            Stop
          </th>
          <th scope="col" className="right">
            Exit
          </th>
          <th scope="col" className="right">
            Result
          </th>
          <th scope="col" className="right">
            R
          </th>
          <th scope="col">Opened</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {positions.map((position) => {
          const decimals = Math.min(4, decimalsOf(position.entry_price, position.stop));
          return (
            <tr key={position.id}>
              <th scope="row">
                {position.symbol} <span className="timeframe">{position.timeframe}</span>
              </th>
              <td>
                <DirectionMark direction={position.direction} />
              </td>
              <td className="right num">{shortQuantity(position)}</td>
              <td className="right num">{price(position.entry_price, decimals)}</td>
              <td className="right num">{price(position.stop, decimals)}</td>
              <td className="right num">{price(position.exit_price, decimals)}</td>
              <td className={`right num ${position.realised_pnl.startsWith('-') ? 'down' : 'up'}`}>
                {position.closed_at === null ? <span className="muted">open</span> : signedMoney(position.realised_pnl)}
              </td>
              <td className="right num">{price(position.r_multiple)}</td>
              <td className="num">{barTime(position.opened_at, position.timeframe)}</td>
              <td>
                {position.closed_at === null ? (
                  <StatusChip status="ACTIVE" />
                ) : (
                  <span className="muted">{words(position.exit_reason ?? 'closed')}</span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Campaigns({ campaigns }: { campaigns: readonly Campaign[] }) {
  return (
    <table className="grid">
      <thead>
        <tr>
          <th scope="col">Campaign</th>
          <th scope="col">Side</th>
          <th scope="col">State</th>
          <th scope="col">Guard</th>
          <th scope="col" className="right">
            At
          </th>
          <th scope="col">Opened</th>
          <th scope="col">Ended</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {campaigns.map((campaign) => (
          <tr key={campaign.id}>
            <th scope="row">
              {campaign.symbol} <span className="timeframe">{campaign.timeframe}</span>
            </th>
            <td>
              <DirectionMark direction={campaign.direction} />
            </td>
            <td>
              <StatusChip status={campaign.state} />
            </td>
            <td>{campaign.guard_kind === null ? '–' : words(campaign.guard_kind)}</td>
            <td className="right num">{price(campaign.guard_price, decimalsOf(campaign.guard_price))}</td>
            <td className="num">{barTime(campaign.opened_at, campaign.timeframe)}</td>
            <td className="num">{barTime(campaign.ended_at, campaign.timeframe)}</td>
            <td className="muted">{campaign.reason === null ? '' : words(campaign.reason)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is held, or what was held; fractions beyond two places are of no use to the eye. */
function shortQuantity(position: Position): string {
  const text = position.closed_at === null ? position.quantity : position.initial_quantity;
  return Number(text).toLocaleString('en-US', { maximumFractionDigits: 2 });
}
