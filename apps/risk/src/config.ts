import { DEFAULT_ACCOUNT_ZONE, isTimeZone } from '@tape/risk-rules';
import { baseConfig, pipelineSettings } from '@tape/service';
import { z } from 'zod';

/** What risk reads from the environment besides the base settings. */
export const riskConfig = baseConfig.extend({
  /** Equity of the account when it is made, in account currency. Changing it later changes nothing that exists. */
  INITIAL_EQUITY: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'a plain decimal number like 100000')
    .default('100000'),
  /** Where the account's days begin and end, IANA name; a daily stop ends with its day. */
  ACCOUNT_ZONE: z
    .string()
    .refine(isTimeZone, 'the IANA name of a zone, like UTC or America/New_York')
    .default(DEFAULT_ACCOUNT_ZONE),
  ICE_BREAK_PRICE: pipelineSettings.ICE_BREAK_PRICE,
  ICE_BREAK_TOLERANCE_PERCENT: pipelineSettings.ICE_BREAK_TOLERANCE_PERCENT,
  /** How long a bar that is fresh against the wall clock waits for execution before its guards are checked all the same. */
  LIVE_PATIENCE_MS: z.coerce.number().int().min(50).max(60_000).default(2_000),
  /** How long an assessment waits for the guards of its bar before it says "not yet". */
  ASSESS_WAIT_MS: z.coerce.number().int().min(0).max(4_000).default(1_000),
});
export type RiskConfig = z.infer<typeof riskConfig>;
