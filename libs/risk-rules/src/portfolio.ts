import type { AssetClass } from '@tape/market';
import { DEFAULT_ACCOUNT_ZONE, tradingDayOf } from './trading-day.js';
import { amount, decimalText, MONEY_DECIMALS, percentOf, type Amount } from './decimal.js';
import type { TradingState } from './exposure.js';
import { CLASSIC_RISK, type RiskProfile } from './risk-profile.js';
import { ACCOUNT_SCOPE, type TradingScope } from './trading-scope.js';

/** The account as risk keeps it; one row of `portfolios`. */
export interface Portfolio {
  readonly id: string;
  readonly initialEquity: string;
  readonly equity: string;
  readonly peakEquity: string;
  /** Where its days begin and end, IANA name. */
  readonly zone: string;
  /** Date in its zone of the last mark; null before the first. */
  readonly tradingDay: string | null;
  readonly dayStartEquity: string;
  readonly tradingState: TradingState;
  readonly stateReason: string | null;
  readonly stateRevision: number;
  readonly markedAtMs: number | null;
}

/** A change of what may be traded, in the shape in which it is published. */
export interface TradingStateChange {
  /** Counts the changes of all scopes. */
  readonly revision: number;
  readonly scope: TradingScope;
  readonly from: TradingState;
  readonly to: TradingState;
  readonly reason: string;
  readonly by: string;
  readonly atMs: number;
}

/** Reason of the REDUCING that ends by itself on the next trading day. */
export const DAILY_LOSS_REASON = 'daily-loss';
export const MAX_DRAWDOWN_REASON = 'max-drawdown';

/** Percentages of the limit and of what was measured, decimal text. */
export interface LimitBreach {
  readonly measuredPercent: string;
  readonly limitPercent: string;
}

export function newPortfolio(id: string, initialEquity: string, zone: string = DEFAULT_ACCOUNT_ZONE): Portfolio {
  const equity = decimalText(amount(initialEquity));
  return {
    id,
    initialEquity: equity,
    equity,
    peakEquity: equity,
    zone,
    tradingDay: null,
    dayStartEquity: equity,
    tradingState: 'ACTIVE',
    stateReason: null,
    stateRevision: 0,
    markedAtMs: null,
  };
}

function lossPercent(from: string, to: string): Amount | null {
  if (from === to) return null;
  const base = amount(from);
  const lost = base.minus(amount(to));
  return lost.greaterThan(0) && base.greaterThan(0) ? percentOf(lost, base) : null;
}

/** Share of a limit up to which binary floats may say that a loss is within it: their error is smaller by far. */
const CLEARLY_WITHIN = 0.999;

function isClearlyWithin(from: string, to: string, limit: string): boolean {
  const base = Number(from);
  return base > 0 && (base - Number(to)) * 100 < Number(limit) * base * CLEARLY_WITHIN;
}

/** The loss from one equity to the other where it is at or beyond the limit; null while within. */
function breach(from: string, to: string, limit: string): LimitBreach | null {
  if (isClearlyWithin(from, to, limit)) return null;
  const loss = lossPercent(from, to);
  if (loss === null || loss.lessThan(amount(limit))) return null;
  return { measuredPercent: decimalText(loss.toDecimalPlaces(4)), limitPercent: limit };
}

/** Loss since the day's first equity at or beyond the limit of the asset class; null while within. */
export function dailyLoss(
  view: Pick<Portfolio, 'equity' | 'dayStartEquity'>,
  assetClass: AssetClass,
  profile: RiskProfile = CLASSIC_RISK,
): LimitBreach | null {
  return breach(view.dayStartEquity, view.equity, profile.dailyLossPercent[assetClass]);
}

/** Loss since the highest equity at or beyond the limit; null while within. */
export function maxDrawdown(
  view: Pick<Portfolio, 'equity' | 'peakEquity'>,
  profile: RiskProfile = CLASSIC_RISK,
): LimitBreach | null {
  return breach(view.peakEquity, view.equity, profile.maxDrawdownPercent);
}

export interface StateStep {
  readonly portfolio: Portfolio;
  readonly change: TradingStateChange | null;
}

/** Moves the account's trading state and numbers the change; `change` is null when it is that already. */
export function moveTradingState(
  portfolio: Portfolio,
  to: TradingState,
  why: { readonly reason: string; readonly by: string; readonly atMs: number },
): StateStep {
  if (portfolio.tradingState === to) return { portfolio, change: null };
  const revision = portfolio.stateRevision + 1;
  return {
    portfolio: { ...portfolio, tradingState: to, stateReason: why.reason, stateRevision: revision },
    change: { revision, scope: ACCOUNT_SCOPE, from: portfolio.tradingState, to, ...why },
  };
}

/**
 * An operator's change. Setting ACTIVE, or anything after a halt, also takes the present equity as the new baseline of day and
 * peak: otherwise the next mark would find the old loss and stop trading again.
 */
export function setTradingStateByHand(
  portfolio: Portfolio,
  to: TradingState,
  why: { readonly reason: string; readonly by: string; readonly atMs: number },
): StateStep {
  const step = moveTradingState(portfolio, to, why);
  const isReset = to === 'ACTIVE' || portfolio.tradingState === 'HALTED';
  if (!isReset || step.change === null) return step;
  const { equity } = portfolio;
  return { ...step, portfolio: { ...step.portfolio, peakEquity: equity, dayStartEquity: equity } };
}

/**
 * Whether a change by hand needs the reset: a drawdown halt is left by nothing else, so that nobody trades on past it without
 * having looked at it.
 */
