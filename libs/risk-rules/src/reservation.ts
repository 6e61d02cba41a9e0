import { TIMEFRAME_MS, type Instrument, type Timeframe } from '@tape/market';
import { currenciesOf, sectorOf, type Exposure } from './exposure.js';
import type { RiskCandidate, RiskPattern, TradeDirection } from './risk-candidate.js';
import type { Sizing } from './sizing.js';

export type ReservationStatus = 'HELD' | 'CONSUMED' | 'RELEASED' | 'EXPIRED';
export type ReservationEvent = 'FILLED' | 'GIVEN_BACK' | 'LAPSED';

/** Total; `null` is a late or repeated event that changes nothing: a reservation ends once. */
export const RESERVATION_TRANSITIONS: Readonly<
  Record<ReservationStatus, Readonly<Record<ReservationEvent, ReservationStatus | null>>>
> = {
  HELD: { FILLED: 'CONSUMED', GIVEN_BACK: 'RELEASED', LAPSED: 'EXPIRED' },
  CONSUMED: { FILLED: null, GIVEN_BACK: null, LAPSED: null },
  RELEASED: { FILLED: null, GIVEN_BACK: null, LAPSED: null },
  EXPIRED: { FILLED: null, GIVEN_BACK: null, LAPSED: null },
};

/** Money promised to one candidate until its position opens, its signal ends, or time runs out. */
export interface Reservation {
  readonly id: string;
  readonly patternId: string;
  readonly campaignId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly direction: TradeDirection;
  readonly pattern: RiskPattern;
  /** Bucket of the sector cap, see `sectorOf`. */
  readonly sector: string | null;
  readonly quantity: string;
  readonly entry: string;
  readonly stop: string;
  readonly riskAmount: string;
  readonly notional: string;
  readonly status: ReservationStatus;
  /** Open time of the bar it was decided on. */
  readonly barTimeMs: number;
  readonly expiresAtMs: number;
  readonly reason: string | null;
}

/**
 * Bars for which a signal may wait to be taken. Orders of this system act on the very next bar; the rest is for outside claimers
 * and for daily bars over a long weekend (Friday's close to Tuesday's open is 3 nominal days). An intraday signal therefore does
 * not outlive a closed night: its price is gone by then.
 */
export const SIGNAL_LIFE_BARS = 5;

/** Business time from which a signal of a bar closing at `closeTimeMs` may no longer be entered. */
export function expiresAtMs(closeTimeMs: number, timeframe: Timeframe): number {
  return closeTimeMs + SIGNAL_LIFE_BARS * TIMEFRAME_MS[timeframe];
}

export function reservationFor(candidate: RiskCandidate, instrument: Instrument, sizing: Sizing): Reservation {
  return {
    id: sizing.reservationId,
    patternId: candidate.id,
    campaignId: sizing.campaignId,
    symbol: candidate.symbol,
    timeframe: candidate.timeframe,
    direction: candidate.direction,
    pattern: candidate.pattern,
    sector: sectorOf(instrument),
    quantity: sizing.quantity,
    entry: candidate.entry,
    stop: candidate.stop,
    riskAmount: sizing.riskAmount,
    notional: sizing.notional,
    status: 'HELD',
    barTimeMs: candidate.knownAtMs,
    expiresAtMs: expiresAtMs(candidate.closeTimeMs, candidate.timeframe),
    reason: null,
  };
}

/** The reservation after the event; the same object when it had ended before. */
export function settleReservation(reservation: Reservation, event: ReservationEvent, reason: string): Reservation {
  const status = RESERVATION_TRANSITIONS[reservation.status][event];
  return status === null ? reservation : { ...reservation, status, reason };
}

export function exposureOfReservation(
  reservation: Reservation,
  instrument: Pick<Instrument, 'symbol' | 'assetClass'>,
): Exposure {
  const { id, campaignId, symbol, pattern, sector, riskAmount } = reservation;
  return { reservationId: id, campaignId, symbol, pattern, sector, currencies: currenciesOf(instrument), riskAmount };
}
