import { describe, expect, it } from '@jest/globals';
import {
  expiresAtMs,
  RESERVATION_TRANSITIONS,
  reservationFor,
  settleReservation,
  type Reservation,
  type ReservationEvent,
  type ReservationStatus,
} from './reservation.js';
import { candidate, DAY_MS, STOCK } from './testing/sample-risk.js';

const held: Reservation = reservationFor(candidate(), STOCK, {
  reservationId: 'rsv_1',
  campaignId: 'ACME-2023-02-03',
  quantity: '100',
  unit: 'SHARES',
  notional: '10000',
  riskAmount: '500',
  riskPercent: '0.5',
  rMultiple: '3',
});

describe('a reservation', () => {
  it('is held, in the bucket of its sector, until five bars after the close it was decided on', () => {
    expect(held).toMatchObject({
      status: 'HELD',
      sector: 'TECH',
      barTimeMs: candidate().knownAtMs,
      expiresAtMs: candidate().closeTimeMs + 5 * DAY_MS,
    });
    expect(expiresAtMs(0, '15m')).toBe(5 * 15 * 60_000);
  });

  it.each([
    ['FILLED', 'CONSUMED'],
    ['GIVEN_BACK', 'RELEASED'],
    ['LAPSED', 'EXPIRED'],
  ] as const)('ends by %s as %s', (event, status) => {
    expect(settleReservation(held, event, 'why')).toEqual({ ...held, status, reason: 'why' });
  });

  const ended = (Object.keys(RESERVATION_TRANSITIONS) as ReservationStatus[]).filter((status) => status !== 'HELD');
  const events = Object.keys(RESERVATION_TRANSITIONS.HELD) as ReservationEvent[];
  it.each(ended.flatMap((status) => events.map((event) => [status, event] as const)))(
    'that is %s does not end again by %s',
    (status, event) => {
      const before = { ...held, status };
      expect(settleReservation(before, event, 'why')).toBe(before);
    },
  );
});
