import type { DeliveryStep } from './delivery-state.js';
import { retryDelayMs } from './retry-delay.js';

/**
 * What became of one attempt. `unreachable`: no connection, so nothing was sent. `failed`: the receiver said that it
 * failed. `rejected`: it will never take this. `in-doubt`: it was sent and no answer says whether it arrived.
 */
export const ATTEMPT_OUTCOMES = [
  'accepted',
  'unreachable',
  'failed',
  'throttled',
  'rejected',
  'gone',
  'in-doubt',
] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

/** How long "later" may go on before it means never. Unit: ms. */
export const THROTTLED_AT_MOST_MS = 86_400_000;
/** Longest wait a receiver may ask for. Unit: ms. */
export const LONGEST_RETRY_AFTER_MS = 21_600_000;

export interface AttemptMade {
  readonly outcome: AttemptOutcome;
  /** What the receiver asked for; null when it did not. */
  readonly retryAfterMs: number | null;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  readonly attemptLimit: number;
  /** Since the notification was stored. */
  readonly ageMs: number;
}

export interface AttemptPolicy {
  /** Whether a message in doubt may be sent again: the receiver knows repeats, or the operator prefers twice to never. */
  readonly mayRepeat: boolean;
  /** 0 up to 1, for jitter. */
  readonly random: number;
}

export interface NextStep {
  readonly step: DeliveryStep;
  /** Null when there is no next attempt. */
  readonly delayMs: number | null;
  readonly attemptLimit: number;
}

/** What to do after an attempt. */
export function afterAttempt(made: AttemptMade, policy: AttemptPolicy): NextStep {
  const end = (step: DeliveryStep): NextStep => ({ step, delayMs: null, attemptLimit: made.attemptLimit });
  switch (made.outcome) {
    case 'accepted':
      return end('ACCEPT');
    case 'gone':
      return end('DROP');
    case 'rejected':
      return end('GIVE_UP');
    case 'throttled': {
      // "Later" is no failure: it costs no attempt.
      const later = { step: 'FAIL', delayMs: waitMs(made, policy), attemptLimit: made.attemptLimit + 1 } as const;
      return made.ageMs < THROTTLED_AT_MOST_MS ? later : end('GIVE_UP');
    }
    case 'in-doubt':
      if (!policy.mayRepeat) return end('DOUBT');
      break;
    case 'unreachable':
    case 'failed':
      break;
  }
  return retryOrGiveUp(made, policy);
}

function retryOrGiveUp(made: AttemptMade, policy: AttemptPolicy): NextStep {
  const { attempts, attemptLimit } = made;
  if (attempts >= attemptLimit) return { step: 'GIVE_UP', delayMs: null, attemptLimit };
  return { step: 'FAIL', delayMs: waitMs(made, policy), attemptLimit };
}

function waitMs({ attempts, retryAfterMs }: AttemptMade, { random }: AttemptPolicy): number {
  const asked = Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS);
  return Math.max(asked, retryDelayMs(attempts, random));
}
