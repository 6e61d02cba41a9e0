import { TIMEFRAMES } from '@tape/market';
import { rMultipleText } from '@tape/risk-rules';
import { priorityOf } from '@tape/trading';
import type { DetectedPattern } from '@tape/validation';

/** What the analysis of one bar offers. */
interface Offer {
  readonly patterns: readonly DetectedPattern[];
}

/**
 * The order in which the candidates of one time are decided, because money may not be there for all: the better one first, by the
 * priority its signal would have; equals by symbol, then the shorter bar. Candidates of one series keep the order of its analysis,
 * and the series is placed by its first.
 */
export function inDecisionOrder<Item extends Offer>(offers: readonly Item[]): readonly Item[] {
  const withCandidates = offers.filter(({ patterns }) => patterns.length > 0);
  if (withCandidates.length < 2) return withCandidates;
  return withCandidates
    .map((offer) => ({ offer, first: offer.patterns[0]!, priority: candidatePriority(offer.patterns[0]!) }))
    .toSorted((a, b) => b.priority - a.priority || bySymbol(a.first, b.first))
    .map(({ offer }) => offer);
}

function bySymbol(a: DetectedPattern, b: DetectedPattern): number {
  if (a.symbol !== b.symbol) return a.symbol < b.symbol ? -1 : 1;
  return TIMEFRAMES.indexOf(a.timeframe) - TIMEFRAMES.indexOf(b.timeframe);
}

function candidatePriority(pattern: DetectedPattern): number {
  return priorityOf({ ...pattern, rMultiple: rMultipleText(pattern) });
}
