import type { ExecutionEvent } from '../execution/execution-event.js';

export type SignalStatus =
  | 'APPROVED'
  | 'CLAIMED'
  | 'FILLED'
  | 'TARGET_HIT'
  | 'STOPPED'
  | 'CLOSED'
  | 'EXPIRED'
  | 'CANCELLED';

/** What can happen to a signal. RETURN is a claimer that gives it back, or whose lease ran out. */
export type SignalEvent = 'CLAIM' | 'RETURN' | 'FILL' | 'HIT_TARGET' | 'STOP_OUT' | 'CLOSE' | 'EXPIRE' | 'CANCEL';

const ENDED = {
  CLAIM: null,
  RETURN: null,
  FILL: null,
  HIT_TARGET: null,
  STOP_OUT: null,
  CLOSE: null,
  EXPIRE: null,
  CANCEL: null,
} as const;

/** Every status under every event; `null` is refused. */
export const SIGNAL_TRANSITIONS: Readonly<Record<SignalStatus, Readonly<Record<SignalEvent, SignalStatus | null>>>> = {
  APPROVED: { ...ENDED, CLAIM: 'CLAIMED', EXPIRE: 'EXPIRED', CANCEL: 'CANCELLED' },
  CLAIMED: { ...ENDED, RETURN: 'APPROVED', FILL: 'FILLED', EXPIRE: 'EXPIRED', CANCEL: 'CANCELLED' },
  FILLED: { ...ENDED, HIT_TARGET: 'TARGET_HIT', STOP_OUT: 'STOPPED', CLOSE: 'CLOSED' },
  TARGET_HIT: ENDED,
  STOPPED: ENDED,
  CLOSED: ENDED,
  EXPIRED: ENDED,
  CANCELLED: ENDED,
};

/** The status after the event; null when the event is refused there, which a repeated message also is. */
export function nextSignalStatus(status: SignalStatus, event: SignalEvent): SignalStatus | null {
  return SIGNAL_TRANSITIONS[status][event];
}

const CLOSING_EVENT = {
  STOP: 'STOP_OUT',
  TARGET: 'HIT_TARGET',
  EMERGENCY_EXIT: 'CLOSE',
  MANUAL_CLOSE: 'CLOSE',
  STRATEGY_EXIT: 'CLOSE',
} as const satisfies Record<string, SignalEvent>;

/** What an execution event means for its signal; null when nothing. */
export function signalEventOf(event: ExecutionEvent): SignalEvent | null {
  if (event.kind === 'order') {
    const { order, step } = event;
    if (order.purpose !== 'ENTRY') return null;
    if (step === 'filled') return 'FILL';
    if (step === 'rejected') return 'CANCEL';
    if (step !== 'cancelled') return null;
    return order.reason === 'expired' ? 'EXPIRE' : 'CANCEL';
  }
  const { exitReason } = event.position;
  return event.step === 'closed' && exitReason !== null ? CLOSING_EVENT[exitReason] : null;
}
