import { baseConfig, flag, pipelineSettings, wholeNumber } from '@tape/service';
import { z } from 'zod';

const RATE = 'must be a number above 0, at most 1000';

/** What ingest reads from the environment besides the base settings. */
export const ingestConfig = baseConfig.extend({
  FOREX_VOLUME_SOURCE: pipelineSettings.FOREX_VOLUME_SOURCE,
  /** Whether the invented demo market is put on the tape. */
  MARKET_SIMULATOR: flag().default(false),
  /** Another seed is another market; changing it on a tape that has simulated bars breaks their path at the seam. */
  SIMULATOR_SEED: wholeNumber(-2_147_483_648, 2_147_483_647).default(7),
  /** Bars of each simulated symbol in a second. */
  SIMULATOR_BARS_PER_SECOND: z.coerce.number(RATE).gt(0, RATE).max(1_000, RATE).default(2),
  /** Bars of each simulated symbol that are put on the tape at once, so that the analysis is warm from the start. */
  SIMULATOR_HISTORY_BARS: wholeNumber(0, 100_000).default(600),
});
export type IngestConfig = z.infer<typeof ingestConfig>;
