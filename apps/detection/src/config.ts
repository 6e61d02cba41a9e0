import { type HigherTimeframes, readHigherTimeframes } from '@tape/market';
import { baseConfig } from '@tape/service';
import { z } from 'zod';

/** What detection reads from the environment besides the base settings. */
export const detectionConfig = baseConfig.extend({
  /** Which gates the analysis keeps: `classic` grades volume, `strict` refuses on it. */
  ANALYSIS_PROFILE: z.enum(['classic', 'strict']).default('classic'),
  /** Files that export a detector of one's own, by comma; read at start. docs/how-to/add-a-detector.md */
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
  /** Bars of one series between two snapshots; a restart replays at most so many, quietly. */
  SNAPSHOT_EVERY_BARS: z.coerce.number().int().min(1).max(100_000).default(1_000),
});
export type DetectionConfig = z.infer<typeof detectionConfig>;
