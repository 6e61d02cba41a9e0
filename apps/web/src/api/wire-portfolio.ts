import type { Direction } from './wire-market.js';

export type TradingState = 'ACTIVE' | 'REDUCING' | 'HALTED';

export type CapState = 'OK' | 'WARN' | 'FULL';

/** How full one cap is. Decimal text; null while there is no equity to measure it by. */
export interface CapUse {
  readonly cap:
    | 'PORTFOLIO_HEAT'
    | 'TRADE_RISK'
    | 'CAMPAIGN_RISK'
    | 'CAMPAIGN_POSITIONS'
    | 'SECTOR_RISK'
    | 'CURRENCY_RISK';
  /** Symbol, campaign, sector or currency; null for the whole portfolio. */
  readonly name: string | null;
  readonly used: string | null;
  readonly limit: string;
  readonly unit: '%' | 'positions';
  readonly used_of_limit_percent: string | null;
  readonly state: CapState;
}

export interface ExposureGroup {
  readonly name: string;
  readonly risk: string;
  readonly risk_percent: string | null;
  readonly long: string;
  readonly short: string;
  readonly net: string;
  readonly gross: string;
  readonly positions: number;
  readonly reservations: number;
}

/** The account with every cap, what is held by group, and the day. */
export interface Portfolio {
  readonly account: {
    readonly equity: string;
    readonly initial_equity: string;
    readonly peak_equity: string;
    readonly trading_state: TradingState;
    readonly state_reason: string | null;
    readonly marked_at: string | null;
  } | null;
  readonly open_positions: number;
  readonly open_reservations: number;
  readonly open_risk: string;
  readonly reserved_risk: string;
  readonly gross_exposure: string;
  readonly net_exposure: string;
  readonly unrealised_pnl: string;
  readonly realised_pnl: string;
  readonly fees: string;
  readonly closed_positions: number;
  readonly winners: number;
  readonly heat_pct: number;
  readonly drawdown_pct: number;
  readonly day_pnl_pct: number;
  readonly caps: readonly CapUse[];
  readonly exposure: {
    readonly symbols: readonly ExposureGroup[];
    readonly campaigns: readonly ExposureGroup[];
    readonly sectors: readonly ExposureGroup[];
    readonly currencies: readonly ExposureGroup[];
  };
  readonly day: { readonly pnl: string; readonly pnl_percent: string };
  readonly drawdown: { readonly amount: string; readonly percent: string; readonly limit_percent: string };
}

/** What may be traded; who is not among the restrictions may do everything. */
export interface TradingPermits {
  readonly account: { readonly state: TradingState; readonly reason: string | null } | null;
  readonly restrictions: readonly {
    readonly level: 'ENGINE' | 'SYMBOL';
    readonly name: string;
    readonly state: TradingState;
    readonly reason: string | null;
    readonly changed_by: string | null;
    readonly changed_at: string | null;
  }[];
}

/** A guard that fired. */
export interface EmergencyExit {
  readonly id: string;
  readonly trigger: string;
  readonly campaign_id: string | null;
  readonly symbol: string;
  readonly timeframe: string;
  readonly bar_time: string;
  readonly measured: string;
  readonly limit: string;
  readonly message: string;
  readonly has_report: boolean;
}

/** What an exit closed, why, and what it cost. */
export interface ExitReport {
  readonly cause: string;
  readonly triggered_at: string;
  readonly closed_at: string | null;
  readonly seconds_to_flat: number | null;
  readonly positions_closed: number;
  readonly realised_pnl: string;
  readonly fees: string;
  readonly r_multiple: string | null;
  readonly positions: readonly {
    readonly position_id: string;
    readonly symbol: string;
    readonly direction: 'LONG' | 'SHORT';
    readonly pattern: string;
    readonly quantity: string;
    readonly entry_price: string;
    readonly exit_price: string | null;
    readonly realised_pnl: string;
    readonly r_multiple: string | null;
    readonly slippage_percent: string | null;
  }[];
  readonly withdrawn_entries: readonly { readonly risk_amount?: string }[];
}

export interface Position {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly direction: Direction;
  readonly quantity: string;
  readonly initial_quantity: string;
  readonly entry_price: string;
  readonly stop: string;
  readonly initial_risk: string;
  readonly exit_price: string | null;
  readonly exit_reason: string | null;
  readonly realised_pnl: string;
  readonly r_multiple: string | null;
  readonly opened_at: string;
  readonly closed_at: string | null;
}

export interface Campaign {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly direction: Direction;
  readonly state: string;
  readonly guard_kind: string | null;
  readonly guard_price: string | null;
  readonly opened_at: string;
  readonly ended_at: string | null;
  readonly reason: string | null;
  readonly metrics: CampaignMetrics;
}

export type CampaignHealth = 'WAITING' | 'WINNING' | 'LOSING' | 'ENDANGERED' | 'LEAVING' | 'ENDED';

/** How a campaign stands; R and distance are null before there is anything to measure. */
export interface CampaignMetrics {
  readonly health: CampaignHealth;
  readonly open_positions: number;
  readonly closed_positions: number;
  readonly risk_budget: string;
  readonly risk_used: string;
  readonly risk_used_percent: string;
  readonly realised_pnl: string;
  readonly unrealised_pnl: string;
  readonly realised_r: string | null;
  readonly unrealised_r: string | null;
  readonly guard_distance_percent: string | null;
}
