import type { Bar } from '@tape/market';
import type { Draw, EvidenceCosts, EvidenceRules } from './evidence-rules.js';
import { outcomeOf, type TradeIdea } from './trade-outcome.js';

/** What the same trade did when chance chose its bar. */
export interface RandomEntries {
  readonly n: number;
  readonly meanR: number;
  readonly hits: number;
}

/**
 * The same idea - direction, relative distance of stop and target, holding rules, costs - entered after bars that chance chooses
 * among those from `firstBar` on. Null when none of them came to an end.
 */
export function randomEntries(
  bars: readonly Bar[],
  firstBar: number,
  idea: TradeIdea,
  costs: EvidenceCosts,
  rules: EvidenceRules,
  draw: Draw,
): RandomEntries | null {
  let n = 0;
  let sum = 0;
  let hits = 0;
  const choices = bars.length - firstBar;
  for (let entry = 0; entry < rules.randomEntries; entry += 1) {
    const known = firstBar + Math.floor(draw() * choices);
    const bar = bars[known];
    if (bar === undefined) continue;
    const scale = bar.close / idea.entry;
    const moved = { ...idea, entry: bar.close, stop: idea.stop * scale, target: idea.target * scale };
    const outcome = outcomeOf(bars, known, moved, costs, rules.maxHoldBars);
    if (!('r' in outcome)) continue;
    n += 1;
    sum += outcome.r;
    if (outcome.r > 0) hits += 1;
  }
  return n === 0 ? null : { n, meanR: sum / n, hits };
}
