import { PNL_GROUPS } from './pnl-view.js';
import { COUNT, INSTANT, MONEY, object, orNull } from './portfolio.schema.js';

/** What `GET portfolio/pnl` answers. */
export const PNL_SCHEMA = object({
  by: { type: 'string', enum: PNL_GROUPS },
  groups: {
    type: 'array',
    description: 'Most recently traded first.',
    items: object({
      name: { type: 'string', description: 'Position, campaign, strategy or symbol; `account` for all of it.' },
      pnl: MONEY,
      realised_pnl: { ...MONEY, description: 'Net of all fees paid so far, account currency.' },
      unrealised_pnl: MONEY,
      fees: MONEY,
      open_positions: COUNT,
      closed_positions: COUNT,
      winners: COUNT,
      r_multiple: orNull({ ...MONEY, description: 'Sum over closed positions; null without one.' }),
      last_traded: INSTANT,
    }),
  },
});

/** What `GET portfolio/equity` answers. */
export const EQUITY_SCHEMA = object({
  points: {
    type: 'array',
    description: 'Oldest first; gaps where execution did not run.',
    items: object({
      at: INSTANT,
      equity: MONEY,
      realised_pnl: MONEY,
      unrealised_pnl: MONEY,
      fees: MONEY,
      open_positions: COUNT,
    }),
  },
});
