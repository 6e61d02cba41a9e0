import type { PriceBar, Timeframe } from '@tape/market';
import type { Campaign } from './campaign.js';
import { isLive } from './campaign.js';
import { amount, decimalText } from './decimal.js';
import type { GuardKind } from './risk-candidate.js';
import { CLASSIC_RISK, type RiskProfile } from './risk-profile.js';

export type ExitTrigger = 'SPRING_LOW_BREAK' | 'ICE_BREAK' | 'UTAD_HIGH_EXCEEDED' | 'DAILY_LOSS' | 'MAX_DRAWDOWN';

/** A guard that fired, in the shape in which it is published. */
export interface EmergencyExit {
  readonly id: string;
  readonly trigger: ExitTrigger;
  /** Null when the whole portfolio is meant. */
  readonly campaignId: string | null;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly barTimeMs: number;
  readonly measured: string;
  readonly limit: string;
  readonly message: string;
}

const TRIGGER_OF: Readonly<Record<GuardKind, ExitTrigger | null>> = {
  SPRING_LOW: 'SPRING_LOW_BREAK',
  CAMPAIGN_ICE: 'ICE_BREAK',
  UTAD_HIGH: 'UTAD_HIGH_EXCEEDED',
  STRATEGY_STOP: null,
};

export type GuardedCampaign = Pick<
  Campaign,
  'id' | 'symbol' | 'timeframe' | 'direction' | 'state' | 'guardKind' | 'guardPrice'
>;

/**
 * The campaign's guard against one bar of its own series: longs die under it, shorts above it; touching is not breaking.
 * Null while it holds, for a campaign that has ended, and where a stop order is the only guard.
 */
export function emergencyTrigger(
  campaign: GuardedCampaign,
  bar: PriceBar,
  profile: RiskProfile = CLASSIC_RISK,
): EmergencyExit | null {
  const trigger = TRIGGER_OF[campaign.guardKind];
  if (trigger === null || !isLive(campaign)) return null;
  const isLong = campaign.direction === 'LONG';
  const isIce = campaign.guardKind === 'CAMPAIGN_ICE';
  const usesClose = isIce && profile.iceBreak.use === 'CLOSE';
  const extreme = amount(usesClose ? bar.close : isLong ? bar.low : bar.high);
  const guard = amount(campaign.guardPrice);
  const tolerance = guard.times(amount(isIce ? profile.iceBreak.tolerancePercent : '0')).div(100);
  const limit = isLong ? guard.minus(tolerance) : guard.plus(tolerance);
  if (isLong ? !extreme.lessThan(limit) : !extreme.greaterThan(limit)) return null;

  const price = usesClose ? 'close' : isLong ? 'low' : 'high';
  return {
    id: exitId(trigger, campaign.id, campaign.symbol, campaign.timeframe, bar.openTimeMs),
    trigger,
    campaignId: campaign.id,
    symbol: campaign.symbol,
    timeframe: campaign.timeframe,
    barTimeMs: bar.openTimeMs,
    measured: decimalText(extreme),
    limit: decimalText(limit),
    message: `${price} ${decimalText(extreme)} is ${isLong ? 'under' : 'above'} the guard ${decimalText(limit)} of campaign ${campaign.id}`,
  };
}

/** Pure function of what happened where, so that the same exit can never be published or obeyed twice. */
export function exitId(
  trigger: ExitTrigger,
  campaignId: string | null,
  symbol: string,
  timeframe: Timeframe,
  barTimeMs: number,
): string {
  return `${trigger}:${campaignId ?? 'portfolio'}:${symbol}:${timeframe}:${barTimeMs}`;
}
