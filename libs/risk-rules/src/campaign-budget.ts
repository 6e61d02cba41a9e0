import { Amount } from './decimal.js';
import type { Exposure } from './exposure.js';
import type { RiskCandidate, RiskPattern } from './risk-candidate.js';

/** Confidence from which a Last Point of Support without anything before it may carry a whole campaign. Scale 0..100. */
export const LONE_LPS_CONFIDENCE = 75;

type Share = (context: { readonly others: ReadonlySet<RiskPattern>; readonly confidence: number }) => number;

/** Part of the campaign's risk that each pattern may use, in percent. What a Spring did not take, a lone SOS or LPS may. */
const SHARE: Readonly<Record<RiskPattern, Share>> = {
  SPRING: () => 40,
  SOS: ({ others }) => (others.has('SPRING') ? 30 : 70),
  LPS: ({ others, confidence }) => (others.size === 0 && confidence >= LONE_LPS_CONFIDENCE ? 100 : 30),
  UTAD: () => 40,
  SOW: () => 30,
  LPSY: () => 30,
};

/** Share of the campaign's risk budget for one more trade of the candidate's pattern. Unit: percent of that budget. */
export function campaignBudgetPercent(
  candidate: Pick<RiskCandidate, 'pattern' | 'confidence'>,
  campaign: readonly Pick<Exposure, 'pattern'>[],
): Amount {
  const others = new Set(
    campaign.map((exposure) => exposure.pattern).filter((pattern) => pattern !== candidate.pattern),
  );
  return new Amount(SHARE[candidate.pattern]({ others, confidence: candidate.confidence }));
}
