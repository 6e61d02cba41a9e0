import { baseConfig } from '@tape/service';
import { z } from 'zod';
import { type ClaimRule, readClaimRules } from './claim-rules.js';

/** What signal reads from the environment besides the base settings. */
export const signalConfig = baseConfig.extend({
  /** Who may claim which signals: AAPL=desk-a,*=execution. Empty: whoever asks first. docs/signals.md */
  SIGNAL_CLAIMERS: z
    .string()
    .default('')
    .transform((text, context): readonly ClaimRule[] => {
      const reading = readClaimRules(text);
      if (reading.ok) return reading.rules;
      context.addIssue({ code: 'custom', message: reading.problem });
      return z.NEVER;
    }),
});
export type SignalConfig = z.infer<typeof signalConfig>;
