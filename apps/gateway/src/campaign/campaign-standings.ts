import type { AssetClass } from '@tape/market';
import { RateReader, readSeriesMarks } from '@tape/persistence';
import {
  type CampaignMetrics,
  type CampaignPosition,
  type CampaignState,
  type RateSource,
  BAR_RATE_DELAY_MS,
  CLASSIC_RISK,
  amount,
  campaignMetrics,
  decimalText,
  quoteToAccount,
  ratesFrom,
  unrealisedPnl,
} from '@tape/risk-rules';
import { runnerOf, type Sql } from '../database/sql.js';

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
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly assetClass: AssetClass | null;
  readonly contractSize: string | null;
}

const POSITIONS = `
  select p.campaign_id as "campaignId", p.symbol, p.direction, p.quantity, p.entry_price as "entryPrice",
         p.initial_risk as "initialRisk", p.realised_pnl as "realisedPnl", p.fees, p.opened_at as "openedAt", p.closed_at as "closedAt",
         i.asset_class as "assetClass", i.contract_size as "contractSize"
    from positions p left join instruments i on i.symbol = p.symbol
   where p.campaign_id = any($1::text[])`;

const HELD = `
  select campaign_id as "campaignId", sum(risk_amount)::text as risk from reservations
   where status = 'HELD' and campaign_id = any($1::text[]) group by campaign_id`;

/** Health and figures of these campaigns as the tables stand now, by campaign id. */
export async function readCampaignMetrics(
  sql: Sql,
  campaigns: readonly CampaignRow[],
): Promise<ReadonlyMap<string, CampaignMetrics>> {
  if (campaigns.length === 0) return new Map();
  const ids = [campaigns.map(({ id }) => id)];
  const runner = runnerOf(sql);
  const [positions, held, marks, accounts] = await Promise.all([
    sql.query<PositionRow>(POSITIONS, ids),
    sql.query<{ campaignId: string; risk: string }>(HELD, ids),
    // What risk marks by: later bars are stored, but have not happened to the account.
    readSeriesMarks(runner, campaigns),
    sql.query<{ equity: string }>('select equity from portfolios order by id limit 1'),
  ]);
  const heldOf = new Map(held.map(({ campaignId, risk }) => [campaignId, risk]));
  const closeOf = new Map(marks.map((mark) => [seriesOf(mark), mark.close]));
  const rates = new RateReader(runner, BAR_RATE_DELAY_MS);
  const positionsOf = Map.groupBy(positions, ({ campaignId }) => campaignId);
  const standings = campaigns.map(async (campaign): Promise<[string, CampaignMetrics]> => {
    const { id, state, direction, guard_price: guardPrice } = campaign;
    const lastClose = closeOf.get(seriesOf(campaign)) ?? null;
    const metrics = campaignMetrics({
      campaign: { state, direction, guardPrice },
      positions: await Promise.all((positionsOf.get(id) ?? []).map((row) => positionAt(row, lastClose, rates))),
      heldRisk: heldOf.get(id) ?? '0',
      equity: accounts[0]?.equity ?? '0',
      lastClose,
    });
    return [id, metrics];
  });
  return new Map(await Promise.all(standings));
}

function seriesOf({ symbol, timeframe }: Pick<CampaignRow, 'symbol' | 'timeframe'>): string {
  return `${timeframe} ${symbol}`;
}

async function positionAt(row: PositionRow, lastClose: string | null, rates: RateSource): Promise<CampaignPosition> {
  const { openedAt: _, closedAt, ...position } = row;
  const isOpen = closedAt === null;
  return {
    ...position,
    closedAtMs: closedAt?.getTime() ?? null,
    unrealisedPnl: isOpen && lastClose !== null ? await worthAt(row, lastClose, rates) : null,
  };
}

/** As risk values it, at the rates of its opening. Null where nobody knows one: a made-up value would be worse than none. */
async function worthAt(row: PositionRow, close: string, source: RateSource): Promise<string | null> {
  if (row.assetClass === null || row.contractSize === null) return null;
  const quoted = { symbol: row.symbol, assetClass: row.assetClass };
  const { accountCurrency } = CLASSIC_RISK;
  const rates = await ratesFrom(source, quoted, { accountCurrency, atMs: row.openedAt.getTime() });
  const rate = quoteToAccount(quoted, amount(close), accountCurrency, rates);
  if (rate === null) return null;
  const { direction, quantity, entryPrice, contractSize } = row;
  const marked = { direction, quantity, entryPrice, markPrice: close, contractSize, quoteRate: decimalText(rate) };
  return decimalText(unrealisedPnl(marked));
}
