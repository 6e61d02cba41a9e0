import type { AssetClass } from '@tape/market';
import {
  type CampaignMetrics,
  type CampaignPosition,
  type CampaignState,
  CLASSIC_RISK,
  amount,
  campaignMetrics,
  decimalText,
  quoteToAccount,
  unrealisedPnl,
} from '@tape/risk-rules';
import type { Sql } from '../database/sql.js';

/** The columns of a campaign that its figures rest on. */
export interface CampaignRow {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly direction: 'LONG' | 'SHORT';
  readonly state: CampaignState;
  readonly guard_price: string;
}

interface PositionRow extends Omit<CampaignPosition, 'closedAtMs' | 'unrealisedPnl'> {
  readonly campaignId: string;
  readonly symbol: string;
  readonly closedAt: Date | null;
  readonly assetClass: AssetClass | null;
  readonly contractSize: string | null;
}

const POSITIONS = `
  select p.campaign_id as "campaignId", p.symbol, p.direction, p.quantity, p.entry_price as "entryPrice",
         p.initial_risk as "initialRisk", p.realised_pnl as "realisedPnl", p.fees, p.closed_at as "closedAt",
         i.asset_class as "assetClass", i.contract_size as "contractSize"
    from positions p left join instruments i on i.symbol = p.symbol
   where p.campaign_id = any($1::text[])`;

const HELD = `
  select campaign_id as "campaignId", sum(risk_amount)::text as risk from reservations
   where status = 'HELD' and campaign_id = any($1::text[]) group by campaign_id`;

const LAST_CLOSES = `
  select c.id, b.close from campaigns c
   cross join lateral (select close from bars where symbol = c.symbol and timeframe = c.timeframe
                        order by open_time desc limit 1) b
   where c.id = any($1::text[])`;

/** Health and figures of these campaigns as the tables stand now, by campaign id. */
export async function readCampaignMetrics(
  sql: Sql,
  campaigns: readonly CampaignRow[],
): Promise<ReadonlyMap<string, CampaignMetrics>> {
  if (campaigns.length === 0) return new Map();
  const ids = [campaigns.map(({ id }) => id)];
  const [positions, held, closes, accounts] = await Promise.all([
    sql.query<PositionRow>(POSITIONS, ids),
    sql.query<{ campaignId: string; risk: string }>(HELD, ids),
    sql.query<{ id: string; close: string }>(LAST_CLOSES, ids),
    sql.query<{ equity: string }>('select equity from portfolios order by id limit 1'),
  ]);
  const heldOf = new Map(held.map(({ campaignId, risk }) => [campaignId, risk]));
  const closeOf = new Map(closes.map(({ id, close }) => [id, close]));
  const positionsOf = Map.groupBy(positions, ({ campaignId }) => campaignId);
  return new Map(
    campaigns.map(({ id, state, direction, guard_price: guardPrice }) => {
      const lastClose = closeOf.get(id) ?? null;
      const metrics = campaignMetrics({
        campaign: { state, direction, guardPrice },
        positions: (positionsOf.get(id) ?? []).map((row) => positionAt(row, lastClose)),
        heldRisk: heldOf.get(id) ?? '0',
        equity: accounts[0]?.equity ?? '0',
        lastClose,
      });
      return [id, metrics];
    }),
  );
}

function positionAt(row: PositionRow, lastClose: string | null): CampaignPosition {
  const { closedAt, ...position } = row;
  const isOpen = closedAt === null;
  return {
    ...position,
    closedAtMs: closedAt?.getTime() ?? null,
    unrealisedPnl: isOpen && lastClose !== null ? worthAt(row, lastClose) : null,
  };
}

/** Null where no rate is known for the quote currency: a made-up value would be worse than none. */
function worthAt(row: PositionRow, close: string): string | null {
  if (row.assetClass === null || row.contractSize === null) return null;
  const quoted = { symbol: row.symbol, assetClass: row.assetClass };
  const rate = quoteToAccount(quoted, amount(close), CLASSIC_RISK.accountCurrency, {});
  if (rate === null) return null;
  const { direction, quantity, entryPrice, contractSize } = row;
  const marked = { direction, quantity, entryPrice, markPrice: close, contractSize, quoteRate: decimalText(rate) };
  return decimalText(unrealisedPnl(marked));
}
