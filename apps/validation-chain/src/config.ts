import { baseConfig, wholeNumber } from '@tape/service';
import { z } from 'zod';

/** What validation-chain reads from the environment besides the base settings. */
export const validationConfig = baseConfig.extend({
  /** Which gates the validators keep: `classic` grades volume, `strict` refuses on it. */
  ANALYSIS_PROFILE: z.enum(['classic', 'strict']).default('classic'),
  /** How long risk may be silent before a candidate is refused with "risk-unavailable", milliseconds of wall clock. */
  RISK_PATIENCE_MS: wholeNumber(100, 600_000).default(60_000),
  /** The same for a bar that has just closed: its market does not wait. */
  RISK_LIVE_PATIENCE_MS: wholeNumber(100, 600_000).default(10_000),
  /** Longest a look-up of instrument, calendar or campaign may take, milliseconds; then it is tried again. */
  CONTEXT_TIMEOUT_MS: wholeNumber(50, 60_000).default(2_000),
});
export type ValidationConfig = z.infer<typeof validationConfig>;
