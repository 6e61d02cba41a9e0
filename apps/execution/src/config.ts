import { baseConfig } from '@tape/service';
import { z } from 'zod';

/** What execution reads from the environment besides the base settings. */
export const executionConfig = baseConfig.extend({
  /** `PAPER` claims signals and trades them on the tape; `OFF` leaves the queue to others and only follows the tape. */
  EXECUTION_MODE: z.enum(['PAPER', 'OFF']).default('PAPER'),
  /** How long a bar that is fresh against the wall clock waits for the stages before it. */
  LIVE_PATIENCE_MS: z.coerce.number().int().min(50).max(60_000).default(2_000),
});
export type ExecutionConfig = z.infer<typeof executionConfig>;
