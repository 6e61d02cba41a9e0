import type { Draw } from './evidence-rules.js';

/** A value and the group of values it stands or falls with. */
export interface Observation {
  readonly value: number;
  readonly group: string;
}

/**
 * 95 % interval of the mean by the percentile bootstrap. Whole groups are drawn, not single values: trades of one month share the
 * market of that month, and to take them for independent would make the interval too narrow. Null under two groups.
 */
export function meanInterval(
  observations: readonly Observation[],
  samples: number,
  draw: Draw,
): readonly [number, number] | null {
  const groups = new Map<string, { sum: number; count: number }>();
  for (const { value, group } of observations) {
    const totals = groups.get(group) ?? { sum: 0, count: 0 };
    groups.set(group, { sum: totals.sum + value, count: totals.count + 1 });
  }
  const totals = [...groups.values()];
  if (totals.length < 2) return null;
  const means = Float64Array.from({ length: samples }, () => {
    let sum = 0;
    let count = 0;
    for (let pick = 0; pick < totals.length; pick += 1) {
      const chosen = totals[Math.floor(draw() * totals.length)]!;
      sum += chosen.sum;
      count += chosen.count;
    }
    return sum / count;
  }).toSorted();
  return [means[Math.floor(samples * 0.025)]!, means[Math.ceil(samples * 0.975) - 1]!];
}

export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
