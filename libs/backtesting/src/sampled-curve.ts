import type { EquityPoint } from './equity-statistics.js';

/** A point of the curve and how far it is under the highest one before it, percent of that. */
export interface SampledPoint extends EquityPoint {
  readonly drawdownPercent: number;
}

/**
 * The curve for a drawing, with at most `maxPoints` points. Of each stretch the lowest and the highest point are kept, so that no
 * high and no low that could be seen is lost; drawdowns are measured on the whole curve before.
 *
 * @param maxPoints at least 4.
 */
export function sampledCurve(curve: readonly EquityPoint[], maxPoints: number): readonly SampledPoint[] {
  let peak = 0;
  const measured = curve.map(({ timeMs, equity }): SampledPoint => {
    const value = Number(equity);
    peak = Math.max(peak, value);
    return { timeMs, equity, drawdownPercent: peak > 0 ? Number((((peak - value) / peak) * 100).toFixed(4)) : 0 };
  });
  if (measured.length <= maxPoints) return measured;
  const kept = new Set<SampledPoint>([measured[0]!, measured.at(-1)!]);
  const stretches = Math.floor((maxPoints - 2) / 2);
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * measured.length) / stretches);
    const to = Math.floor(((stretch + 1) * measured.length) / stretches);
    const some = measured.slice(from, to);
    kept.add(some.reduce((low, point) => (Number(point.equity) < Number(low.equity) ? point : low)));
    kept.add(some.reduce((high, point) => (Number(point.equity) > Number(high.equity) ? point : high)));
  }
  return measured.filter((point) => kept.has(point));
}
