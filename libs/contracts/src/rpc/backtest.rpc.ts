import { z } from 'zod';
import { epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { defineRpc } from './rpc-definition.js';

/** Values of options that are tried against each other; names are those of the options. */
const grid = z.record(z.string(), z.array(z.unknown()));
const objective = z.string().describe('expectancyR, netPnl, sharpe, sortino or calmar.');

/** Many runs over the same bars. */
export const backtestStudy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('SWEEP'), grid, objective }),
  z.strictObject({
    kind: z.literal('WALK_FORWARD'),
    grid,
    objective,
    mode: z.enum(['ROLLING', 'ANCHORED']),
    inSampleDays: z.int().min(1).max(36_525),
    outOfSampleDays: z.int().min(1).max(36_525),
    minimumTrades: z.int().min(0).max(100_000),
  }),
]);

/** Runs the pipeline over stored or uploaded bars. The shapes inside are those of POST orchestrator/backtest. */
export const runBacktest = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.backtest.run`,
  service: 'backtest',
  request: z.strictObject({
    symbols: z.array(symbol).max(100).describe('Of stored bars.'),
    timeframe: timeframe.nullable().describe('Of the stored bars; null where none are asked for.'),
    uploads: z.array(z.string().min(1).max(64)).max(100).describe('Ids of uploaded series.'),
    startDate: z.string().nullable().describe('ISO dates, inclusive; null is the oldest or newest bar.'),
    endDate: z.string().nullable(),
    options: z.record(z.string(), z.unknown()),
    study: backtestStudy.nullable().describe('Null: one run.'),
    answer: z
      .enum(['WHEN_DONE', 'AT_ONCE'])
      .describe('WHEN_DONE is answered at once all the same where it takes long.'),
  }),
  /** The result itself is in table backtests under this id: it can be larger than a message may be. */
  response: z.strictObject({
    backtestId: z.string().min(1),
    status: z.enum(['DONE', 'QUEUED']).describe('QUEUED: it waits or runs; its end is told as backtest.progress.'),
    bars: z.int().nonnegative(),
    /** Runs of a study; 1 of a single run. */
    variants: z.int().positive(),
    processingTimeSeconds: z.number().nonnegative(),
    barsProcessed: z.int().nonnegative(),
  }),
  timeoutMs: 120_000,
});

/** Ends a backtest that is running or waiting; it is kept as CANCELLED. `false`: there is none of this id that has not ended. */
export const cancelBacktest = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.backtest.cancel`,
  service: 'backtest',
  request: z.strictObject({ backtestId: z.string().min(1) }),
  response: z.strictObject({ cancelled: z.boolean() }),
  timeoutMs: 5_000,
});

/** Forgets a backtest that has ended. Refused as `still-running` before that, and as `unknown-backtest`. */
export const deleteBacktest = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.backtest.delete`,
  service: 'backtest',
  request: z.strictObject({ backtestId: z.string().min(1) }),
  response: z.strictObject({ deleted: z.literal(true) }),
  timeoutMs: 5_000,
});

const price = z
  .string()
  .max(40)
  .regex(/^\d+(\.\d+)?$/);

/** Bars of one message: far under the size that a message may have. */
export const MAX_UPLOAD_PART = 2_000;

/** Keeps a part of a file for backtests to read: for a day, apart from the bars of the market. Checked bars, oldest first. */
export const storeBacktestBars = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.backtest.upload`,
  service: 'backtest',
  request: z.strictObject({
    uploadId: z.string().min(1).max(64),
    part: z.int().nonnegative(),
    symbol,
    timeframe,
    bars: z
      .array(z.strictObject({ openTimeMs: epochMs, open: price, high: price, low: price, close: price, volume: price }))
      .min(1)
      .max(MAX_UPLOAD_PART),
  }),
  response: z.strictObject({ stored: z.int().nonnegative() }),
  timeoutMs: 10_000,
});
