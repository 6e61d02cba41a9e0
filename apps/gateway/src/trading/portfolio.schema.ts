import { tradingState } from '@tape/contracts';

export const COUNT = { type: 'integer', minimum: 0 };
export const MONEY = { type: 'string', pattern: String.raw`^-?\d+(\.\d+)?$`, description: 'Account currency.' };
const PERCENT = { type: 'string', pattern: String.raw`^-?\d+(\.\d+)?$` };
const SHOWN_PERCENT = { type: 'number', description: 'For display: to two places.' };
export const INSTANT = { type: 'string', format: 'date-time' };

export function object(properties: Record<string, object>): object {
  return { type: 'object', required: Object.keys(properties), properties, additionalProperties: false };
}

export function orNull(schema: object): object {
  return { ...schema, nullable: true };
}

const CAP_USE = object({
  cap: {
    type: 'string',
    enum: ['PORTFOLIO_HEAT', 'TRADE_RISK', 'CAMPAIGN_RISK', 'CAMPAIGN_POSITIONS', 'SECTOR_RISK', 'CURRENCY_RISK'],
  },
  name: orNull({ type: 'string', description: 'Symbol, campaign, sector or currency; null for the whole portfolio.' }),
  used: orNull({ ...PERCENT, description: 'Percent of equity, or positions; null while there is no equity.' }),
  limit: PERCENT,
  unit: { type: 'string', enum: ['%', 'positions'] },
  used_of_limit_percent: orNull(PERCENT),
  state: { type: 'string', enum: ['OK', 'WARN', 'FULL'], description: 'WARN from 80 % of the limit.' },
});

const GROUP = object({
  name: { type: 'string' },
  risk: MONEY,
  risk_percent: orNull(PERCENT),
  long: MONEY,
  short: MONEY,
  net: MONEY,
  gross: MONEY,
  positions: COUNT,
  reservations: COUNT,
});
const GROUPS = { type: 'array', items: GROUP };

/** What `GET portfolio` answers. */
export const PORTFOLIO_SCHEMA = object({
  account: orNull(
    object({
      id: { type: 'string' },
      initial_equity: MONEY,
      equity: MONEY,
      peak_equity: MONEY,
      trading_state: { type: 'string', enum: tradingState.options },
      state_reason: orNull({ type: 'string' }),
      state_revision: COUNT,
      trading_day: orNull({ type: 'string', format: 'date' }),
      zone: { type: 'string', description: 'Where its days begin and end, IANA name.' },
      day_start_equity: orNull(MONEY),
      marked_at: orNull(INSTANT),
    }),
  ),
  open_positions: COUNT,
  open_reservations: COUNT,
  open_risk: MONEY,
  reserved_risk: MONEY,
  gross_exposure: MONEY,
  net_exposure: MONEY,
  unrealised_pnl: MONEY,
  realised_pnl: MONEY,
  fees: MONEY,
  closed_positions: COUNT,
  winners: COUNT,
  heat_pct: SHOWN_PERCENT,
  drawdown_pct: SHOWN_PERCENT,
  day_pnl_pct: SHOWN_PERCENT,
  caps: { type: 'array', items: CAP_USE, description: 'Every cap that something counts against, heat first.' },
  exposure: object({ symbols: GROUPS, campaigns: GROUPS, sectors: GROUPS, currencies: GROUPS }),
  day: object({
    trading_day: orNull({ type: 'string', format: 'date' }),
    start_equity: orNull(MONEY),
    pnl: MONEY,
    pnl_percent: PERCENT,
    loss_limit_percent: object({ STOCK: PERCENT, CRYPTO: PERCENT, FOREX: PERCENT }),
  }),
  drawdown: object({ peak_equity: orNull(MONEY), amount: MONEY, percent: PERCENT, limit_percent: PERCENT }),
  marks: {
    type: 'array',
    description: 'The bars that open positions are valued at.',
    items: object({ symbol: { type: 'string' }, timeframe: { type: 'string' }, price: MONEY, bar_time: INSTANT }),
  },
});
