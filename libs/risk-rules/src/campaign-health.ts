import { isLive, type Campaign } from './campaign.js';
import { Amount, amount, decimalText, MONEY_DECIMALS, percentOf } from './decimal.js';
import { CLASSIC_RISK, type RiskProfile } from './risk-profile.js';

/**
 * How a campaign stands, in one word. `WAITING`: nothing is open. `WINNING`, `LOSING`: what is open is worth more, or less, than it
 * cost. `ENDANGERED`: the last close is closer to the guard than a fifth of the way from the average entry. `LEAVING`: it has
 * ended and is not yet flat. `ENDED`: it has ended and is flat.
 */
export type CampaignHealth = 'WAITING' | 'WINNING' | 'LOSING' | 'ENDANGERED' | 'LEAVING' | 'ENDED';

/** Part of the way from entry to guard from which the guard is near. */
const NEAR_GUARD = '0.2';

/** A position of the campaign, open or closed. Amounts in account currency. */
export interface CampaignPosition {
  readonly direction: 'LONG' | 'SHORT';
  readonly quantity: string;
  readonly entryPrice: string;
  readonly initialRisk: string;
  readonly realisedPnl: string;
  readonly fees: string;
  readonly closedAtMs: number | null;
  /** What it would bring at the last close; null without a mark, and once closed. */
  readonly unrealisedPnl: string | null;
}

export interface CampaignStanding {
  readonly campaign: Pick<Campaign, 'state' | 'direction' | 'guardPrice'>;
  readonly positions: readonly CampaignPosition[];
  /** Risk of reservations that are held for it. */
  readonly heldRisk: string;
  readonly equity: string;
  /** Last close of its series; null before there is one. */
  readonly lastClose: string | null;
}

/** Decimal text throughout; percentages of the campaign's budget and R multiples of all risk ever taken in it. */
export interface CampaignMetrics {
  readonly health: CampaignHealth;
  readonly openPositions: number;
  readonly closedPositions: number;
  /** Most that may be at risk in it: the campaign cap on present equity. */
  readonly riskBudget: string;
  /** Held for entries, and the initial risk of what is open. */
  readonly riskUsed: string;
  readonly riskUsedPercent: string;
  readonly realisedPnl: string;
  readonly unrealisedPnl: string;
  /** Null before anything was ever open. */
  readonly realisedR: string | null;
  readonly unrealisedR: string | null;
  readonly fees: string;
  /** Way from the last close to the guard, percent of the close; negative beyond it. Null before there is a close. */
  readonly guardDistancePercent: string | null;
}

function sumOf(texts: readonly string[]): Amount {
  return texts.reduce((sum, text) => sum.plus(amount(text)), new Amount(0));
}

function money(value: Amount): string {
  return decimalText(value.toDecimalPlaces(MONEY_DECIMALS));
}

/** Way from a price to the guard in the direction of the trade: positive while the guard holds. */
function roomTo(guard: string, price: Amount, direction: Campaign['direction']): Amount {
  const room = price.minus(amount(guard));
  return direction === 'LONG' ? room : room.negated();
}

function isGuardNear(standing: CampaignStanding, open: readonly CampaignPosition[]): boolean {
  const { campaign, lastClose } = standing;
  const quantity = sumOf(open.map((position) => position.quantity));
  if (lastClose === null || quantity.isZero()) return false;
  const paid = open.reduce((sum, one) => sum.plus(amount(one.entryPrice).times(amount(one.quantity))), new Amount(0));
  const whole = roomTo(campaign.guardPrice, paid.div(quantity), campaign.direction);
  const left = roomTo(campaign.guardPrice, amount(lastClose), campaign.direction);
  // A guard that was raised past the entry protects a profit: then only its loss is danger.
  return whole.greaterThan(0) ? left.lessThan(whole.times(NEAR_GUARD)) : left.lessThan(0);
}

function healthOf(standing: CampaignStanding, open: readonly CampaignPosition[], unrealised: Amount): CampaignHealth {
  if (!isLive(standing.campaign)) return open.length === 0 ? 'ENDED' : 'LEAVING';
  if (open.length === 0) return 'WAITING';
  if (isGuardNear(standing, open)) return 'ENDANGERED';
  return unrealised.isNegative() ? 'LOSING' : 'WINNING';
}

/** Health and figures of one campaign, from all its positions, what is held for it, and the last close. */
export function campaignMetrics(standing: CampaignStanding, profile: RiskProfile = CLASSIC_RISK): CampaignMetrics {
  const { campaign, positions, heldRisk, equity, lastClose } = standing;
  const open = positions.filter((position) => position.closedAtMs === null);
  const budget = amount(equity).times(amount(profile.maxCampaignPercent)).div(100);
  const used = amount(heldRisk).plus(sumOf(open.map((position) => position.initialRisk)));
  const realised = sumOf(positions.map((position) => position.realisedPnl));
  const unrealised = sumOf(open.map((position) => position.unrealisedPnl ?? '0'));
  const everRisked = sumOf(positions.map((position) => position.initialRisk));
  const inR = (value: Amount): string | null =>
    everRisked.isZero() ? null : decimalText(value.div(everRisked).toDecimalPlaces(4));
  const close = lastClose === null ? null : amount(lastClose);
  return {
    health: healthOf(standing, open, unrealised),
    openPositions: open.length,
    closedPositions: positions.length - open.length,
    riskBudget: money(budget),
    riskUsed: money(used),
    riskUsedPercent: budget.greaterThan(0) ? decimalText(percentOf(used, budget).toDecimalPlaces(2)) : '0',
    realisedPnl: money(realised),
    unrealisedPnl: money(unrealised),
    realisedR: inR(realised),
    unrealisedR: inR(unrealised),
    fees: money(sumOf(positions.map((position) => position.fees))),
    guardDistancePercent:
      close === null || close.isZero()
        ? null
        : decimalText(percentOf(roomTo(campaign.guardPrice, close, campaign.direction), close).toDecimalPlaces(2)),
  };
}
