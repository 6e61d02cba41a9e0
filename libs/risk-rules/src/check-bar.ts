import { closeTimeMs, type AssetClass, type PriceBar, type Timeframe } from '@tape/market';
import {
  campaignChange,
  isLive,
  nextCampaignState,
  OPENING_EVENT,
  type Campaign,
  type CampaignChange,
  type CampaignEvent,
} from './campaign.js';
import { emergencyTrigger, exitId, type EmergencyExit } from './emergency-trigger.js';
import { markPortfolio, type MarkResult, type TradingStateChange } from './portfolio.js';
import { settleReservation, type Reservation } from './reservation.js';
import type { RiskPattern } from './risk-candidate.js';
import { CLASSIC_RISK, type RiskProfile } from './risk-profile.js';
import type { RiskState } from './risk-state.js';

const DAY_MS = 86_400_000;

/** What execution made of a reservation. */
export interface EntryFact {
  readonly reservationId: string;
  readonly outcome: 'FILLED' | 'CANCELLED';
  /** Why it was cancelled; any word for a fill. */
  readonly reason: string;
}

/** One bar of one series after execution has worked it: stops, targets and entries of the bar are done. */
export interface BarCheck {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly assetClass: AssetClass;
  readonly bar: PriceBar;
  /** Of the whole account, marked at this bar's close. */
  readonly equity: string;
  /** News of this series' reservations; facts already settled do no harm. */
  readonly entries: readonly EntryFact[];
  /** Positions of this series that are open after the bar. */
  readonly openPositions: readonly { readonly campaignId: string; readonly pattern: RiskPattern }[];
}

export interface BarCheckResult {
  readonly state: RiskState;
  /** Best obeyed in order: campaigns first, then the portfolio. */
  readonly exits: readonly EmergencyExit[];
  readonly stateChanges: readonly TradingStateChange[];
  readonly campaignChanges: readonly CampaignChange[];
  /** Reservations whose status changed. */
  readonly settled: readonly Reservation[];
}

const NO_SETTLEMENT: readonly Reservation[] = [];

function settleEntries(reservations: readonly Reservation[], check: BarCheck): readonly Reservation[] {
  if (!reservations.some((reservation) => reservation.status === 'HELD')) return NO_SETTLEMENT;
  const factOf = new Map(check.entries.map((fact) => [fact.reservationId, fact]));
  const settled: Reservation[] = [];
  for (const reservation of reservations) {
    const isOfSeries = reservation.symbol === check.symbol && reservation.timeframe === check.timeframe;
    if (reservation.status !== 'HELD' || !isOfSeries) continue;
    const fact = factOf.get(reservation.id);
    if (fact !== undefined) {
      settled.push(settleReservation(reservation, fact.outcome === 'FILLED' ? 'FILLED' : 'GIVEN_BACK', fact.reason));
    } else if (check.bar.openTimeMs >= reservation.expiresAtMs) {
      settled.push(settleReservation(reservation, 'LAPSED', 'not-entered-in-time'));
    }
  }
  return settled;
}

function replaceById<Item extends { readonly id: string }>(
  items: readonly Item[],
  changed: readonly Item[],
): readonly Item[] {
  if (changed.length === 0) return items;
  const byId = new Map(changed.map((item) => [item.id, item]));
  return items.map((item) => byId.get(item.id) ?? item);
}

interface CampaignSteps {
  readonly campaigns: readonly Campaign[];
  readonly changes: readonly CampaignChange[];
  readonly exits: readonly EmergencyExit[];
}

/** The campaign's own news of the bar: what opened (also if it closed again in the bar), then whether anything is left. */
function campaignEvents(
  campaign: Campaign,
  reservations: readonly Reservation[],
  filledNow: readonly Reservation[],
  check: BarCheck,
): readonly { readonly event: CampaignEvent; readonly reason: string }[] {
  const opened = filledNow
    .filter((reservation) => reservation.campaignId === campaign.id)
    .map((reservation) => ({
      event: OPENING_EVENT[reservation.pattern],
      reason: `${reservation.pattern.toLowerCase()}-opened`,
    }));
  const isHeld = reservations.some((item) => item.campaignId === campaign.id && item.status === 'HELD');
  const isOpen = check.openPositions.some((position) => position.campaignId === campaign.id);
  if (isHeld || isOpen) return opened;
  const wasNeverOpen = campaign.state === 'FORMING' && opened.length === 0;
  return [...opened, { event: 'EMPTIED', reason: wasNeverOpen ? 'nothing-entered' : 'all-positions-closed' }];
}

