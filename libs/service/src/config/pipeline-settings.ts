import { z } from 'zod';
import { flag, oneOf, wholeNumber } from './environment-types.js';

/**
 * Settings that more than one service may read, each with its one name, rule and default. A service takes those it
 * heeds: `baseConfig.extend({ MAX_SIGNALS_PER_BATCH: pipelineSettings.MAX_SIGNALS_PER_BATCH })`.
 */
export const pipelineSettings = {
  /** Symbols worked on side by side where one request names many. */
  MAX_CONCURRENT_SYMBOLS: wholeNumber(1, 1_000).default(10),
  /** Bars of one symbol that may wait before that is a warning; none is ever skipped. */
  BACKPRESSURE_QUEUE_SIZE: wholeNumber(1, 1_000_000).default(10),
  /** Whether feeds are connected; bars offered by file or REST are read either way. */
  ENABLE_REAL_TIME_MODE: flag().default(true),
  /** What the volume of a currency pair counts that ingest registers from now on; a record that is there stays. */
  FOREX_VOLUME_SOURCE: oneOf(['TICK', 'TRADED']).default('TICK'),
  /** Which price of a bar breaks the campaign ice: its extreme, or only its close. */
  ICE_BREAK_PRICE: oneOf(['LOW', 'CLOSE']).default('LOW'),
  /** How far it must be through the ice, percent of the ice. */
  ICE_BREAK_TOLERANCE_PERCENT: z
    .string()
    .regex(/^\d(\.\d+)?$/, 'a percentage from 0 to under 10, like 2 or 0.5')
    .default('0'),
  /** How often a worker looks for signals nobody told it of. */
  SIGNAL_POLL_INTERVAL_MS: wholeNumber(10, 60_000).default(500),
  /** Signals a worker claims at once. */
  MAX_SIGNALS_PER_BATCH: wholeNumber(1, 1_000).default(10),
  /** First wait of a worker after a failure; it doubles from there. */
  WORKER_BACKOFF_MS: wholeNumber(10, 60_000).default(1_000),
} as const;
