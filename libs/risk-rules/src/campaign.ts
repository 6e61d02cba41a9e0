import type { Timeframe } from '@tape/market';
import { isoDate, isoMinute } from './trading-day.js';
import { amount } from './decimal.js';
import type { GuardKind, RiskCandidate, RiskPattern, TradeDirection } from './risk-candidate.js';

export type CampaignState = 'FORMING' | 'ACTIVE' | 'MARKUP' | 'MARKDOWN' | 'COMPLETED' | 'INVALIDATED';

/** What can happen to a campaign. TREND_… are entries after the breakout, CAUSE_OPENED is one inside the range. */
export type CampaignEvent =
  | 'RESERVED'
  | 'CAUSE_OPENED'
  | 'TREND_OPENED_LONG'
  | 'TREND_OPENED_SHORT'
  | 'EMPTIED'
  | 'GUARD_BROKEN';

/**
 * Every state under every event; `null` is a thing that cannot happen. A completed or invalidated campaign opens again when the
 * same range gives a new signal: whether it may is decided by the block, before the event.
 */
export const CAMPAIGN_TRANSITIONS: Readonly<
  Record<CampaignState, Readonly<Record<CampaignEvent, CampaignState | null>>>
> = {
  FORMING: {
    RESERVED: 'FORMING',
    CAUSE_OPENED: 'ACTIVE',
    TREND_OPENED_LONG: 'MARKUP',
    TREND_OPENED_SHORT: 'MARKDOWN',
    EMPTIED: 'COMPLETED',
    GUARD_BROKEN: 'INVALIDATED',
  },
  ACTIVE: {
    RESERVED: 'ACTIVE',
    CAUSE_OPENED: 'ACTIVE',
    TREND_OPENED_LONG: 'MARKUP',
    TREND_OPENED_SHORT: 'MARKDOWN',
    EMPTIED: 'COMPLETED',
    GUARD_BROKEN: 'INVALIDATED',
  },
  MARKUP: {
    RESERVED: 'MARKUP',
    CAUSE_OPENED: 'MARKUP',
    TREND_OPENED_LONG: 'MARKUP',
    TREND_OPENED_SHORT: null,
    EMPTIED: 'COMPLETED',
    GUARD_BROKEN: 'INVALIDATED',
  },
  MARKDOWN: {
    RESERVED: 'MARKDOWN',
    CAUSE_OPENED: 'MARKDOWN',
    TREND_OPENED_LONG: null,
    TREND_OPENED_SHORT: 'MARKDOWN',
    EMPTIED: 'COMPLETED',
    GUARD_BROKEN: 'INVALIDATED',
  },
  COMPLETED: {
    RESERVED: 'FORMING',
    CAUSE_OPENED: null,
    TREND_OPENED_LONG: null,
    TREND_OPENED_SHORT: null,
    EMPTIED: null,
    GUARD_BROKEN: null,
  },
  INVALIDATED: {
    RESERVED: 'FORMING',
    CAUSE_OPENED: null,
    TREND_OPENED_LONG: null,
    TREND_OPENED_SHORT: null,
    EMPTIED: null,
    GUARD_BROKEN: null,
  },
};

/** Everything built in one range, from its first signal on. */
export interface Campaign {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly direction: TradeDirection;
  readonly rangeId: string;
  readonly state: CampaignState;
  readonly guardKind: GuardKind;
  readonly guardPrice: string;
  readonly openedAtMs: number;
  readonly endedAtMs: number | null;
  /** No new trade before this moment; null when nothing blocks it. */
  readonly blockedUntilMs: number | null;
  readonly reason: string;
}

/** One step of a campaign, in the shape in which it is published. */
export interface CampaignChange {
  readonly campaignId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly direction: TradeDirection;
  readonly state: CampaignState;
  readonly previousState: CampaignState | null;
  readonly guardPrice: string;
  readonly reason: string;
  readonly atMs: number;
}

export function isLive(campaign: Pick<Campaign, 'state'>): boolean {
  return campaign.state !== 'COMPLETED' && campaign.state !== 'INVALIDATED';
}

/**
 * `AAPL-2023-03-15` for daily bars; other lengths carry theirs and the minute (`AAPL-1h-2023-03-15T14:30Z`), because ranges of
 * two lengths may start on the same day and are two campaigns. A strategy's trade is a campaign of its own
 * (`AAPL-mean-reversion-1h-2023-03-15T14:30Z`), which no pattern joins.
 */