function stepCampaigns(
  state: RiskState,
  reservations: readonly Reservation[],
  filledNow: readonly Reservation[],
  check: BarCheck,
  profile: RiskProfile,
): CampaignSteps {
  const atMs = closeTimeMs(check.bar.openTimeMs, check.timeframe);
  const changes: CampaignChange[] = [];
  const exits: EmergencyExit[] = [];
  const moved: Campaign[] = [];
  const isOfSeries = (campaign: Campaign): boolean =>
    campaign.symbol === check.symbol && campaign.timeframe === check.timeframe;
  for (const known of state.campaigns) {
    if (!isLive(known) || !isOfSeries(known)) continue;
    let campaign = known;
    for (const { event, reason } of campaignEvents(known, reservations, filledNow, check)) {
      const next = nextCampaignState(campaign.state, event);
      if (next === campaign.state) continue;
      const previous = campaign.state;
      campaign = { ...campaign, state: next, reason, endedAtMs: event === 'EMPTIED' ? atMs : null };
      changes.push(campaignChange(campaign, previous, atMs));
    }
    const exit = emergencyTrigger(campaign, check.bar, profile);
    if (exit !== null) {
      const previous = campaign.state;
      campaign = {
        ...campaign,
        state: nextCampaignState(previous, 'GUARD_BROKEN'),
        reason: exit.trigger.toLowerCase().replaceAll('_', '-'),
        endedAtMs: atMs,
        blockedUntilMs: atMs + profile.blockedDays * DAY_MS,
      };
      exits.push(exit);
      changes.push(campaignChange(campaign, previous, atMs));
    }
    if (campaign !== known) moved.push(campaign);
  }
  return { campaigns: replaceById(state.campaigns, moved), changes, exits };
}

function portfolioExits(breaches: MarkResult['breaches'], check: BarCheck): readonly EmergencyExit[] {
  return breaches.map(({ trigger, breach }) => ({
    id: exitId(trigger, null, check.symbol, check.timeframe, check.bar.openTimeMs),
    trigger,
    campaignId: null,
    symbol: check.symbol,
    timeframe: check.timeframe,
    barTimeMs: check.bar.openTimeMs,
    measured: breach.measuredPercent,
    limit: breach.limitPercent,
    message:
      trigger === 'MAX_DRAWDOWN'
        ? `equity is ${breach.measuredPercent} % under its peak: everything is closed and trading is halted`
        : `the day has lost ${breach.measuredPercent} %: no new trades until the next trading day`,
  }));
}

/** Money of exits comes free at once: pending entries of the campaign, or of the whole account, will not be made. */
function releaseByExits(reservations: readonly Reservation[], exits: readonly EmergencyExit[]): readonly Reservation[] {
  if (exits.length === 0) return NO_SETTLEMENT;
  const released: Reservation[] = [];
  for (const reservation of reservations) {
    const exit = exits.find((fired) => fired.campaignId === null || fired.campaignId === reservation.campaignId);
    if (reservation.status !== 'HELD' || exit === undefined) continue;
    const reason = exit.trigger.toLowerCase().replaceAll('_', '-');
    released.push(settleReservation(reservation, 'GIVEN_BACK', reason));
  }
  return released;
}

/**
 * Risk's part of one bar, after fills and before analysis: settle what execution did, move campaigns, test their guards, mark the
 * account, test the portfolio limits. The risk service calls it inside its transaction with what it read from the tables; the
 * backtest calls it with what it holds in memory.
 */
export function checkBar(state: RiskState, check: BarCheck, profile: RiskProfile = CLASSIC_RISK): BarCheckResult {
  const settledByFacts = settleEntries(state.reservations, check);
  const afterFacts = replaceById(state.reservations, settledByFacts);
  const filledNow = settledByFacts.filter((reservation) => reservation.status === 'CONSUMED');
  const campaigns = stepCampaigns(state, afterFacts, filledNow, check, profile);
  const marked = markPortfolio(
    state.portfolio,
    {
      equity: check.equity,
      closeTimeMs: closeTimeMs(check.bar.openTimeMs, check.timeframe),
      assetClass: check.assetClass,
    },
    profile,
  );
  const exits = [...campaigns.exits, ...portfolioExits(marked.breaches, check)];
  const released = releaseByExits(afterFacts, exits);
  return {
    state: {
      ...state,
      portfolio: marked.portfolio,
      reservations: replaceById(afterFacts, released),
      campaigns: campaigns.campaigns,
    },
    exits,
    stateChanges: marked.changes,
    campaignChanges: campaigns.changes,
    settled: [...settledByFacts, ...released],
  };
}