export function needsReset(portfolio: Pick<Portfolio, 'tradingState' | 'stateReason'>, to: TradingState): boolean {
  return to !== 'HALTED' && portfolio.tradingState === 'HALTED' && portfolio.stateReason === MAX_DRAWDOWN_REASON;
}

/**
 * What may be traded in the bar that closes at `closeTimeMs`: a stop for the day is over once the day is, even where the first
 * mark of the new day has not been made yet. Entries at that bar's open ask this.
 */
export function tradingStateAt(
  portfolio: Pick<Portfolio, 'tradingState' | 'stateReason' | 'tradingDay' | 'zone'>,
  closeTimeMs: number,
): TradingState {
  const isDayStop = portfolio.tradingState === 'REDUCING' && portfolio.stateReason === DAILY_LOSS_REASON;
  const isNewDay = portfolio.tradingDay !== null && tradingDayOf(closeTimeMs, portfolio.zone) > portfolio.tradingDay;
  return isDayStop && isNewDay ? 'ACTIVE' : portfolio.tradingState;
}

export interface MarkResult {
  readonly portfolio: Portfolio;
  readonly changes: readonly TradingStateChange[];
  readonly breaches: readonly { readonly trigger: 'DAILY_LOSS' | 'MAX_DRAWDOWN'; readonly breach: LimitBreach }[];
}

/** Starts the day when it is a new one: the equity it begins with, and trading again after a stop for the day. */
function rollDay(portfolio: Portfolio, closeTimeMs: number): StateStep {
  const day = tradingDayOf(closeTimeMs, portfolio.zone);
  if (portfolio.tradingDay !== null && day <= portfolio.tradingDay) return { portfolio, change: null };
  const rolled: Portfolio = { ...portfolio, tradingDay: day, dayStartEquity: portfolio.equity };
  if (portfolio.tradingState !== 'REDUCING' || portfolio.stateReason !== DAILY_LOSS_REASON) {
    return { portfolio: rolled, change: null };
  }
  return moveTradingState(rolled, 'ACTIVE', { reason: 'new-trading-day', by: 'risk', atMs: closeTimeMs });
}

/**
 * Values the account at the close of a bar and looks at both portfolio limits. Drawdown outranks the daily loss; a stop that an
 * operator set is left as it is.
 */
export function markPortfolio(
  portfolio: Portfolio,
  mark: { readonly equity: string; readonly closeTimeMs: number; readonly assetClass: AssetClass },
  profile: RiskProfile = CLASSIC_RISK,
): MarkResult {
  const { equity, closeTimeMs, assetClass } = mark;
  const rolled = rollDay(portfolio, closeTimeMs);
  const peakEquity = amount(equity).greaterThan(amount(portfolio.peakEquity)) ? equity : portfolio.peakEquity;
  const markedAtMs = Math.max(closeTimeMs, portfolio.markedAtMs ?? closeTimeMs);
  const marked: Portfolio = { ...rolled.portfolio, equity, peakEquity, markedAtMs };
  const changes = rolled.change === null ? [] : [rolled.change];

  // An equity that was marked before was judged against the same peak then: most bars of a quiet account end here.
  const isSettled = marked.tradingState === 'HALTED' || (equity === portfolio.equity && portfolio.markedAtMs !== null);
  const drawdown = isSettled ? null : maxDrawdown(marked, profile);
  if (drawdown !== null) {
    const step = moveTradingState(marked, 'HALTED', { reason: MAX_DRAWDOWN_REASON, by: 'risk', atMs: closeTimeMs });
    return {
      portfolio: step.portfolio,
      changes: step.change === null ? changes : [...changes, step.change],
      breaches: [{ trigger: 'MAX_DRAWDOWN', breach: drawdown }],
    };
  }
  const loss = marked.tradingState === 'ACTIVE' ? dailyLoss(marked, assetClass, profile) : null;
  if (loss === null) return { portfolio: marked, changes, breaches: [] };
  const step = moveTradingState(marked, 'REDUCING', { reason: DAILY_LOSS_REASON, by: 'risk', atMs: closeTimeMs });
  return {
    portfolio: step.portfolio,
    changes: step.change === null ? changes : [...changes, step.change],
    breaches: [{ trigger: 'DAILY_LOSS', breach: loss }],
  };
}

export interface MarkedPosition {
  readonly direction: 'LONG' | 'SHORT';
  readonly quantity: string;
  readonly entryPrice: string;
  /** Last known close of its series. */
  readonly markPrice: string;
  readonly contractSize: string;
  /** Account currency for one unit of quote currency at the mark. */
  readonly quoteRate: string;
}

/** Result a position would have if it were closed at the mark, without costs; to 8 decimals, as all booked money. */
export function unrealisedPnl(position: MarkedPosition): Amount {
  const move = amount(position.markPrice).minus(amount(position.entryPrice));
  const signed = position.direction === 'LONG' ? move : move.negated();
  return signed
    .times(amount(position.quantity))
    .times(amount(position.contractSize))
    .times(amount(position.quoteRate))
    .toDecimalPlaces(MONEY_DECIMALS);
}

/** Initial equity, all realised results (net of fees), and what open positions would bring at their marks. */
export function equityFrom(initialEquity: string, realisedPnl: string, unrealised: readonly Amount[]): string {
  const booked = amount(initialEquity).plus(amount(realisedPnl));
  return decimalText(unrealised.reduce((sum, each) => sum.plus(each), booked));
}

/** {@link equityFrom} with the positions themselves. */
export function equityOf(account: {
  readonly initialEquity: string;
  readonly realisedPnl: string;
  readonly positions: readonly MarkedPosition[];
}): string {
  return equityFrom(account.initialEquity, account.realisedPnl, account.positions.map(unrealisedPnl));
}
