import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { nextSignalStatus, SIGNAL_TRANSITIONS, type SignalEvent, type SignalStatus } from './signal-status.js';

type Next = SignalStatus | null;

function row(
  CLAIM: Next,
  RETURN: Next,
  FILL: Next,
  HIT_TARGET: Next,
  STOP_OUT: Next,
  CLOSE: Next,
  EXPIRE: Next,
  CANCEL: Next,
): Readonly<Record<SignalEvent, Next>> {
  return { CLAIM, RETURN, FILL, HIT_TARGET, STOP_OUT, CLOSE, EXPIRE, CANCEL };
}

describe('signal status', () => {
  const STATUSES = Object.keys(SIGNAL_TRANSITIONS) as SignalStatus[];
  const EVENTS = Object.keys(SIGNAL_TRANSITIONS.APPROVED) as SignalEvent[];
  const ENDED: readonly SignalStatus[] = ['TARGET_HIT', 'STOPPED', 'CLOSED', 'EXPIRED', 'CANCELLED'];

  const EXPECTED: Readonly<Record<SignalStatus, Readonly<Record<SignalEvent, SignalStatus | null>>>> = {
    APPROVED: row('CLAIMED', null, null, null, null, null, 'EXPIRED', 'CANCELLED'),
    CLAIMED: row(null, 'APPROVED', 'FILLED', null, null, null, 'EXPIRED', 'CANCELLED'),
    FILLED: row(null, null, null, 'TARGET_HIT', 'STOPPED', 'CLOSED', null, null),
    TARGET_HIT: row(null, null, null, null, null, null, null, null),
    STOPPED: row(null, null, null, null, null, null, null, null),
    CLOSED: row(null, null, null, null, null, null, null, null),
    EXPIRED: row(null, null, null, null, null, null, null, null),
    CANCELLED: row(null, null, null, null, null, null, null, null),
  };

  it('knows eight statuses and eight events', () => {
    expect([STATUSES.toSorted(), EVENTS.length]).toEqual([Object.keys(EXPECTED).toSorted(), 8]);
  });

  it.each(STATUSES.flatMap((status) => EVENTS.map((event) => [status, event, EXPECTED[status][event]] as const)))(
    '%s under %s: %s',
    (status, event, expected) => {
      expect(nextSignalStatus(status, event)).toBe(expected);
    },
  );

  it('never leaves an end, and ends as a trade only after a fill, over any sequence of events', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 20 }), (events) => {
        let status: SignalStatus = 'APPROVED';
        let wasFilled = false;
        for (const event of events) {
          const next = nextSignalStatus(status, event);
          if (ENDED.includes(status)) expect(next).toBeNull();
          if (next === null) continue;
          expect(STATUSES).toContain(next);
          wasFilled ||= next === 'FILLED';
          if (['TARGET_HIT', 'STOPPED', 'CLOSED'].includes(next)) expect(wasFilled).toBe(true);
          status = next;
        }
      }),
    );
  });
});
