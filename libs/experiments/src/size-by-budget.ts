import { Amount, amount, decimalText, floorToStep, quoteToAccount } from '@tape/risk-rules';
import type { MarketContext } from './market-context.js';

/**
 * The largest size whose loss at the stop stays within the signal's risk budget, in the instrument's step; the least quantity where
 * that would be none, so that an expensive instrument is followed too. Null when the quote currency has no rate.
 */
export function sizeByBudget(context: MarketContext, stop: Amount): string | null {
  const { signal, instrument, accountCurrency, rates } = context;
  const rate = quoteToAccount(instrument, stop, accountCurrency, rates);
  if (rate === null) return null;
  const step = amount(instrument.quantityStep);
  const lossPerUnit = amount(signal.entry).minus(stop).abs().times(amount(instrument.contractSize)).times(rate);
  const quantity = floorToStep(amount(signal.riskBudget).div(lossPerUnit), step);
  return decimalText(Amount.max(quantity, step));
}
