import { Amount, amount, capUses, CLASSIC_RISK, decimalText, exposureGroups, percentOf } from '@tape/risk-rules';
import type { Sql } from '../database/sql.js';
import { objectToWire } from '../wire/to-wire.js';
import { readHoldings, type AccountHoldings } from './held-money.js';

const ACCOUNT = `
  select id, trim_scale(initial_equity)::text as initial_equity, trim_scale(equity)::text as equity,
         trim_scale(peak_equity)::text as peak_equity, trading_state, state_reason, state_revision, trading_day, zone,
         trim_scale(day_start_equity)::text as day_start_equity, marked_at from portfolios order by id limit 1`;

const CLOSED = `
  select coalesce(sum(realised_pnl), 0) as realised_pnl, coalesce(sum(fees), 0) as fees,
         count(*) filter (where closed_at is not null)::int as closed_positions,
         count(*) filter (where closed_at is not null and realised_pnl > 0)::int as winners
    from positions`;

interface AccountRow {
  readonly equity: string;
  readonly initial_equity: string;
  readonly peak_equity: string;
  readonly day_start_equity: string | null;
  readonly trading_day: string | null;
  readonly [column: string]: unknown;
}

const NOTHING = new Amount(0);

/**
 * The account as its tables say: how full every cap is, what is held by symbol, campaign, sector and currency, the day's result and
 * the distance from the peak. The sums are the risk rules' own, so that what is shown is what the next candidate is judged on.
 */
export async function readPortfolio(sql: Sql): Promise<object> {
  const [accounts, holdings, closed] = await Promise.all([
    sql.query<AccountRow>(ACCOUNT),
    readHoldings(sql),
    sql.query<object>(CLOSED),
  ]);
  const account = accounts[0];
  const equity = account?.equity ?? '0';
  const groups = exposureGroups(holdings.held, equity);
  const day = resultOf(account?.day_start_equity ?? equity, equity);
  const drawdown = lossOf(account?.peak_equity ?? equity, equity);
  return {
    account: account === undefined ? null : objectToWire(account),
    ...objectToWire({ ...totalsOf(holdings), ...closed[0] }),
    heat_pct: percent(
      sumOf(holdings, () => true),
      amount(equity),
    ),
    drawdown_pct: drawdown.percent,
    day_pnl_pct: day.percent,
    ...objectToWire({
      caps: capUses(holdings.held, equity),
      exposure: groups,
      day: {
        tradingDay: account?.trading_day ?? null,
        startEquity: account?.day_start_equity ?? null,
        pnl: day.amount,
        pnlPercent: String(day.percent),
        lossLimitPercent: CLASSIC_RISK.dailyLossPercent,
      },
      drawdown: {
        peakEquity: account?.peak_equity ?? null,
        amount: drawdown.amount,
        percent: String(drawdown.percent),
        limitPercent: CLASSIC_RISK.maxDrawdownPercent,
      },
      marks: holdings.marks.map(({ symbol, timeframe, close, openTimeMs }) => ({
        symbol,
        timeframe,
        price: close,
        barTimeMs: openTimeMs,
      })),
    }),
  };
}

function totalsOf(holdings: AccountHoldings): object {
  const valueOf = (direction: 'LONG' | 'SHORT'): Amount =>
    holdings.held
      .filter((item) => item.isOpen && item.direction === direction)
      .reduce((sum, item) => sum.plus(amount(item.value)), NOTHING);
  const long = valueOf('LONG');
  const short = valueOf('SHORT');
  return {
    open_positions: holdings.openPositions,
    open_reservations: holdings.openReservations,
    open_risk: decimalText(sumOf(holdings, (item) => item.isOpen)),
    reserved_risk: decimalText(sumOf(holdings, (item) => !item.isOpen)),
    gross_exposure: decimalText(long.plus(short)),
    net_exposure: decimalText(long.minus(short)),
    unrealised_pnl: decimalText(holdings.unrealisedPnl),
  };
}

function sumOf({ held }: AccountHoldings, keep: (item: AccountHoldings['held'][number]) => boolean): Amount {
  return held.filter(keep).reduce((sum, item) => sum.plus(amount(item.riskAmount)), NOTHING);
}

function resultOf(from: string, to: string): { readonly amount: string; readonly percent: number } {
  const gained = amount(to).minus(amount(from));
  return { amount: decimalText(gained), percent: percent(gained, amount(from)) };
}

/** How far below; nothing while above. */
function lossOf(from: string, to: string): { readonly amount: string; readonly percent: number } {
  const { amount: gained } = resultOf(from, to);
  const lost = Amount.max(0, amount(gained).negated());
  return { amount: decimalText(lost), percent: percent(lost, amount(from)) };
}

/** For display only, to two places. */
function percent(part: Amount, whole: Amount): number {
  return whole.greaterThan(0) ? percentOf(part, whole).toDecimalPlaces(2).toNumber() : 0;
}
