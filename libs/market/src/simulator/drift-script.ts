import type { SeededRandom } from './seeded-random.js';
import { leg, type ScriptStep } from './script.js';

/** Noise without a campaign behind it: a drift, or swings with no climax, spring or breakout. What a detector must stay silent on. */
export function driftScript(random: SeededRandom, startLevel: number): readonly ScriptStep[] {
  const steps: ScriptStep[] = [];
  const legs = random.integer(4, 7);
  let level = startLevel;
  const slope = random.chance(0.5) ? random.between(-0.25, 0.25) : 0;
  for (let swing = 0; swing < legs; swing += 1) {
    level += slope + (swing % 2 === 0 ? 1 : -1) * random.between(0.3, 0.8);
    steps.push(leg(random.integer(7, 16), level, [random.between(0.8, 1.1), random.between(0.7, 1.1)]));
  }
  return steps;
}
