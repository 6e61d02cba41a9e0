import type { Instrument } from '@tape/market';
import { campaignIdOf, isLive } from './campaign.js';
import { capChecks, type CapRefusal } from './caps.js';
import { isoMinute } from './trading-day.js';
import { contentHash } from './content-hash.js';
import { Amount, amount, decimalText } from './decimal.js';
import { exposuresOf, type PortfolioView } from './exposure.js';
import type { RiskCandidate } from './risk-candidate.js';
import { CLASSIC_RISK, type RiskProfile } from './risk-profile.js';
import {
  isPriceOrdered,
  rewardToRisk,
  rMultipleText,
  riskPercentOf,
  sizePosition,
  type Size,
  type Sizing,
} from './sizing.js';
import { findingsOf, held, raised, shownChecks, type Check } from './stage-check.js';
import {
  failure,
  stageVerdict,
  warning,
  type Finding,
  type StageVerdict,
  type VerdictMetadata,
} from './stage-verdict.js';

export type RiskReason =
  | 'trading-halted'
  | 'trading-reducing'
  | 'no-equity'
  | 'campaign-blocked'
  | 'campaign-direction-conflict'
  | 'price-order-broken'
  | 'reward-too-small'
  | 'reward-implausible'
  | 'rate-unavailable'
  | 'size-below-step'
  | 'value-clipped'
  | CapRefusal;

export interface Assessment {
  readonly verdict: StageVerdict;
  /** Null exactly when the verdict is FAIL. */
  readonly sizing: Sizing | null;
}

/** The reservation of a pattern has one id, ever: asking twice cannot reserve twice. */
export function reservationIdOf(patternId: string): string {
  return `rsv_${contentHash('reservation', patternId)}`;
}

type RiskFinding = Finding<RiskReason>;

/** A reason to refuse before any money is counted; null where there is none. */
function gateCheck(candidate: RiskCandidate, view: PortfolioView): Check<RiskReason> | null {
  if (view.tradingState === 'HALTED') {
    return raised('trading state', 'is', failure('trading-halted', 'trading is halted', 'HALTED', 'ACTIVE'));
  }
  if (view.tradingState === 'REDUCING') {
    return raised(
      'trading state',
      'is',
      failure('trading-reducing', 'only exits are allowed now', 'REDUCING', 'ACTIVE'),
    );
  }
  if (!amount(view.equity).greaterThan(0)) {
    return raised('equity', 'over', failure('no-equity', 'there is no equity to risk', view.equity, '0'));
  }
  const campaignId = campaignIdOf(candidate);
  const campaign = view.campaigns.find((known) => known.id === campaignId);
  const blockedUntilMs = campaign?.blockedUntilMs ?? null;
  if (blockedUntilMs !== null && candidate.closeTimeMs <= blockedUntilMs) {
    const message = `campaign ${campaignId} was ended by its guard and is closed to new trades`;
    const now = isoMinute(candidate.closeTimeMs);
    const blocked = failure('campaign-blocked', message, now, isoMinute(blockedUntilMs));
    return raised('campaign closed until', 'over', blocked);
  }
  if (campaign !== undefined && isLive(campaign) && campaign.direction !== candidate.direction) {
    const message = `campaign ${campaignId} already trades the other way`;
    const conflict = failure('campaign-direction-conflict', message, candidate.direction, campaign.direction);
    return raised('campaign direction', 'is', conflict);
  }
  if (isPriceOrdered(candidate)) return null;
  const { stop, entry, targets } = candidate;
  const message = `stop ${stop}, entry ${entry} and target ${targets.primary} are out of order`;
  const order = candidate.direction === 'LONG' ? 'stop < entry < target' : 'target < entry < stop';
  return raised('prices', 'is', failure('price-order-broken', message, entry, order));
}

