/**
 * PENDING not tried yet, SENDING an attempt is under way, FAILED tried and tried again later, SENT the provider has it,
 * DEAD given up, UNKNOWN perhaps sent and nobody can tell, DROPPED the receiver is gone for good.
 */
export const DELIVERY_STATES = ['PENDING', 'SENDING', 'FAILED', 'SENT', 'DEAD', 'UNKNOWN', 'DROPPED'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export type DeliveryStep = 'CLAIM' | 'ACCEPT' | 'FAIL' | 'GIVE_UP' | 'DOUBT' | 'DROP' | 'RESEND';

const NEXT: Readonly<Record<DeliveryState, Partial<Record<DeliveryStep, DeliveryState>>>> = {
  PENDING: { CLAIM: 'SENDING' },
  SENDING: { ACCEPT: 'SENT', FAIL: 'FAILED', GIVE_UP: 'DEAD', DOUBT: 'UNKNOWN', DROP: 'DROPPED' },
  FAILED: { CLAIM: 'SENDING' },
  SENT: {},
  // A person decides, never the machine.
  DEAD: { RESEND: 'PENDING' },
  // The answer may come after the row was given up as in doubt: it is the truth.
  UNKNOWN: { RESEND: 'PENDING', ACCEPT: 'SENT' },
  DROPPED: {},
};

/** Where a step leads; null when it is not allowed from there. */
export function nextDeliveryState(state: DeliveryState, step: DeliveryStep): DeliveryState | null {
  return NEXT[state][step] ?? null;
}

/** The states from which a step is allowed. */
export function statesBefore(step: DeliveryStep): readonly DeliveryState[] {
  return DELIVERY_STATES.filter((state) => NEXT[state][step] !== undefined);
}
