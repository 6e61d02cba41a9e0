import { amount, CLASSIC_RISK, quoteToAccount } from '@tape/risk-rules';
import { closePart, commission, type ShadowMarket } from '@tape/trading';
import type { PaperTrade } from './paper-trade.js';

/** The moment and price at which the real trade of a signal was over. */
export interface RealExit {
  readonly price: string;
  readonly atMs: number;
}

export interface SynchronisedExit extends RealExit {
  /** Net of all costs, in units of the risk of this engine's own stop. */
  readonly rMultiple: string;
}

/**
 * What the engine's entry and size would have earned had it left together with the real trade, whatever its own rule did. The price
 * holds the slippage of the real exit already; the fee is that of this size.
 *
 * @returns null when it was not in the market at that time, or nobody knows what its currency was worth
 */
export function synchronisedExit(trade: PaperTrade, exit: RealExit, market: ShadowMarket): SynchronisedExit | null {
  const { entered } = trade;
  if (entered === null || exit.atMs < entered.openedAtMs) return null;
  const { instrument, costs, rates } = market;
  const price = amount(exit.price);
  const quoteRate = quoteToAccount(instrument, price, CLASSIC_RISK.accountCurrency, rates);
  if (quoteRate === null) return null;
  const quantity = amount(entered.quantity);
  const contractSize = amount(instrument.contractSize);
  const fees = commission(costs, quantity, quantity.times(contractSize).times(price).times(quoteRate));
  const { rMultiple } = closePart(entered, {
    quantity,
    price,
    fees,
    purpose: 'MANUAL_CLOSE',
    contractSize,
    quoteRate,
    atMs: exit.atMs,
  });
  if (rMultiple === null) throw new RangeError(`${trade.id} was not closed by its whole size`);
  return { ...exit, rMultiple };
}
