import { baseConfig } from '@tape/service';
import { z } from 'zod';

/** What validation-chain reads from the environment besides the base settings. */
export const validationConfig = baseConfig.extend({
  /** Which gates the validators keep: `classic` grades volume, `strict` refuses on it. */
  ANALYSIS_PROFILE: z.enum(['classic', 'strict']).default('classic'),
  /** How long risk may be silent before a candidate is refused with "risk-unavailable", milliseconds of wall clock. */
  RISK_PATIENCE_MS: z.coerce.number().int().min(100).max(600_000).default(60_000),
});
export type ValidationConfig = z.infer<typeof validationConfig>;
