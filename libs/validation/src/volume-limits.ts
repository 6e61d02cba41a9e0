import type { DetectedPattern } from './detected-pattern.js';
import { forexSession, isIntraday, type ForexSession } from './session.js';

/** Limits of the volume stage. Unit: multiple of the mean volume of the 20 bars before, or of the range's bars for LPS and LPSY. */
export interface VolumeLimits {
  /** Below it a Spring shows no supply (type 3). */
  readonly springQuiet: number;
  /** From here on a breakout has full volume … */
  readonly breakoutFull: number;
  /** … and from here a partial one; null where partial is not enough. */
  readonly breakoutPartial: number | null;
  /** A pull-back must stay under it … */
  readonly pullback: number;
  /** … or under this with a close that shows absorption; null where that does not count. */
  readonly pullbackAbsorbed: number | null;
  readonly upthrust: number;
  /** At and above it the number is a data fault or a shock, not a reading; null without such a limit. */
  readonly anomaly: number | null;
}

/** Traded volume, graded: volume grades a pattern, the TEST decides. Source: docs/wyckoff, real charts. */
export const TRADED_CLASSIC: VolumeLimits = {
  springQuiet: 0.7,
  breakoutFull: 1.5,
  breakoutPartial: 1.0,
  pullback: 1.0,
  pullbackAbsorbed: 1.5,
  upthrust: 1.2,
  anomaly: null,
};

/** The textbook gates. */
export const TRADED_STRICT: VolumeLimits = {
  ...TRADED_CLASSIC,
  breakoutPartial: null,
  pullbackAbsorbed: null,
  upthrust: 2.0,
};

/** Tick volume counts price changes: it runs higher in busy hours and lower at night, so its limits follow the session. */
export const TICK_BY_SESSION: Readonly<Record<ForexSession, VolumeLimits>> = {
  ASIAN: tick(0.6, 2.0, 2.8),
  LONDON: tick(0.85, 1.8, 2.5),
  OVERLAP: tick(0.85, 1.8, 2.2),
  NY: tick(0.85, 1.8, 2.5),
};

/** Daily and weekly forex bars hold all sessions. */
export const TICK_ALL_DAY: VolumeLimits = tick(0.85, 1.8, 2.5);

function tick(springQuiet: number, breakoutFull: number, upthrust: number): VolumeLimits {
  return {
    springQuiet,
    breakoutFull,
    breakoutPartial: null,
    pullback: 1.0,
    pullbackAbsorbed: null,
    upthrust,
    anomaly: 5,
  };
}

/** Whether the limits of tick volume hold: for pairs without a central market. A pair whose volume is traded is judged like a stock. */
export function isTick({ assetClass, volume }: Pick<DetectedPattern, 'assetClass' | 'volume'>): boolean {
  return assetClass === 'FOREX' && volume.source === 'TICK';
}

/** The limits that hold for this pattern: by what its volume counts, then by the session of the bar it rests on, then by profile. */
export function volumeLimitsFor(
  pattern: Pick<DetectedPattern, 'assetClass' | 'timeframe' | 'eventTimeMs' | 'volume'>,
  profile: 'classic' | 'strict',
): VolumeLimits {
  if (isTick(pattern)) {
    return isIntraday(pattern.timeframe) ? TICK_BY_SESSION[forexSession(pattern.eventTimeMs)] : TICK_ALL_DAY;
  }
  return profile === 'strict' ? TRADED_STRICT : TRADED_CLASSIC;
}
