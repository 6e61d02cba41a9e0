import type { Portfolio } from '../api/wire-portfolio.js';
import { count, price, signedMoney, signedPercent } from '../format/number.js';
import { Figures, type Figure } from '../layout/figures.js';

/** Money in and out of the account, and how far it is from its peak. */
export function AccountFigures({ portfolio }: { readonly portfolio: Portfolio }) {
  const { account, day, drawdown } = portfolio;
  if (account === null) return null;
  const gain = Number(account.equity) - Number(account.initial_equity);
  const losers = portfolio.closed_positions - portfolio.winners;
  const figures: readonly Figure[] = [
    { name: 'Equity', value: price(account.equity), note: `began with ${price(account.initial_equity)}` },
    {
      name: 'Profit since',
      value: signedMoney(String(gain)),
      note: signedPercent((gain / Number(account.initial_equity)) * 100),
      tone: toneOf(gain),
    },
    { name: 'Today', value: signedMoney(day.pnl), note: signedPercent(Number(day.pnl_percent)), tone: toneOf(day.pnl) },
    {
      name: 'Open',
      value: signedMoney(portfolio.unrealised_pnl),
      note: 'at the last close',
      tone: toneOf(portfolio.unrealised_pnl),
    },
    {
      name: 'Realised',
      value: signedMoney(portfolio.realised_pnl),
      note: `fees ${price(portfolio.fees)}`,
      tone: toneOf(portfolio.realised_pnl),
    },
    {
      name: 'Won of closed',
      value: `${count(portfolio.winners)} of ${count(portfolio.closed_positions)}`,
      note: `${count(losers)} not won`,
    },
    { name: 'At risk', value: price(portfolio.open_risk), note: `reserved ${price(portfolio.reserved_risk)}` },
    {
      name: 'Gross exposure',
      value: price(portfolio.gross_exposure),
      note: `net ${signedMoney(portfolio.net_exposure)}`,
    },
    {
      name: 'Below the peak',
      value: `${Number(drawdown.percent).toFixed(2)} %`,
      note: `halts at ${drawdown.limit_percent} %`,
    },
  ];
  return <Figures figures={figures} />;
}

function toneOf(value: string | number): 'up' | 'down' | undefined {
  const number = Number(value);
  return number > 0 ? 'up' : number < 0 ? 'down' : undefined;
}
