import { z } from 'zod';
import { direction, epochMs, symbol, timeframe, unsignedDecimal } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { defineRpc } from './rpc-definition.js';

/** Who gets the real order of a signal that two engines trade. */
export const policyMode = z
  .enum(['SHADOW_ONLY', 'ENGINE_A_PRIMARY', 'ENGINE_B_PRIMARY', 'SPLIT_CAPITAL'])
  .describe('Who gets the real order; with SPLIT_CAPITAL both, each its share of the size.');

/** A policy as it holds or held. */
export const executionPolicy = z.strictObject({
  version: z.string().min(1).max(64).describe('Its name; results are told apart by it.'),
  mode: policyMode,
  splitPercentage: z.number().min(0).max(100).describe('Share of engine A in the draw of variants, in hundredths.'),
  enabled: z.boolean().describe('Whether signals become experiments at all.'),
  setBy: z.string().min(1),
  note: z.string().nullable(),
  createdAtMs: epochMs,
});

/**
 * Stores a signal from outside as an experiment before it answers; the same content again is the same experiment.
 * Refused: `experiments-off`.
 */
export const submitWebhookSignal = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.experiment.webhook`,
  service: 'experiment',
  request: z.strictObject({
    symbol,
    timeframe,
    direction,
    label: z.string().min(1).max(64),
    entry: unsignedDecimal,
    stop: unsignedDecimal,
    target: unsignedDecimal,
    barTimeMs: epochMs.describe('Open time of the bar it was raised on.'),
  }),
  response: z.strictObject({
    experimentId: z.string().min(1),
    signalId: z.string().min(1),
    duplicate: z.boolean().describe('Whether this signal was known already.'),
  }),
  timeoutMs: 2_500,
});

/**
 * Sets the policy of signals that come from now on; who and why go into the audit log, in one transaction.
 * Refused: `policy-version-exists`, `invalid-split`.
 */
export const setExecutionPolicy = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.experiment.policy`,
  service: 'experiment',
  request: z.strictObject({
    version: z.string().min(1).max(64),
    mode: policyMode,
    splitPercentage: z.number().min(0).max(100),
    enabled: z.boolean(),
    by: z.string().min(1).max(128),
    note: z.string().trim().min(1, 'say why, in a note').max(2_000),
  }),
  response: executionPolicy,
  timeoutMs: 5_000,
});
