import type { Rules } from '../rules.js';

/**
 * Stop of a trade as its side reads prices (below the entry): the structural one, widened to the smallest distance noise
 * leaves alone; null when it is farther than a trade may risk.
 */
export function stopPrice(entry: number, structural: number, rules: Rules): number | null {
  const price = Math.abs(entry);
  const distance = entry - structural;
  if (distance > rules.maxStopFraction * price) return null;
  return Math.min(structural, entry - rules.minStopFraction * price);
}