export function campaignIdOf(candidate: Pick<RiskCandidate, 'symbol' | 'timeframe' | 'range' | 'strategy'>): string {
  const { symbol, timeframe, range, strategy } = candidate;
  if (strategy !== undefined) return `${symbol}-${strategy.id}-${timeframe}-${isoMinute(range.startTimeMs)}`;
  if (timeframe === '1d') return `${symbol}-${isoDate(range.startTimeMs)}`;
  return `${symbol}-${timeframe}-${isoMinute(range.startTimeMs)}`;
}

/** Which event the opening of a position of this pattern is. Total, so that a new pattern must take a stand. */
export const OPENING_EVENT: Readonly<Record<RiskPattern, CampaignEvent>> = {
  SPRING: 'CAUSE_OPENED',
  UTAD: 'CAUSE_OPENED',
  SOS: 'TREND_OPENED_LONG',
  LPS: 'TREND_OPENED_LONG',
  SOW: 'TREND_OPENED_SHORT',
  LPSY: 'TREND_OPENED_SHORT',
  STRATEGY: 'CAUSE_OPENED',
};

/** @throws RangeError on an event that the table rules out: the caller's view of the campaign was wrong. */
export function nextCampaignState(state: CampaignState, event: CampaignEvent): CampaignState {
  const next = CAMPAIGN_TRANSITIONS[state][event];
  if (next === null) throw new RangeError(`a ${state} campaign cannot see ${event}`);
  return next;
}

export function campaignChange(campaign: Campaign, previous: CampaignState | null, atMs: number): CampaignChange {
  return {
    campaignId: campaign.id,
    symbol: campaign.symbol,
    timeframe: campaign.timeframe,
    direction: campaign.direction,
    state: campaign.state,
    previousState: previous,
    guardPrice: campaign.guardPrice,
    reason: campaign.reason,
    atMs,
  };
}

/**
 * The campaign with the candidate's guard, where that is the tighter one: the higher floor for longs, the lower ceiling for
 * shorts. A guard only ever moves with the trade, and only on a candidate of the same direction; null when it stays.
 */
export function raiseGuard(
  campaign: Campaign,
  candidate: Pick<RiskCandidate, 'direction' | 'guard' | 'pattern' | 'closeTimeMs'>,
): { readonly campaign: Campaign; readonly change: CampaignChange } | null {
  const { direction, guard, pattern, closeTimeMs } = candidate;
  if (!isLive(campaign) || campaign.direction !== direction) return null;
  const offered = amount(guard.price);
  const current = amount(campaign.guardPrice);
  if (direction === 'LONG' ? !offered.greaterThan(current) : !offered.lessThan(current)) return null;
  const moved: Campaign = {
    ...campaign,
    guardKind: guard.kind,
    guardPrice: guard.price,
    reason: `${pattern.toLowerCase()}-moved-guard`,
  };
  return { campaign: moved, change: campaignChange(moved, campaign.state, closeTimeMs) };
}

/**
 * The campaign after a reservation was made for the candidate: opened, opened again, or joined with the tighter of both guards.
 * `change` is null when joining moved neither state nor guard.
 */
export function joinCampaign(
  existing: Campaign | null,
  candidate: RiskCandidate,
): { readonly campaign: Campaign; readonly change: CampaignChange | null } {
  const { symbol, timeframe, direction, closeTimeMs, guard, pattern } = candidate;
  if (existing !== null && isLive(existing)) {
    const joined: Campaign = { ...existing, state: nextCampaignState(existing.state, 'RESERVED') };
    return raiseGuard(joined, candidate) ?? { campaign: existing, change: null };
  }
  const campaign: Campaign = {
    id: campaignIdOf(candidate),
    symbol,
    timeframe,
    direction,
    rangeId: candidate.range.id,
    state: existing === null ? 'FORMING' : nextCampaignState(existing.state, 'RESERVED'),
    guardKind: guard.kind,
    guardPrice: guard.price,
    openedAtMs: closeTimeMs,
    endedAtMs: null,
    blockedUntilMs: null,
    reason: `${pattern.toLowerCase()}-reserved`,
  };
  return { campaign, change: campaignChange(campaign, existing?.state ?? null, closeTimeMs) };
}
