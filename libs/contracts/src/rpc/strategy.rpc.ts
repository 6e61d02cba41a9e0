import { z } from 'zod';
import { regime } from '../analysis/regime-changed.event.js';
import { epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { strategyProposed } from '../pattern/strategy-proposed.event.js';
import { validationChain } from '../validation/verdict.event.js';
import { defineRpc } from './rpc-definition.js';

const tier = z.enum(['SNIPER', 'HUNTER', 'STRATEGIST']);

/** A strategy at work on one series. */
export const strategyInstanceView = z.strictObject({
  symbol,
  timeframe,
  state: z
    .enum(['RUNNING', 'ERROR', 'QUARANTINED'])
    .describe('ERROR is tried again by itself, QUARANTINED only after it was disabled and enabled.'),
  reason: z.string().nullable().describe('Why it does not run; null while it runs.'),
  failures: z.int().nonnegative().describe('Failures in a row.'),
  throughOpenTimeMs: epochMs.nullable().describe('Newest bar it has read; null before the first.'),
  holds: z.enum(['FLAT', 'LONG', 'SHORT']).describe('What of it is open or waits.'),
});

export const strategyView = z.strictObject({
  id: z.string().min(1),
  version: z.int().positive(),
  source: z.string().describe('`built-in`, or the file it is declared in.'),
  timeframes: z.array(timeframe),
  symbols: z.array(z.string()).describe('`*` alone: every symbol of the watchlist.'),
  tier,
  enabled: z.boolean(),
  state: z
    .enum(['PIPELINE', 'DISABLED', 'RUNNING', 'EXITS_ONLY', 'LIBRARY'])
    .describe(
      'PIPELINE: its entries are the signals of the analysis. EXITS_ONLY: the tier of the account is too low for entries. LIBRARY: needs terms of its own and is used from code.',
    ),
  why: z.string().nullable().describe('Why it does not enter, in one sentence; null while it may.'),
  trades: z.int().nonnegative().describe('Positions that were closed.'),
  openTrades: z.int().nonnegative(),
  realisedPnl: z.string().describe('Of closed and part-closed positions, account currency, decimal text.'),
  instances: z.array(strategyInstanceView),
});
export type StrategyView = z.infer<typeof strategyView>;
export type StrategyInstanceView = z.infer<typeof strategyInstanceView>;

/** All strategies that are known, with what each does and, where it does nothing, why. */
export const listStrategies = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.strategy.list`,
  service: 'strategy',
  request: z.strictObject({}),
  response: z.strictObject({
    account: z
      .strictObject({ tier, outSinceMs: epochMs.nullable().describe('Since when equity has been under it.') })
      .nullable()
      .describe('Null before the account exists.'),
    strategies: z.array(strategyView),
    regimes: z.array(z.strictObject({ symbol, timeframe, regime: regime.nullable() })),
  }),
  timeoutMs: 5_000,
});

/**
 * Takes an entry that a strategy proposes through the chain and keeps the verdict. The same proposal asked twice gets the same
 * verdict. It may take until the tape has come to the proposal's bar: who gets no answer in time asks again.
 */
export const judgeProposal = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.validation.judge`,
  service: 'validation-chain',
  request: z.strictObject({ proposal: strategyProposed.payload, correlationId: z.string().min(1) }),
  response: z.strictObject({ overall: validationChain.shape.overall }),
  timeoutMs: 10_000,
});

/** Enables or disables a strategy; who and why go into the audit log. Refused: `unknown-strategy`, `not-switchable`. */
export const setStrategy = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.strategy.set`,
  service: 'strategy',
  request: z.strictObject({
    id: z.string().min(1),
    enabled: z.boolean(),
    by: z.string().min(1),
    note: z.string().trim().min(1, 'say why, in a note').max(2_000),
  }),
  response: z.strictObject({ id: z.string(), enabled: z.boolean() }),
  timeoutMs: 10_000,
});
