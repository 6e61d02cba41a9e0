import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { strategyOrigin } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { detectedPattern } from './pattern-detected.event.js';

/**
 * An entry that a strategy asks for. Published by strategy once, ever, for who watches; validation-chain is asked to judge it
 * (`rpc.validation.judge`), as it judges a pattern, but for the stages that speak of patterns.
 */
export const strategyProposed = defineEvent({
  name: 'strategy.proposed',
  version: 1,
  stream: 'PATTERNS',
  payload: z.strictObject({
    ...detectedPattern.shape,
    pattern: z.literal('STRATEGY'),
    strategy: strategyOrigin.describe('The strategy that asks.'),
  }),
  subject: (proposal, partitions) =>
    `${SUBJECT_ROOT}.strategy.proposed.${proposal.timeframe}.${subjectToken(proposal.symbol)}.${partitionOf(proposal.symbol, partitions)}`,
  messageId: (proposal) => `strategy.proposed:${proposal.id}`,
  partitionKey: (proposal) => proposal.symbol,
});
export type StrategyProposed = PayloadOf<typeof strategyProposed>;
