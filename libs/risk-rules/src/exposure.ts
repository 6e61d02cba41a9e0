import type { Instrument } from '@tape/market';
import type { Campaign } from './campaign.js';
import { currencyPairOf, type QuoteRates } from './currency-pair.js';
import { Amount, amount } from './decimal.js';
import type { RiskPattern } from './risk-candidate.js';

export type TradingState = 'ACTIVE' | 'REDUCING' | 'HALTED';

/** Money that is at risk, or promised to be: a held reservation or an open position. */
export interface Exposure {
  /** Ties a position to the reservation it came from, so that the two are never counted twice. */
  readonly reservationId: string;
  readonly campaignId: string;
  readonly symbol: string;
  readonly pattern: RiskPattern;
  readonly sector: string | null;
  /** Both currencies of a forex pair; empty for everything else. */
  readonly currencies: readonly string[];
  readonly riskAmount: string;
}

/** All that `assess` knows of the portfolio: plain data, from memory in a backtest and from tables in the risk service. */
export interface PortfolioView {
  readonly equity: string;
  readonly tradingState: TradingState;
  readonly heldReservations: readonly Exposure[];
  readonly openPositions: readonly Exposure[];
  /** At least the campaign of the candidate, if there is one. */
  readonly campaigns: readonly Campaign[];
  /** Account currency for one unit of a forex quote currency. */
  readonly rates: QuoteRates;
}

/**
 * What counts as one sector for the cap. All crypto moves together and is one; a stock of unknown sector shares one bucket with
 * all others unknown, because not knowing must not widen the limit. Forex has the currency cap instead.
 */
export function sectorOf(instrument: Pick<Instrument, 'assetClass' | 'sector'>): string | null {
  if (instrument.assetClass === 'FOREX') return null;
  if (instrument.assetClass === 'CRYPTO') return instrument.sector ?? 'CRYPTO';
  return instrument.sector ?? 'UNKNOWN';
}

export function currenciesOf(instrument: Pick<Instrument, 'symbol' | 'assetClass'>): readonly string[] {
  const pair = currencyPairOf(instrument);
  return pair === null ? [] : [pair.base, pair.quote];
}

/** Held and open together; where both exist the position speaks, because its stop and size are what is really at risk. */
export function exposuresOf<Item extends Pick<Exposure, 'reservationId'>>(view: {
  readonly heldReservations: readonly Item[];
  readonly openPositions: readonly Item[];
}): readonly Item[] {
  const open = new Set(view.openPositions.map((exposure) => exposure.reservationId));
  return [...view.openPositions, ...view.heldReservations.filter((held) => !open.has(held.reservationId))];
}

export function totalRisk(exposures: readonly Pick<Exposure, 'riskAmount'>[]): Amount {
  return exposures.reduce((sum, exposure) => sum.plus(amount(exposure.riskAmount)), new Amount(0));
}
