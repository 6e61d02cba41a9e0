import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { decimal, epochMs, unsignedDecimal } from '../envelope/wire-types.js';
import { detectedPattern } from '../pattern/pattern-detected.event.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

export const stageName = z
  .enum(['VOLUME', 'PHASE', 'LEVELS', 'RISK', 'STRATEGY'])
  .describe('Stage of the validation chain.');

/** One value a stage held against one limit, kept whether it broke it or not. */
export const stageCheck = z.strictObject({
  name: z.string().min(1).describe('What was measured, in a few words: "phase confidence", "hours to earnings".'),
  status: z.enum(['PASS', 'WARN', 'FAIL']).describe('PASS when the bound is kept.'),
  measured: z.string().nullable().describe('What was measured, as text; null when there was nothing.'),
  bound: z
    .enum(['at-least', 'over', 'at-most', 'under', 'is'])
    .describe('How the measured value must stand to the limit; `is` compares words.'),
  limit: z.string().nullable().describe('What it was held against, as text.'),
});

/** What one stage said. `measured` and `limit` are text because some are numbers, some words ("phase B", "C"). */
export const stageVerdict = z.strictObject({
  stage: stageName,
  status: z
    .enum(['PASS', 'WARN', 'FAIL', 'NOT_APPLICABLE'])
    .describe('NOT_APPLICABLE: the question of the stage does not arise, for the reason given.'),
  validator: z.string().min(1).describe('Which rule set spoke, "volume.stock" for example.'),
  reason: z.string().min(1).nullable().describe('Closed word, "volume-too-low" for example; null on PASS.'),
  message: z.string().describe('One sentence for a person.'),
  measured: z
    .string()
    .nullable()
    .describe(
      'Of the finding that decided, on PASS of the check nearest to its limit, as text; null when nothing was.',
    ),
  limit: z.string().nullable().describe('What it was held against, as text.'),
  nearMiss: z.boolean().describe('A FAIL within 10 % of its limit.'),
  atMs: epochMs.describe("Business time: the close of the candidate's bar."),
  metadata: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .describe('Further numbers of the rule, by name.'),
  checks: z
    .array(stageCheck)
    .default([])
    .describe('All the stage looked at, in that order; empty in events from before this field.'),
});

/** Verdicts in the order they were given; the first FAIL is the last entry. */
export const validationChain = z.strictObject({
  overall: z.enum(['PASS', 'WARN', 'FAIL']).describe('FAIL when a stage failed, else WARN when one warned, else PASS.'),
  needsReview: z.boolean().describe('Two warnings, or one at a confidence under 80.'),
  stages: z.array(stageVerdict).describe('In the order they were given; the first FAIL is the last entry.'),
});

/** Size and cost that risk decided on and reserved. */
export const sizing = z.strictObject({
  reservationId: z.string().min(1).describe('The reservation that holds the money.'),
  campaignId: z.string().min(1).describe('`SYMBOL-RANGESTART`: everything built in one range.'),
  quantity: unsignedDecimal.describe('Units to buy or sell, in `unit`.'),
  unit: z.enum(['SHARES', 'LOTS', 'CONTRACTS']),
  notional: unsignedDecimal.describe('Value at entry, account currency.'),
  riskAmount: unsignedDecimal.describe('Loss at the stop, account currency.'),
  riskPercent: unsignedDecimal.describe('riskAmount against equity, in percent.'),
  rMultiple: decimal.describe('|target - entry| / |entry - stop|.'),
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
