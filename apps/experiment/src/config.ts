import { isSplitPercent } from '@tape/experiments';
import { baseConfig, pipelineSettings, wholeNumber } from '@tape/service';
import { z } from 'zod';

const SPLIT_RULE = 'must be a number from 0 to 100 with at most two decimals';

const settings = baseConfig.extend({
  SIGNAL_POLL_INTERVAL_MS: pipelineSettings.SIGNAL_POLL_INTERVAL_MS,
  MAX_SIGNALS_PER_BATCH: pipelineSettings.MAX_SIGNALS_PER_BATCH,
  WORKER_BACKOFF_MS: pipelineSettings.WORKER_BACKOFF_MS,
  /** Name of the policy that is made of these settings; a name that was never used takes effect at the next start. */
  POLICY_VERSION: z.string().min(1).max(64, 'must have at most 64 characters').default('default'),
  /** Share of engine A in the draw of variants of that policy. */
  SPLIT_PERCENTAGE: z.coerce.number({ error: SPLIT_RULE }).refine(isSplitPercent, SPLIT_RULE).default(50),
  /** How long a worker may be silent before another takes over what it began. */
  EXPERIMENT_LEASE_MS: wholeNumber(100, 600_000).default(30_000),
  /** An engine outside of this system that takes the place of engine B; without it the own one plans. */
  ENGINE_B_URL: z
    .preprocess((given) => (given === '' ? undefined : given), z.url({ protocol: /^https?$/ }).optional())
    .refine((text) => text === undefined || new URL(text).username === '', 'must hold no name and no password'),
  /** How long it may take to plan; after that the own engine does. */
  ENGINE_B_TIMEOUT_MS: wholeNumber(50, 60_000).default(2_000),
});

/** What experiment reads from the environment besides the base settings. */
export const experimentConfig = settings.superRefine((config, context) => {
  const { ENGINE_B_URL, ENGINE_B_TIMEOUT_MS, MAX_SIGNALS_PER_BATCH, EXPERIMENT_LEASE_MS } = config;
  if (ENGINE_B_URL === undefined || ENGINE_B_TIMEOUT_MS * MAX_SIGNALS_PER_BATCH < EXPERIMENT_LEASE_MS) return;
  const message = `times MAX_SIGNALS_PER_BATCH (${MAX_SIGNALS_PER_BATCH}) must stay under EXPERIMENT_LEASE_MS (${EXPERIMENT_LEASE_MS})`;
  context.addIssue({ code: 'custom', path: ['ENGINE_B_TIMEOUT_MS'], message });
});
export type ExperimentConfig = z.infer<typeof experimentConfig>;
