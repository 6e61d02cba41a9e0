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
  response: z.strictObject({
    signals: z.array(z.unknown()),
    rejections: z.array(z.unknown()),
    metrics: z.record(z.string(), z.unknown()),
    processingTimeSeconds: z.number().nonnegative(),
    barsProcessed: z.int().nonnegative(),
  }),
  timeoutMs: 120_000,
});
