import { z } from 'zod';
import { symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { defineRpc } from './rpc-definition.js';

/** Runs the pipeline over stored bars. The shapes inside are those of POST orchestrator/backtest. */
export const runBacktest = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.backtest.run`,
  service: 'backtest',
  request: z.strictObject({
    symbols: z.array(symbol).min(1).max(100),
    timeframe,
    startDate: z.string().nullable().describe('ISO dates, inclusive; null is the oldest or newest stored bar.'),
    endDate: z.string().nullable(),
    options: z.record(z.string(), z.unknown()),
  }),
  /** The result itself is in table backtests under this id: it can be larger than a message may be. */
  response: z.strictObject({
    backtestId: z.string().min(1),
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
