import { type HigherTimeframes, readHigherTimeframes } from '@tape/market';
import { baseConfig } from '@tape/service';
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
  /** Backtests that run at once; the others wait their turn. */
  BACKTEST_THREADS: z.coerce.number().int().min(1).max(64).default(1),
});
export type BacktestConfig = z.infer<typeof backtestConfig>;
