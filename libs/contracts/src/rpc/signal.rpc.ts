import { z } from 'zod';
import { decimal, epochMs, symbol, timeframe, unsignedDecimal } from '../envelope/wire-types.js';
import { signalStatus, tradeSignal } from '../signal/trade-signal.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { defineRpc } from './rpc-definition.js';

/** Takes signals off the queue, best first, under a lease. A claimer that asks again gets its own unacknowledged ones again. */
export const claimSignals = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.signal.claim`,
  service: 'signal',
  request: z.strictObject({
    claimer: z.string().min(1).max(128),
    max: z.int().min(1).max(100),
    leaseSeconds: z.int().min(1).max(3_600),
    series: z
      .strictObject({ symbol, timeframe, throughOpenTimeMs: epochMs })
      .nullable()
      .describe('Only this series, and only signals of bars up to this one; null claims whatever is best.'),
  }),
  response: z.strictObject({
    claims: z.array(
      z.strictObject({
        signal: tradeSignal,
        leaseExpiresAtMs: epochMs,
        again: z.boolean().describe('This claimer had it before and has not said what became of it.'),
      }),
    ),
  }),
  timeoutMs: 5_000,
});

/** Says what became of a claimed signal. Acknowledging twice with the same outcome is harmless. */
export const acknowledgeSignal = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.signal.ack`,
  service: 'signal',
  request: z.strictObject({
    signalId: z.string().min(1),
    claimer: z.string().min(1).max(128),
    outcome: z.enum(['FILLED', 'CANCELLED', 'RETURNED']),
    atMs: epochMs,
  }),
  response: z.strictObject({ status: signalStatus }),
  timeoutMs: 5_000,
});

/**
 * Makes of a part of a claimed signal a signal of its own, claimed by the same, with stop, targets and size of its own: two engines
 * share one signal's capital, and every order has one signal. Asked again it answers the same one. Refused: `unknown-signal`,
 * `not-yours`, `illegal-step`.
 */
export const splitSignal = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.signal.split`,
  service: 'signal',
  request: z.strictObject({
    signalId: z.string().min(1),
    claimer: z.string().min(1).max(128),
    stop: decimal,
    targets: z.strictObject({ primary: decimal, secondary: z.array(decimal), conservative: decimal.nullable() }),
    positionSize: unsignedDecimal,
  }),
  response: z.strictObject({ signal: tradeSignal }),
  timeoutMs: 5_000,
});