function rewardChecks(candidate: RiskCandidate, profile: RiskProfile): readonly Check<RiskReason>[] {
  const name = 'reward, R';
  const reward = rewardToRisk(candidate);
  const minimum = amount(profile.minimumR[candidate.pattern]);
  if (reward.lessThan(minimum)) {
    const text = `${candidate.pattern} needs ${decimalText(minimum)} R, this pays ${rMultipleText(candidate)}`;
    return [raised(name, 'at-least', failure('reward-too-small', text, reward.toNumber(), minimum.toNumber()))];
  }
  const enough = held(name, reward.toNumber(), 'at-least', minimum.toNumber());
  const implausible = amount(profile.implausibleR);
  if (!reward.greaterThan(implausible)) return [enough];
  const message = 'a reward this large is rarely real';
  const doubt = warning('reward-implausible', message, reward.toNumber(), implausible.toNumber());
  return [enough, raised(name, 'at-most', doubt)];
}

function toSizing(candidate: RiskCandidate, instrument: Instrument, size: Size): Sizing {
  return {
    reservationId: reservationIdOf(candidate.id),
    campaignId: campaignIdOf(candidate),
    quantity: decimalText(size.quantity),
    unit: instrument.unit,
    notional: decimalText(size.notional),
    riskAmount: decimalText(size.riskAmount),
    riskPercent: decimalText(size.riskPercent.toDecimalPlaces(4, Amount.ROUND_UP)),
    rMultiple: rMultipleText(candidate),
  };
}

/**
 * The RISK stage: may this be traded, and how much of it? Decides only; the caller that answers yes must reserve the money in
 * the same transaction in which it read the view, or two candidates could pass that may not pass together.
 */
export function assess(
  candidate: RiskCandidate,
  instrument: Instrument,
  view: PortfolioView,
  profile: RiskProfile = CLASSIC_RISK,
): Assessment {
  const conclude = (checks: readonly Check<RiskReason>[], metadata: VerdictMetadata = {}): StageVerdict =>
    stageVerdict({
      stage: 'RISK',
      validator: 'risk',
      atMs: candidate.closeTimeMs,
      findings: findingsOf(checks),
      passMessage: 'size found and within every cap',
      metadata,
      checks: shownChecks(checks),
    });
  const gate = gateCheck(candidate, view);
  if (gate !== null) return { verdict: conclude([gate]), sizing: null };
  const passed: Check<RiskReason>[] = [held('trading state', view.tradingState, 'is', 'ACTIVE')];
  passed.push(...rewardChecks(candidate, profile));
  if (passed.some(({ status }) => status === 'FAIL')) return { verdict: conclude(passed), sizing: null };

  const equity = amount(view.equity);
  const size = sizePosition({ candidate, instrument, equity, rates: view.rates, profile });
  if (size.kind === 'refused') {
    const finding =
      size.reason === 'rate-unavailable'
        ? failure(
            size.reason,
            `no rate from the quote currency of ${instrument.symbol} to ${profile.accountCurrency}`,
            'none',
            `a rate to ${profile.accountCurrency}`,
          )
        : failure(
            size.reason,
            'the smallest tradable size risks too much or is worth too much',
            size.ideal.toNumber(),
            Number(instrument.quantityStep),
          );
    const name = size.reason === 'rate-unavailable' ? 'rate' : `size, ${instrument.unit.toLowerCase()}`;
    return { verdict: conclude([...passed, raised(name, 'at-least', finding)]), sizing: null };
  }

  const sizing = toSizing(candidate, instrument, size);
  const exposures = exposuresOf(view).filter((exposure) => exposure.reservationId !== sizing.reservationId);
  const clip: RiskFinding | null = size.clipped
    ? warning(
        'value-clipped',
        `size clipped to ${profile.maxValuePercent[instrument.assetClass]} % of equity`,
        sizing.riskPercent,
        riskPercentOf(candidate, profile),
      )
    : null;
  const checks = [
    ...passed,
    ...(clip === null ? [] : [raised('risk % of equity, clipped', 'at-least', clip)]),
    ...capChecks({
      candidate,
      campaignId: sizing.campaignId,
      instrument,
      equity,
      riskAmount: size.riskAmount,
      exposures,
      profile,
    }),
  ];
  const metadata: VerdictMetadata = {
    quantity: sizing.quantity,
    notional: sizing.notional,
    riskAmount: sizing.riskAmount,
    riskPercent: sizing.riskPercent,
    rMultiple: sizing.rMultiple,
    campaignId: sizing.campaignId,
    equity: view.equity,
  };
  const verdict = conclude(checks, metadata);
  return { verdict, sizing: verdict.status === 'FAIL' ? null : sizing };
}
