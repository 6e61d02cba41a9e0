/**
 * What is taken for tilt: trading to win back, not by plan. The limits are habits of discretionary desks (cool-down after a stop,
 * no size above the plan while losing, no averaging up of losses), not results of a fit. Times in milliseconds.
 */
export interface TiltLimits {
  /** A stop is followed by a pause: who is back in the same symbol sooner did not look again. */
  readonly reentryMs: number;
  /** How long after a loss a larger size is taken for an answer to it. */
  readonly revengeMs: number;
  /** A size above this multiple of the usual one, decimal text. The usual one is the median of the entries before. */
  readonly revengeFactor: string;
  /** Under so many entries nobody knows what is usual. */
  readonly usualEntries: number;
  /** Losses in a row after which a larger size is a martingale. */
  readonly martingaleLosses: number;
  /** Larger than the risk of the last lost trade by this factor, decimal text. */
  readonly martingaleFactor: string;
  /** Period in which cancellations and closes by hand are counted. */
  readonly stormMs: number;
  readonly stormWarnsAt: number;
  readonly stormLocksAt: number;
  /** Period in which anomalies are counted; so many of them lock out, whatever each would do alone. */
  readonly countMs: number;
  readonly lockOutAt: number;
  /** How long nothing is entered by hand after a lock-out. */
  readonly lockOutMs: number;
}

const MINUTE_MS = 60_000;

export const CLASSIC_TILT: TiltLimits = {
  reentryMs: MINUTE_MS,
  revengeMs: 30 * MINUTE_MS,
  revengeFactor: '1.5',
  usualEntries: 3,
  martingaleLosses: 2,
  martingaleFactor: '1.5',
  stormMs: MINUTE_MS,
  stormWarnsAt: 5,
  stormLocksAt: 10,
  countMs: 60 * MINUTE_MS,
  lockOutAt: 3,
  lockOutMs: 30 * MINUTE_MS,
};

/** How far back anything can matter; a caller need not read more. Unit: milliseconds. */
export const TILT_MEMORY_MS = 24 * 60 * MINUTE_MS;
