import type { Instrument } from '@tape/market';
import { campaignIdOf, isLive } from './campaign.js';
import { capFindings, type CapRefusal } from './caps.js';
import { isoMinute } from './trading-day.js';
import { contentHash } from './content-hash.js';
import { Amount, amount, decimalText } from './decimal.js';
import { exposuresOf, type PortfolioView } from './exposure.js';
import type { RiskCandidate } from './risk-candidate.js';
import { CLASSIC_RISK, type RiskProfile } from './risk-profile.js';
import { isPriceOrdered, rewardToRisk, rMultipleText, sizePosition, type Size, type Sizing } from './sizing.js';
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

/** Reasons to refuse before any money is counted. */
function gateFinding(candidate: RiskCandidate, view: PortfolioView): RiskFinding | null {
  if (view.tradingState === 'HALTED') return failure('trading-halted', 'trading is halted', 'HALTED', 'ACTIVE');
  if (view.tradingState === 'REDUCING') {
    return failure('trading-reducing', 'only exits are allowed now', 'REDUCING', 'ACTIVE');
  }
  if (!amount(view.equity).greaterThan(0)) return failure('no-equity', 'there is no equity to risk', view.equity, '0');
  const campaignId = campaignIdOf(candidate);
  const campaign = view.campaigns.find((known) => known.id === campaignId);
  const blockedUntilMs = campaign?.blockedUntilMs ?? null;
  if (blockedUntilMs !== null && candidate.closeTimeMs <= blockedUntilMs) {
    return failure(
      'campaign-blocked',
      `campaign ${campaignId} was ended by its guard and is closed to new trades`,
      isoMinute(candidate.closeTimeMs),
      isoMinute(blockedUntilMs),
    );
  }
  if (campaign !== undefined && isLive(campaign) && campaign.direction !== candidate.direction) {
    return failure(
      'campaign-direction-conflict',
      `campaign ${campaignId} already trades the other way`,
      candidate.direction,
      campaign.direction,
    );
  }
  if (!isPriceOrdered(candidate)) {
    return failure(
      'price-order-broken',
      `stop ${candidate.stop}, entry ${candidate.entry} and target ${candidate.targets.primary} are out of order`,
      candidate.entry,
      candidate.direction === 'LONG' ? 'stop < entry < target' : 'target < entry < stop',
    );
  }
  return null;
}

function rewardFinding(candidate: RiskCandidate, profile: RiskProfile): RiskFinding | null {
  const reward = rewardToRisk(candidate);
  const minimum = amount(profile.minimumR[candidate.pattern]);
  if (reward.lessThan(minimum)) {
    const text = `${candidate.pattern} needs ${decimalText(minimum)} R, this pays ${rMultipleText(candidate)}`;
    return failure('reward-too-small', text, reward.toNumber(), minimum.toNumber());
  }
  const implausible = amount(profile.implausibleR);
  if (!reward.greaterThan(implausible)) return null;
  return warning('reward-implausible', 'a reward this large is rarely real', reward.toNumber(), implausible.toNumber());
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
  const conclude = (findings: readonly RiskFinding[], metadata: VerdictMetadata = {}): StageVerdict =>
    stageVerdict({
      stage: 'RISK',
      validator: 'risk',
      atMs: candidate.closeTimeMs,
      findings,
      passMessage: 'size found and within every cap',
      metadata,
    });
  const gate = gateFinding(candidate, view);
  if (gate !== null) return { verdict: conclude([gate]), sizing: null };
  const reward = rewardFinding(candidate, profile);
  if (reward?.status === 'FAIL') return { verdict: conclude([reward]), sizing: null };

  const equity = amount(view.equity);
  const size = sizePosition({ candidate, instrument, equity, rates: view.rates, profile });
  if (size.kind === 'refused') {
    const finding =
      size.reason === 'rate-unavailable'
        ? failure(size.reason, `no rate from the quote currency of ${instrument.symbol} to ${profile.accountCurrency}`)
        : failure(
            size.reason,
            'the smallest tradable size risks too much or is worth too much',
            size.ideal.toNumber(),
            Number(instrument.quantityStep),
          );
    return { verdict: conclude([finding]), sizing: null };
  }

  const sizing = toSizing(candidate, instrument, size);
  const exposures = exposuresOf(view).filter((exposure) => exposure.reservationId !== sizing.reservationId);
  const clip: RiskFinding | null = size.clipped
    ? warning(
        'value-clipped',
        `size clipped to ${profile.maxValuePercent[instrument.assetClass]} % of equity`,
        sizing.riskPercent,
        profile.riskPercent[candidate.pattern],
      )
    : null;
  const findings = [
    ...(reward === null ? [] : [reward]),
    ...(clip === null ? [] : [clip]),
    ...capFindings({
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
  const verdict = conclude(findings, metadata);
  return { verdict, sizing: verdict.status === 'FAIL' ? null : sizing };
}
