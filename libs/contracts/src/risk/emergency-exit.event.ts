import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { decimal, epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

export const exitTrigger = z.enum([
  'SPRING_LOW_BREAK',
  'ICE_BREAK',
  'UTAD_HIGH_EXCEEDED',
  'DAILY_LOSS',
  'MAX_DRAWDOWN',
]);

/** A guard fired: what it protects must be closed now, past every queue. Published by risk; obeyed by execution. */
export const emergencyExitTriggered = defineEvent({
  name: 'risk.exit',
  version: 1,
  stream: 'RISK',
  payload: z.strictObject({
    id: z.string().min(1).describe('Pure function of trigger, campaign and bar: the same exit is triggered once.'),
    trigger: exitTrigger,
    campaignId: z.string().min(1).nullable().describe('The campaign to close; null when the whole portfolio is meant.'),
    symbol,
    timeframe,
    barTimeMs: epochMs.describe('Open time of the bar that broke the level.'),
    measured: decimal.describe('The price, or the loss in percent, that was measured.'),
    limit: decimal.describe('The level or limit it broke.'),
    message: z.string().describe('One sentence for a person.'),
  }),
  subject: (exit) => `${SUBJECT_ROOT}.risk.exit.${subjectToken(exit.symbol)}`,
  messageId: (exit) => `exit:${exit.id}`,
  partitionKey: (exit) => exit.symbol,
});
export type EmergencyExitTriggered = PayloadOf<typeof emergencyExitTriggered>;
