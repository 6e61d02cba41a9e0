import type { Instrument } from '@tape/market';
import { assess, type Assessment } from './assess.js';
import {
  campaignChange,
  campaignIdOf,
  isLive,
  joinCampaign,
  nextCampaignState,
  raiseGuard,
  type Campaign,
  type CampaignChange,
} from './campaign.js';
import type { QuoteRates } from './currency-pair.js';
import type { Exposure } from './exposure.js';
import type { Portfolio } from './portfolio.js';
import { exposureOfReservation, reservationFor, settleReservation, type Reservation } from './reservation.js';
import type { RiskCandidate } from './risk-candidate.js';
import { CLASSIC_RISK, type RiskProfile } from './risk-profile.js';
import { effectiveState, type TradingRestriction, WYCKOFF_ENGINE } from './trading-scope.js';

/** All that risk writes: one portfolio, its reservations and campaigns. Plain data; a transaction reads it and writes it back. */
export interface RiskState {
  readonly portfolio: Portfolio;
  /** At least those that are HELD; ended ones may be left out. */
  readonly reservations: readonly Reservation[];
  /** At least the live ones; for a decision also the candidate's own, because it may be blocked or open again. */
  readonly campaigns: readonly Campaign[];
  /** Engines and symbols that may not do everything. */
  readonly restrictions: readonly TradingRestriction[];
}

export interface AssessmentRequest {
  readonly candidate: RiskCandidate;
  readonly instrument: Instrument;
  /** Instruments of all symbols with held reservations. */
  readonly instrumentOf: (symbol: string) => Instrument;
  readonly openPositions: readonly Exposure[];
  readonly rates: QuoteRates;
}

export interface AssessmentResult extends Assessment {
  readonly state: RiskState;
  /** The new reservation; null when refused. */
  readonly reservation: Reservation | null;
  /** The campaign as it now stands; null when the candidate changed nothing of it. */
  readonly campaign: Campaign | null;
  readonly campaignChange: CampaignChange | null;
}

/**
 * Decides and reserves in one step, which is what keeps two candidates from passing together: the next decision already sees this
 * one's money. The caller makes it atomic (one transaction on the portfolio row, or one thread).
 */
export function assessAndReserve(
  state: RiskState,
  request: AssessmentRequest,
  profile: RiskProfile = CLASSIC_RISK,
): AssessmentResult {
  const { candidate, instrument, openPositions, rates } = request;
  const held = state.reservations.filter((reservation) => reservation.status === 'HELD');
  const { verdict, sizing } = assess(
    candidate,
    instrument,
    {
      equity: state.portfolio.equity,
      tradingState: effectiveState(state.portfolio.tradingState, state.restrictions, {
        engine: candidate.strategy?.id ?? WYCKOFF_ENGINE,
        symbol: candidate.symbol,
      }),
      heldReservations: held.map((item) => exposureOfReservation(item, request.instrumentOf(item.symbol))),
      openPositions,
      campaigns: state.campaigns,
      rates,
    },
    profile,
  );
  const campaignId = campaignIdOf(candidate);
  const existing = state.campaigns.find((campaign) => campaign.id === campaignId) ?? null;
  if (sizing === null) return { verdict, sizing, reservation: null, ...refusedButSeen(state, existing, candidate) };

  const reservation = reservationFor(candidate, instrument, sizing);
  const joined = joinCampaign(existing, candidate);
  return {
    verdict,
    sizing,
    reservation,
    campaign: joined.campaign,
    campaignChange: joined.change,
    state: {
      ...state,
      reservations: [...state.reservations.filter((item) => item.id !== reservation.id), reservation],
      campaigns: [...state.campaigns.filter((campaign) => campaign.id !== campaignId), joined.campaign],
    },
  };
}

/** A refused candidate still happened: what it says about the floor of its campaign holds for the positions that are open. */
function refusedButSeen(
  state: RiskState,
  existing: Campaign | null,
  candidate: RiskCandidate,
): Pick<AssessmentResult, 'state' | 'campaign' | 'campaignChange'> {
  const moved = existing === null ? null : raiseGuard(existing, candidate);
  if (moved === null) return { state, campaign: null, campaignChange: null };
  const campaigns = state.campaigns.map((known) => (known === existing ? moved.campaign : known));
  return { state: { ...state, campaigns }, campaign: moved.campaign, campaignChange: moved.change };
}

export interface ReleaseResult {
  readonly state: RiskState;
  readonly released: boolean;
  readonly reservation: Reservation | null;
  readonly campaignChange: CampaignChange | null;
}

/**
 * Gives the money of a held reservation back; a campaign that has nothing else ends with it. Harmless when repeated.
 * `openCampaignIds` names the campaigns that have an open position.
 */
export function releaseReservation(
  state: RiskState,
  reservationId: string,
  why: { readonly reason: string; readonly atMs: number },
  openCampaignIds: ReadonlySet<string>,
): ReleaseResult {
  const held = state.reservations.find((item) => item.id === reservationId && item.status === 'HELD');
  if (held === undefined) return { state, released: false, reservation: null, campaignChange: null };
  const reservation = settleReservation(held, 'GIVEN_BACK', why.reason);
  const reservations = state.reservations.map((item) => (item.id === reservationId ? reservation : item));
  const campaign = state.campaigns.find((known) => known.id === held.campaignId);
  const isInUse =
    openCampaignIds.has(held.campaignId) ||
    reservations.some((item) => item.campaignId === held.campaignId && item.status === 'HELD');
  if (campaign === undefined || !isLive(campaign) || isInUse) {
    return { state: { ...state, reservations }, released: true, reservation, campaignChange: null };
  }
  const ended: Campaign = {
    ...campaign,
    state: nextCampaignState(campaign.state, 'EMPTIED'),
    reason: why.reason,
    endedAtMs: why.atMs,
  };
  return {
    state: { ...state, reservations, campaigns: state.campaigns.map((known) => (known === campaign ? ended : known)) },
    released: true,
    reservation,
    campaignChange: campaignChange(ended, campaign.state, why.atMs),
  };
}
