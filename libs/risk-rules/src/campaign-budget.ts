import { Amount } from './decimal.js';
import type { Exposure } from './exposure.js';
import type { RiskCandidate, RiskPattern } from './risk-candidate.js';

/** Confidence from which the last entry of a campaign may also use what the entries before it did not take. Scale 0..100. */
export const LONE_LPS_CONFIDENCE = 75;

interface Share {
  /** Percent of the campaign's risk. */
  readonly percent: number;
  /** The entry that comes before it in a campaign; null for the first. */
  readonly before: RiskPattern | null;
  /** Confidence from which it inherits. */
  readonly inheritsFrom: number;
}

/** How a campaign's risk is split over its entries, in the order in which they come. Total: a new pattern must take a share. */
const SHARE: Readonly<Record<RiskPattern, Share>> = {
  SPRING: { percent: 40, before: null, inheritsFrom: 0 },
  SOS: { percent: 30, before: 'SPRING', inheritsFrom: 0 },
  LPS: { percent: 30, before: 'SOS', inheritsFrom: LONE_LPS_CONFIDENCE },
  UTAD: { percent: 40, before: null, inheritsFrom: 0 },
  SOW: { percent: 30, before: 'UTAD', inheritsFrom: 0 },
  // A trade of a strategy is a campaign of its own.
  STRATEGY: { percent: 100, before: null, inheritsFrom: 0 },
  LPSY: { percent: 30, before: 'SOW', inheritsFrom: LONE_LPS_CONFIDENCE },
};

/**
 * Share of the campaign's risk budget for one more trade of the candidate's pattern: its own, and those of the entries that were
 * skipped right before it. Without a Spring an SOS has 70; an LPS after a Spring alone has 60, alone it has 100; mirrored for
 * shorts. What one entry has inherited the next does not inherit again. Unit: percent of that budget.
 */
export function campaignBudgetPercent(
  candidate: Pick<RiskCandidate, 'pattern' | 'confidence'>,
  campaign: readonly Pick<Exposure, 'pattern'>[],
): Amount {
  const taken = new Set(campaign.map((exposure) => exposure.pattern));
  const own = SHARE[candidate.pattern];
  let percent = own.percent;
  if (candidate.confidence < own.inheritsFrom) return new Amount(percent);
  for (let skipped = own.before; skipped !== null && !taken.has(skipped); skipped = SHARE[skipped].before) {
    percent += SHARE[skipped].percent;
  }
  return new Amount(percent);
}
