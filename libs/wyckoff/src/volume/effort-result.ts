import type { EffortResult } from '../analysis.js';

/** Effort against result of one bar; the first rule that fits names it. Ratios are against the 20 bars before. */
export function effortResult(
  relativeVolume: number,
  relativeSpread: number,
  previousClose: number,
  close: number,
): EffortResult {
  if (relativeVolume >= 2 && relativeSpread >= 1) return 'CLIMACTIC';
  if (relativeVolume >= 1.5 && relativeSpread >= 1.5) return 'CLIMACTIC';
  if (relativeVolume >= 1.4 && relativeSpread <= 0.8) return 'ABSORPTION';
  if (relativeVolume <= 0.6 && relativeSpread <= 0.8) {
    if (close > previousClose) return 'NO_DEMAND';
    if (close < previousClose) return 'NO_SUPPLY';
  }
  return 'NORMAL';
}
