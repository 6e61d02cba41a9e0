import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { epochMs } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

export const tradingState = z.enum(['ACTIVE', 'REDUCING', 'HALTED']);

/** Whose trading is meant. */
export const tradingScope = z.strictObject({
  level: z.enum(['ACCOUNT', 'ENGINE', 'SYMBOL']).describe('Everything, one engine, or one symbol.'),
  name: z.string().min(1).max(64).nullable().describe('Name of the engine or symbol; null for the account.'),
});
export type TradingScope = z.infer<typeof tradingScope>;

/** What may be traded has changed: ACTIVE all, REDUCING exits only, HALTED nothing. Published by risk. */
export const tradingStateChanged = defineEvent({
  name: 'risk.state',
  version: 1,
  stream: 'RISK',
  payload: z.strictObject({
    revision: z.int().positive().describe('1, 2, 3 … in the order of changes, over all scopes.'),
    scope: tradingScope.default({ level: 'ACCOUNT', name: null }).describe('Whose trading is meant.'),
    from: tradingState.describe('State before.'),
    to: tradingState.describe('State after.'),
    reason: z.string().min(1).describe('Closed word or the note of the person who set it.'),
    by: z.string().min(1).describe('"risk", or the name of the person.'),
    atMs: epochMs.describe('Business time of the change.'),
  }),
  subject: () => `${SUBJECT_ROOT}.risk.state`,
  messageId: (change) => `trading-state:${change.revision}:${change.to}:${change.atMs}`,
  partitionKey: () => 'account',
});
export type TradingStateChanged = PayloadOf<typeof tradingStateChanged>;
