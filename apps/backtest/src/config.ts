import { type HigherTimeframes, readHigherTimeframes } from '@tape/market';
import { DEFAULT_ACCOUNT_ZONE, isTimeZone } from '@tape/risk-rules';
import { baseConfig, pipelineSettings } from '@tape/service';
import { z } from 'zod';

/** What the backtest service reads from the environment besides the base settings. */
export const backtestConfig = baseConfig.extend({
  /** Files that export a detector of one's own, by comma. docs/how-to/add-a-detector.md */
  DETECTOR_PLUGINS: z
    .string()
    .default('')
    .transform((text) => text.split(',').flatMap((path) => (path.trim() === '' ? [] : [path.trim()]))),
  /** In the light of which longer timeframe a series is read: 15m=4h,1d=1w. Empty: each series alone. */
  HIGHER_TIMEFRAME: z
    .string()
    .default('')
    .transform((text, context): HigherTimeframes => {
      const reading = readHigherTimeframes(text);
      if (reading.ok) return reading.timeframes;
      context.addIssue({ code: 'custom', message: reading.problem });
      return z.NEVER;
    }),
  /** Where the account's days begin and end, IANA name; the same as of risk. */
  ACCOUNT_ZONE: z
    .string()
    .refine(isTimeZone, 'the IANA name of a zone, like UTC or America/New_York')
    .default(DEFAULT_ACCOUNT_ZONE),
  ICE_BREAK_PRICE: pipelineSettings.ICE_BREAK_PRICE,
  ICE_BREAK_TOLERANCE_PERCENT: pipelineSettings.ICE_BREAK_TOLERANCE_PERCENT,
  /** Single backtests that run at once, and threads that a sweep is shared among beside them; the others wait their turn. */
  BACKTEST_THREADS: z.coerce.number().int().min(1).max(64).default(2),
  /** Backtests that may wait; beyond, a request is refused. */
  BACKTEST_QUEUE: z.coerce.number().int().min(1).max(1_000).default(20),
  /** Bars of a backtest above which the answer does not wait for its end. */
  BACKTEST_ANSWER_BARS: z.coerce.number().int().min(0).default(200_000),
  /** After how long a process that says nothing any more is taken for dead, and its backtests for interrupted. */
  BACKTEST_LEASE_MS: z.coerce.number().int().min(1_000).max(600_000).default(15_000),
  /** Bars of a backtest above which it is refused. */
  BACKTEST_MAX_BARS: z.coerce.number().int().min(1).default(3_000_000),
});
export type BacktestConfig = z.infer<typeof backtestConfig>;
