import { failure, warning, type Finding } from '@tape/risk-rules';
import type { TradablePattern } from '@tape/wyckoff';
import type { DetectedPattern } from './detected-pattern.js';
import type { Validator } from './validator.js';
import { volumeLimitsFor, type VolumeLimits } from './volume-limits.js';

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

type Rule = (reading: Reading) => Finding<VolumeReason> | null;

const UNAVAILABLE = failure('volume-unavailable', 'there is no volume to judge by');

function anomaly(volume: number, limits: VolumeLimits): Finding<VolumeReason> | null {
  if (limits.anomaly === null || volume < limits.anomaly) return null;
  return failure('volume-anomaly', 'volume this far above normal is a shock or a fault', volume, limits.anomaly);
}

/** No supply is best; a Spring on volume must have been tested on clearly less. */
const spring: Rule = ({ pattern, limits, isStrict }) => {
  const { relativeVolume, springType, testVolumeRatio } = pattern.volume;
  if (relativeVolume === null) return UNAVAILABLE;
  const shock = anomaly(relativeVolume, limits);
  if (shock !== null) return shock;
  if (pattern.assetClass === 'FOREX' || isStrict || springType === null) {
    if (relativeVolume < limits.springQuiet) return null;
    if (isStrict) {
      return failure('volume-too-high', 'supply is still present in the Spring', relativeVolume, limits.springQuiet);
    }
  } else if (springType === 3) {
    return null;
  }
  if (testVolumeRatio === null) return failure('test-missing', 'a Spring on volume needs a TEST');
  if (testVolumeRatio < MAX_TEST_VOLUME_RATIO) return null;
  return failure(
    'test-volume-too-high',
    'the TEST did not dry up against the Spring',
    testVolumeRatio,
    MAX_TEST_VOLUME_RATIO,
  );
};

/** Effort must stand behind leaving the range: SOS upwards, SOW downwards. */
const breakout: Rule = ({ pattern, limits }) => {
  const { relativeVolume } = pattern.volume;
  if (relativeVolume === null) return UNAVAILABLE;
  const shock = anomaly(relativeVolume, limits);
  if (shock !== null || relativeVolume >= limits.breakoutFull) return shock;
  const lowest = limits.breakoutPartial ?? limits.breakoutFull;
  if (relativeVolume < lowest) {
    return failure('volume-too-low', 'no effort behind the break', relativeVolume, lowest);
  }
  return warning('volume-partial', 'the break has only partial volume', relativeVolume, limits.breakoutFull);
};

/** A pull-back must be dull, or its volume visibly absorbed by the close. */
const pullback: Rule = ({ pattern, limits }) => {
  const { rangeRelativeVolume, relativeVolume, closePosition } = pattern.volume;
  const volume = rangeRelativeVolume ?? relativeVolume;
  if (volume === null) return UNAVAILABLE;
  if (volume < limits.pullback) return null;
  const favourableClose = pattern.direction === 'LONG' ? closePosition : 1 - closePosition;
  const absorbed = limits.pullbackAbsorbed;
  if (absorbed !== null && volume < absorbed && favourableClose >= ABSORBED_CLOSE_POSITION) {
    return warning('volume-absorbed', 'heavy pull-back, but its close shows absorption', volume, limits.pullback);
  }
  return failure('volume-too-high', 'the pull-back is not dull', volume, limits.pullback);
};

/** An upthrust that fails must have drawn in buyers. */
const upthrust: Rule = ({ pattern, limits }) => {
  const { relativeVolume } = pattern.volume;
  if (relativeVolume === null) return UNAVAILABLE;
  const shock = anomaly(relativeVolume, limits);
  if (shock !== null || relativeVolume >= limits.upthrust) return shock;
  return failure('volume-too-low', 'no effort in the upthrust', relativeVolume, limits.upthrust);
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
  findings: (pattern, { profile }) => {
    const limits = volumeLimitsFor(pattern, profile);
    const finding = RULE[pattern.pattern]({ pattern, limits, isStrict: profile === 'strict' });
    return finding === null ? [] : [finding];
  },
  metadata: ({ volume }, { profile }) => ({
    profile,
    relativeVolume: volume.relativeVolume,
    rangeRelativeVolume: volume.rangeRelativeVolume,
    testVolumeRatio: volume.testVolumeRatio,
    springType: volume.springType,
    source: volume.source,
  }),
};
