import type { Instrument } from '@tape/market';
import { currencyPairOf, pipSize, quoteToAccount, type QuoteRates } from './currency-pair.js';
import { Amount, amount, decimalText, floorToStep, MONEY_DECIMALS, percentOf } from './decimal.js';
import type { RiskCandidate } from './risk-candidate.js';
import type { RiskProfile } from './risk-profile.js';

/** Size and cost of a trade as risk decided and reserved them. Same shape as on the wire. */
export interface Sizing {
  readonly reservationId: string;
  readonly campaignId: string;
  readonly quantity: string;
  readonly unit: 'SHARES' | 'LOTS' | 'CONTRACTS';
  /** Value of the position at entry, account currency. */
  readonly notional: string;
  /** Loss when the stop fills at its price, account currency, before costs. */
  readonly riskAmount: string;
  readonly riskPercent: string;
  readonly rMultiple: string;
}

/** Money is rounded up to the decimals it is booked with, so that a sum of booked amounts never understates what is at risk. */
export interface Size {
  readonly quantity: Amount;
  readonly notional: Amount;
  readonly riskAmount: Amount;
  readonly riskPercent: Amount;
  /** The value cap made it smaller than the risk alone would have. */
  readonly clipped: boolean;
}

export type SizeOutcome =
  | ({ readonly kind: 'sized' } & Size)
  | { readonly kind: 'refused'; readonly reason: 'rate-unavailable' }
  | { readonly kind: 'refused'; readonly reason: 'size-below-step'; readonly ideal: Amount };

export interface SizeRequest {
  readonly candidate: Pick<RiskCandidate, 'pattern' | 'entry' | 'stop' | 'strategy'>;
  readonly instrument: Instrument;
  /** Above zero. */
  readonly equity: Amount;
  readonly rates: QuoteRates;
  readonly profile: RiskProfile;
}

/** What one trade may risk: a strategy's own wish within the cap of a trade, else the profile's for the pattern. Percent of equity. */
export function riskPercentOf(candidate: Pick<RiskCandidate, 'pattern' | 'strategy'>, profile: RiskProfile): string {
  const wished = candidate.strategy?.riskPercent ?? null;
  if (wished === null) return profile.riskPercent[candidate.pattern];
  return decimalText(Amount.min(amount(wished), amount(profile.maxTradePercent)));
}

function stopDistance(request: SizeRequest): Amount {
  const distance = amount(request.candidate.entry).minus(amount(request.candidate.stop)).abs();
  const pair = currencyPairOf(request.instrument);
  if (pair === null) return distance;
  return distance.plus(pipSize(pair).times(amount(request.profile.forexSpreadPips)).div(2));
}

/** A share of equity in booked decimals, rounded down: a cost that is rounded up to the same decimals stays within it. */
function budgetOf(equity: Amount, percent: string): Amount {
  return equity.times(amount(percent)).div(100).toDecimalPlaces(MONEY_DECIMALS, Amount.ROUND_DOWN);
}

function booked(money: Amount): Amount {
  return money.toDecimalPlaces(MONEY_DECIMALS, Amount.ROUND_UP);
}

/** Largest quantity on the step whose cost stays within the budget, also after the rounding of the division. */
function affordable(budget: Amount, costPerUnit: Amount, step: Amount): Amount {
  const quantity = floorToStep(budget.div(costPerUnit), step);
  return quantity.times(costPerUnit).greaterThan(budget) ? quantity.minus(step) : quantity;
}

/**
 * Fixed-fractional size: equity × risk % / loss per unit, rounded down to the quantity step, then clipped to the largest
 * allowed value. Quote currency is converted at the stop for the loss (that is where it would be taken) and at the entry for
 * the value.
 */
export function sizePosition(request: SizeRequest): SizeOutcome {
  const { candidate, instrument, equity, rates, profile } = request;
  const entry = amount(candidate.entry);
  const contractSize = amount(instrument.contractSize);
  const step = amount(instrument.quantityStep);
  const rateAtEntry = quoteToAccount(instrument, entry, profile.accountCurrency, rates);
  const rateAtStop = quoteToAccount(instrument, amount(candidate.stop), profile.accountCurrency, rates);
  if (rateAtEntry === null || rateAtStop === null) return { kind: 'refused', reason: 'rate-unavailable' };

  const lossPerUnit = stopDistance(request).times(contractSize).times(rateAtStop);
  const valuePerUnit = entry.times(contractSize).times(rateAtEntry);
  const riskBudget = budgetOf(equity, riskPercentOf(candidate, profile));
  const valueBudget = budgetOf(equity, profile.maxValuePercent[instrument.assetClass]);

  const byRisk = affordable(riskBudget, lossPerUnit, step);
  const byValue = affordable(valueBudget, valuePerUnit, step);
  const clipped = byValue.lessThan(byRisk);
  const quantity = clipped ? byValue : byRisk;
  if (quantity.lessThan(step)) {
    return { kind: 'refused', reason: 'size-below-step', ideal: riskBudget.div(lossPerUnit) };
  }
  const riskAmount = booked(quantity.times(lossPerUnit));
  return {
    kind: 'sized',
    quantity,
    notional: booked(quantity.times(valuePerUnit)),
    riskAmount,
    riskPercent: percentOf(riskAmount, equity),
    clipped,
  };
}

/** |target − entry| / |entry − stop|, exact. The caller has checked the price order, so the distance is not zero. */
export function rewardToRisk(candidate: Pick<RiskCandidate, 'entry' | 'stop' | 'targets'>): Amount {
  const entry = amount(candidate.entry);
  return amount(candidate.targets.primary)
    .minus(entry)
    .abs()
    .div(entry.minus(amount(candidate.stop)).abs());
}

/** R as it is stored: four decimals, rounded down, so that rounding never lifts a reward over its minimum. */
export function rMultipleText(candidate: Pick<RiskCandidate, 'entry' | 'stop' | 'targets'>): string {
  return decimalText(rewardToRisk(candidate).toDecimalPlaces(4, Amount.ROUND_DOWN));
}

/** Stop, entry and target in the order their direction demands. */
export function isPriceOrdered(candidate: Pick<RiskCandidate, 'direction' | 'entry' | 'stop' | 'targets'>): boolean {
  const entry = amount(candidate.entry);
  const stop = amount(candidate.stop);
  const target = amount(candidate.targets.primary);
  return candidate.direction === 'LONG'
    ? stop.greaterThan(0) && stop.lessThan(entry) && entry.lessThan(target)
    : target.greaterThan(0) && target.lessThan(entry) && entry.lessThan(stop);
}
