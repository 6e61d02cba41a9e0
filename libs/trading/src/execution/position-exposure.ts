import type { Instrument } from '@tape/market';
import {
  Amount,
  amount,
  currenciesOf,
  decimalText,
  MONEY_DECIMALS,
  quoteToAccount,
  sectorOf,
  type Exposure,
  type MarkedPosition,
  type QuoteRates,
} from '@tape/risk-rules';
import type { TradeSignal } from '../signal/trade-signal.js';
import type { Position } from './position.js';

export interface ExposureContext {
  readonly instrument: Instrument;
  readonly accountCurrency: string;
  readonly rates: QuoteRates;
}

/** What an open position still puts at risk: from its entry to its present stop, nothing once the stop is past the entry. */
export function exposureOfPosition(
  position: Position,
  signal: Pick<TradeSignal, 'reservationId' | 'pattern'>,
  { instrument, accountCurrency, rates }: ExposureContext,
): Exposure {
  const stop = amount(position.stop);
  const distance = amount(position.entryPrice).minus(stop);
  const atRisk = position.direction === 'LONG' ? distance : distance.negated();
  const rate = quoteToAccount(instrument, stop, accountCurrency, rates);
  // Without a rate the risk at entry stands: it was computed when there was one.
  const riskAmount =
    rate === null
      ? amount(position.initialRisk)
      : atRisk.times(amount(position.quantity)).times(amount(instrument.contractSize)).times(rate);
  return {
    reservationId: signal.reservationId,
    campaignId: position.campaignId,
    symbol: position.symbol,
    pattern: signal.pattern,
    sector: sectorOf(instrument),
    currencies: currenciesOf(instrument),
    riskAmount: riskAmount.isNegative()
      ? '0'
      : decimalText(riskAmount.toDecimalPlaces(MONEY_DECIMALS, Amount.ROUND_UP)),
  };
}

/** The position as the mark of the account needs it; without a rate it is marked at its entry, which moves nothing. */
export function markedPosition(
  position: Position,
  markPrice: string,
  { instrument, accountCurrency, rates }: ExposureContext,
): MarkedPosition {
  const rate = quoteToAccount(instrument, amount(markPrice), accountCurrency, rates);
  return {
    direction: position.direction,
    quantity: position.quantity,
    entryPrice: position.entryPrice,
    markPrice: rate === null ? position.entryPrice : markPrice,
    contractSize: instrument.contractSize,
    quoteRate: rate === null ? '1' : decimalText(rate),
  };
}
