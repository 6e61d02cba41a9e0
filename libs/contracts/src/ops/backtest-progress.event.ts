import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

/** How far a backtest is, for people who wait for it. Published by backtest. */
export const backtestProgress = defineEvent({
  name: 'backtest.progress',
  version: 1,
  stream: 'OPS',
  payload: z.strictObject({
    backtestId: z.string().min(1),
    status: z.enum(['QUEUED', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED']),
    barsProcessed: z.int().nonnegative(),
    bars: z.int().nonnegative().describe('All bars of the run. A study has worked them when its last run has.'),
    atMs: epochMs.describe('Wall time; the bars are of another.'),
  }),
  subject: ({ backtestId }) => `${SUBJECT_ROOT}.backtest.progress.${subjectToken(backtestId)}`,
  messageId: ({ backtestId, status, barsProcessed }) => `backtest.progress:${backtestId}:${status}:${barsProcessed}`,
  partitionKey: ({ backtestId }) => backtestId,
});
export type BacktestProgress = PayloadOf<typeof backtestProgress>;
