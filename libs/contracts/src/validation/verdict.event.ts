import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { decimal, epochMs, unsignedDecimal } from '../envelope/wire-types.js';
import { detectedPattern } from '../pattern/pattern-detected.event.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

export const stageName = z.enum(['VOLUME', 'PHASE', 'LEVELS', 'RISK', 'STRATEGY']);

/** What one stage said. `measured` and `limit` are text because some are numbers, some words ("phase B", "C"). */
export const stageVerdict = z.strictObject({
  stage: stageName,
  status: z.enum(['PASS', 'WARN', 'FAIL']),
  validator: z.string().min(1),
  /** Closed word, "volume-too-low" for example; null on PASS. */
  reason: z.string().min(1).nullable(),
  /** One sentence for a person. */
  message: z.string(),
  measured: z.string().nullable(),
  limit: z.string().nullable(),
  /** A FAIL within 10 % of its limit. */
  nearMiss: z.boolean(),
  atMs: epochMs,
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** Verdicts in the order they were given; the first FAIL is the last entry. */
export const validationChain = z.strictObject({
  overall: z.enum(['PASS', 'WARN', 'FAIL']),
  needsReview: z.boolean(),
  stages: z.array(stageVerdict),
});

/** Size and cost that risk decided on and reserved. */
export const sizing = z.strictObject({
  reservationId: z.string().min(1),
  campaignId: z.string().min(1),
  quantity: unsignedDecimal,
  unit: z.enum(['SHARES', 'LOTS', 'CONTRACTS']),
  notional: unsignedDecimal,
  riskAmount: unsignedDecimal,
  riskPercent: unsignedDecimal,
  rMultiple: decimal,
});

const payload = z.strictObject({ pattern: detectedPattern, chain: validationChain, sizing: sizing.nullable() });

function verdict<Outcome extends 'passed' | 'rejected'>(outcome: Outcome) {
  return defineEvent({
    name: `validation.${outcome}` as const,
    version: 1,
    stream: 'VALIDATION',
    payload,
    subject: ({ pattern }, partitions) =>
      `${SUBJECT_ROOT}.validation.${outcome}.${pattern.timeframe}.${subjectToken(pattern.symbol)}.${partitionOf(pattern.symbol, partitions)}`,
    messageId: ({ pattern }) => `validation.${outcome}:${pattern.id}`,
    partitionKey: ({ pattern }) => pattern.symbol,
  });
}

/** All five stages let the candidate through; its money is reserved. Published by validation-chain. */
export const validated = verdict('passed');
/** A stage refused; the chain so far says which and why. Published by validation-chain. */
export const rejected = verdict('rejected');
export type Verdict = PayloadOf<typeof validated>;
