import { levelDispersion, touchVolumeTrend, type Touch } from '../level/touch.js';

/** Ratio of the rarer side's touches to the commoner's from which the sides count as balanced. */
const BALANCED_RATIO = 0.5;

/**
 * Quality of a range, 0-100: duration 30, touches 30 (balanced sides included), tightness 20, volume falling over the tests 20.
 * Source: docs/wyckoff/ranges.md#quality
 */
export function rangeQuality(ice: readonly Touch[], creek: readonly Touch[], durationBars: number): number {
  const dispersion = Math.max(levelDispersion(ice), levelDispersion(creek));
  const tightness = dispersion < 0.01 ? 20 : dispersion < 0.015 ? 15 : dispersion < 0.02 ? 10 : 0;
  const falling = (touchVolumeTrend(ice) === 'FALLING' ? 10 : 0) + (touchVolumeTrend(creek) === 'FALLING' ? 10 : 0);
  return durationPoints(durationBars) + touchPoints(ice.length, creek.length) + tightness + falling;
}

function durationPoints(bars: number): number {
  if (bars >= 40) return 30;
  if (bars >= 25) return 20;
  if (bars >= 15) return 15;
  return bars >= 10 ? 10 : 0;
}

function touchPoints(ice: number, creek: number): number {
  const touches = ice + creek;
  const points = touches >= 8 ? 30 : touches >= 6 ? 25 : touches >= 4 ? 15 : 5;
  const balanced = Math.min(ice, creek) >= BALANCED_RATIO * Math.max(ice, creek);
  return Math.min(30, points + (balanced ? 5 : 0));
}
