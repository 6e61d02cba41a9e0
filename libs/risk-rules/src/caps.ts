import type { Instrument } from '@tape/market';
import { campaignBudgetPercent } from './campaign-budget.js';
import { Amount, amount, percentOf } from './decimal.js';
import { currenciesOf, sectorOf, totalRisk, type Exposure } from './exposure.js';
import type { RiskCandidate } from './risk-candidate.js';
import type { RiskProfile } from './risk-profile.js';
import { held, raised, type Check } from './stage-check.js';
import { failure, warning } from './stage-verdict.js';

export type CapRefusal =
  | 'trade-risk-cap'
  | 'campaign-budget'
  | 'campaign-risk-cap'
  | 'campaign-positions-cap'
  | 'sector-risk-cap'
  | 'currency-risk-cap'
  | 'portfolio-heat-cap';

export interface CapRequest {
  readonly candidate: RiskCandidate;
  readonly campaignId: string;
  readonly instrument: Instrument;
  readonly equity: Amount;
  readonly riskAmount: Amount;
  readonly exposures: readonly Exposure[];
  readonly profile: RiskProfile;
}

interface Cap {
  readonly reason: CapRefusal;
  readonly what: string;
  /** What would be used if the candidate were let in. */
  readonly used: Amount;
  readonly limit: Amount;
  readonly unit: '%' | 'positions';
}

function judge(cap: Cap, warnFromPercentOfCap: number): Check<CapRefusal> {
  const used = cap.used.toNumber();
  const limit = cap.limit.toNumber();
  const name = `${cap.what}, ${cap.unit === '%' ? 'risk % of equity' : cap.unit}`;
  const shown = `${Math.round(used * 1_000) / 1_000} of ${limit} ${cap.unit}`;
  if (cap.used.greaterThan(cap.limit)) {
    return raised(name, 'at-most', failure(cap.reason, `${cap.what} would use ${shown}`, used, limit));
  }
  if (cap.used.greaterThanOrEqualTo(cap.limit.times(warnFromPercentOfCap).div(100))) {
    return raised(name, 'at-most', warning(cap.reason, `${cap.what} uses ${shown}`, used, limit));
  }
  return held(name, used, 'at-most', limit);
}

/** Every cap, narrowest first: kept, close to it (WARN), or broken by the candidate (FAIL). */
export function capChecks(request: CapRequest): readonly Check<CapRefusal>[] {
  const { candidate, campaignId, instrument, equity, riskAmount, exposures, profile } = request;
  const campaign = exposures.filter((exposure) => exposure.campaignId === campaignId);
  const sector = sectorOf(instrument);
  const usedWith = (others: readonly Exposure[]): Amount => percentOf(totalRisk(others).plus(riskAmount), equity);
  const percentCap = (reason: CapRefusal, what: string, others: readonly Exposure[], limit: Amount): Cap => ({
    reason,
    what,
    used: usedWith(others),
    limit,
    unit: '%',
  });

  const samePattern = campaign.filter((exposure) => exposure.pattern === candidate.pattern);
  const budget = campaignBudgetPercent(candidate, campaign).times(amount(profile.maxCampaignPercent)).div(100);
  const caps: Cap[] = [
    percentCap('trade-risk-cap', 'the trade', [], amount(profile.maxTradePercent)),
    percentCap('campaign-budget', `${candidate.pattern} in campaign ${campaignId}`, samePattern, budget),
    percentCap('campaign-risk-cap', `campaign ${campaignId}`, campaign, amount(profile.maxCampaignPercent)),
    {
      reason: 'campaign-positions-cap',
      what: `campaign ${campaignId}`,
      used: new Amount(campaign.length + 1),
      limit: new Amount(profile.maxCampaignPositions),
      unit: 'positions',
    },
  ];
  if (sector !== null) {
    const others = exposures.filter((exposure) => exposure.sector === sector);
    caps.push(percentCap('sector-risk-cap', `sector ${sector}`, others, amount(profile.maxSectorPercent)));
  }
  for (const currency of currenciesOf(instrument)) {
    const others = exposures.filter((exposure) => exposure.currencies.includes(currency));
    caps.push(percentCap('currency-risk-cap', `currency ${currency}`, others, amount(profile.maxCurrencyPercent)));
  }
  caps.push(percentCap('portfolio-heat-cap', 'the portfolio', exposures, amount(profile.maxHeatPercent)));
  return caps.map((cap) => judge(cap, profile.warnFromPercentOfCap));
}
