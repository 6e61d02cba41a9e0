import { bounded, failure, held, raised, warning, type Check } from '@tape/risk-rules';
import type { TradablePattern } from '@tape/wyckoff';
import { patternNamed, type DetectedPattern } from './detected-pattern.js';
import type { Validator } from './validator.js';
import { isTick, volumeLimitsFor, type VolumeLimits } from './volume-limits.js';

export type VolumeReason =
  | 'volume-unavailable'
  | 'volume-anomaly'
  | 'volume-too-high'
  | 'volume-too-low'
  | 'volume-partial'
  | 'volume-absorbed'
  | 'test-missing'
  | 'test-volume-too-high';

/** Highest volume of the TEST that lets a Spring with volume pass. Unit: fraction of the Spring's volume. */
export const MAX_TEST_VOLUME_RATIO = 0.7;
/** Close that shows a heavy pull-back was absorbed. Unit: position in the bar, from the low for longs, from the high for shorts. */
export const ABSORBED_CLOSE_POSITION = 0.7;

interface Reading {
  readonly pattern: DetectedPattern;
  readonly limits: VolumeLimits;
  readonly isStrict: boolean;
}

type Rule = (reading: Reading) => readonly Check<VolumeReason>[];

const VOLUME = 'relative volume';

/** A reading to judge by, or the refusal where there is none or it cannot be believed. */
function shockChecks(volume: number | null, { anomaly }: VolumeLimits): readonly Check<VolumeReason>[] {
  if (volume === null) {
    const unavailable = failure('volume-unavailable', 'there is no volume to judge by', 'none', 'a volume');
    return [raised(VOLUME, 'is', unavailable)];
  }
  if (anomaly === null) return [];
  const message = 'volume this far above normal is a shock or a fault';
  return [bounded('volume anomaly', volume, 'under', anomaly, { reason: 'volume-anomaly', message })];
}

function isRefused(checks: readonly Check[]): boolean {
  return checks.some(({ finding }) => finding !== null);
}

function testCheck(testVolumeRatio: number | null): Check<VolumeReason> {
  const name = "test volume / spring's";
  if (testVolumeRatio === null) {
    const missing = failure('test-missing', 'a Spring on volume needs a TEST', 'none', MAX_TEST_VOLUME_RATIO);
    return raised(name, 'under', missing);
  }
  return bounded(name, testVolumeRatio, 'under', MAX_TEST_VOLUME_RATIO, {
    reason: 'test-volume-too-high',
    message: 'the TEST did not dry up against the Spring',
  });
}

/** No supply is best; a Spring on volume must have been tested on clearly less. */
const spring: Rule = ({ pattern, limits, isStrict }) => {
  const { relativeVolume, springType, testVolumeRatio } = pattern.volume;
  const shock = shockChecks(relativeVolume, limits);
  if (relativeVolume === null || isRefused(shock)) return shock;
  if (isStrict) {
    const message = 'supply is still present in the Spring';
    const objection = { reason: 'volume-too-high', message } as const;
    return [...shock, bounded(VOLUME, relativeVolume, 'under', limits.springQuiet, objection)];
  }
  if (relativeVolume < limits.springQuiet && (isTick(pattern) || springType === null || springType === 3)) {
    return [...shock, held(VOLUME, relativeVolume, 'under', limits.springQuiet)];
  }
  // The analysis grades by the limit it is set to, which need not be the one here.
  if (!isTick(pattern) && springType === 3) return [...shock, held('spring type', springType, 'at-least', 3)];
  return [...shock, testCheck(testVolumeRatio)];
};

/** Effort must stand behind leaving the range: SOS upwards, SOW downwards. */
const breakout: Rule = ({ pattern, limits }) => {
  const { relativeVolume } = pattern.volume;
  const shock = shockChecks(relativeVolume, limits);
  if (relativeVolume === null || isRefused(shock)) return shock;
  const lowest = limits.breakoutPartial ?? limits.breakoutFull;
  if (relativeVolume >= lowest && relativeVolume < limits.breakoutFull) {
    const message = 'the break has only partial volume';
    return [
      ...shock,
      raised(VOLUME, 'at-least', warning('volume-partial', message, relativeVolume, limits.breakoutFull)),
    ];
  }
  const limit = relativeVolume >= limits.breakoutFull ? limits.breakoutFull : lowest;
  const objection = { reason: 'volume-too-low', message: 'no effort behind the break' } as const;
  return [...shock, bounded(VOLUME, relativeVolume, 'at-least', limit, objection)];
};

/** A pull-back must be dull, or its volume visibly absorbed by the close. */
const pullback: Rule = ({ pattern, limits }) => {
  const { rangeRelativeVolume, relativeVolume, closePosition } = pattern.volume;
  const volume = rangeRelativeVolume ?? relativeVolume;
  const shock = shockChecks(relativeVolume ?? rangeRelativeVolume, limits);
  if (volume === null || isRefused(shock)) return shock;
  const name = rangeRelativeVolume === null ? VOLUME : "volume / the range's";
  const favourableClose = pattern.direction === 'LONG' ? closePosition : 1 - closePosition;
  const absorbed = favourableClose >= ABSORBED_CLOSE_POSITION ? limits.pullbackAbsorbed : null;
  if (absorbed !== null && volume >= limits.pullback && volume < absorbed) {
    const message = 'heavy pull-back, but its close shows absorption';
    return [...shock, raised(name, 'under', warning('volume-absorbed', message, volume, limits.pullback))];
  }
  const limit = absorbed !== null && volume >= absorbed ? absorbed : limits.pullback;
  return [
    ...shock,
    bounded(name, volume, 'under', limit, { reason: 'volume-too-high', message: 'the pull-back is not dull' }),
  ];
};

/** An upthrust that fails must have drawn in buyers. */
const upthrust: Rule = ({ pattern, limits }) => {
  const { relativeVolume } = pattern.volume;
  const shock = shockChecks(relativeVolume, limits);
  if (relativeVolume === null || isRefused(shock)) return shock;
  const objection = { reason: 'volume-too-low', message: 'no effort in the upthrust' } as const;
  return [...shock, bounded(VOLUME, relativeVolume, 'at-least', limits.upthrust, objection)];
};

/** Total: a new pattern does not compile without a volume rule. */
const RULE: Readonly<Record<TradablePattern, Rule>> = {
  SPRING: spring,
  SOS: breakout,
  LPS: pullback,
  UTAD: upthrust,
  SOW: breakout,
  LPSY: pullback,
};

export const volumeValidator: Validator<VolumeReason> = {
  stage: 'VOLUME',
  name: 'volume',
  passMessage: 'volume confirms the pattern',
  needs: ['instrument'],
  checks: (pattern, { profile }) =>
    RULE[patternNamed(pattern)]({ pattern, limits: volumeLimitsFor(pattern, profile), isStrict: profile === 'strict' }),
  metadata: ({ volume }, { profile }) => ({
    profile,
    relativeVolume: volume.relativeVolume,
    rangeRelativeVolume: volume.rangeRelativeVolume,
    testVolumeRatio: volume.testVolumeRatio,
    springType: volume.springType,
    source: volume.source,
  }),
};
