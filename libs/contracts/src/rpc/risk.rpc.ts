import { z } from 'zod';
import { detectedPattern } from '../pattern/pattern-detected.event.js';
import { tradingScope, tradingState } from '../risk/trading-state-changed.event.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { sizing, stageVerdict } from '../validation/verdict.event.js';
import { defineRpc } from './rpc-definition.js';

/**
 * Asks for size and reserves the money, in one transaction. The same pattern asked twice gets the same answer.
 * Answered only once the exits of the pattern's bar were checked; before that: `not-yet`, retryable.
 */
export const assessRisk = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.risk.assess`,
  service: 'risk',
  request: z.strictObject({ pattern: detectedPattern }),
  response: z.strictObject({ verdict: stageVerdict, sizing: sizing.nullable() }),
  timeoutMs: 5_000,
});

/** Gives a reservation back, because a later stage refused or the signal ended unfilled. Releasing twice is harmless. */
export const releaseReservation = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.risk.release`,
  service: 'risk',
  request: z.strictObject({ reservationId: z.string().min(1), reason: z.string().min(1) }),
  response: z.strictObject({ released: z.boolean() }),
  timeoutMs: 5_000,
});

/**
 * Sets by hand what the account, an engine or a symbol may do, or ends a halt; who and why go into the audit log, once.
 * Refused: `halted-by-drawdown`, where only a reset helps.
 */
export const setTradingState = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.risk.state`,
  service: 'risk',
  request: z.strictObject({
    scope: tradingScope.optional().describe('The account when absent.'),
    to: tradingState,
    reset: z
      .boolean()
      .optional()
      .describe('Ends a halt after a drawdown: ACTIVE, measured from the present equity on.'),
    by: z.string().min(1),
    note: z.string().trim().min(1, 'say why, in a note').max(2_000),
  }),
  response: z.strictObject({ scope: tradingScope, from: tradingState, to: tradingState }),
  timeoutMs: 5_000,
});
