import type { SeededRandom } from './seeded-random.js';
import { leg, type ScriptStep, strike } from './script.js';

/** How a campaign ends: the cause pays in full or in part, the breakout fails, or it never comes. */
type Ending = 'paid' | 'half-paid' | 'failed-breakout' | 'no-breakout';

/** Far from the favour a script could do its detectors: most campaigns disappoint somewhere, as they do on real charts. */
const ENDINGS: readonly (readonly [Ending, number])[] = [
  ['paid', 0.32],
  ['half-paid', 0.2],
  ['failed-breakout', 0.24],
  ['no-breakout', 0.24],
];

/**
 * One accumulation by the book: decline into a climax, automatic rally, secondary test, a cause built on falling volume,
 * often a spring with its test, the jump across the creek, the last point of support, and the way up. Volume tells the
 * story at each point, and still about half of the campaigns come to nothing, so that a pattern found is no gift.
 */
export function accumulationScript(random: SeededRandom, startLevel: number): readonly ScriptStep[] {
  const ending = pickEnding(random);
  return [
    ...stoppingAction(random, startLevel),
    ...cause(random),
    ...(random.chance(0.75) ? spring(random) : [leg(random.integer(6, 9), random.between(0.1, 0.2), [0.7, 0.6])]),
    ...(ending === 'no-breakout' ? collapse(random) : [...strength(random), ...effect(random, ending)]),
  ];
}

function pickEnding(random: SeededRandom): Ending {
  let rest = random.next();
  for (const [ending, share] of ENDINGS) {
    rest -= share;
    if (rest < 0) return ending;
  }
  return 'no-breakout';
}

/** A rally that dies inside the range, and the fall through the ice: the spring was only a pause. */
function collapse(random: SeededRandom): readonly ScriptStep[] {
  return [
    leg(random.integer(4, 8), random.between(0.35, 0.7), [0.8, 0.6]),
    leg(random.integer(8, 12), 0.05, [0.9, 1.2], [1, 1.2]),
    leg(random.integer(14, 24), random.between(-1.6, -0.8), [1.5, 1], [1.3, 1]),
  ];
}

/** Decline, preliminary support, selling climax, automatic rally, secondary test: phase A. */
function stoppingAction(random: SeededRandom, startLevel: number): readonly ScriptStep[] {
  const support = random.between(0.75, 0.95);
  return [
    leg(random.integer(22, 34), support, [0.9, 1.2], [1, 1.2]),
    strike(support - 0.16, support + 0.03, support - 0.03, random.between(1.6, 2)),
    leg(random.integer(3, 5), Math.min(startLevel - 0.3, support + 0.35), [1.1, 1]),
    leg(random.integer(6, 8), 0.36, [1.2, 1.5], [1.1, 1.3]),
    strike(0, 0.37, random.between(0.2, 0.26), random.between(3.2, 4.6)),
    leg(random.integer(5, 7), random.between(0.95, 1), [1.6, 1.1], [1.2, 1]),
    leg(random.integer(9, 13), 0.14, [0.95, 1]),
    strike(0.02, 0.16, 0.1, random.between(1.2, 1.6)),
  ];
}

/** Swings between the edges while volume dries up: phase B. */
function cause(random: SeededRandom): readonly ScriptStep[] {
  const steps: ScriptStep[] = [];
  const swings = random.integer(2, 3);
  for (let swing = 0; swing < swings; swing += 1) {
    const volume = 1 - (0.3 * swing) / swings;
    steps.push(leg(random.integer(8, 13), random.between(0.9, 0.99), [volume, volume * 0.9]));
    steps.push(leg(random.integer(9, 13), random.between(0.06, 0.13), [volume * 0.85, volume * 0.75]));
  }
  steps.push(leg(random.integer(7, 10), random.between(0.6, 0.85), [0.75, 0.7]));
  return steps;
}

/** A break of the ice that finds no sellers, and the quieter test of it: phase C. */
function spring(random: SeededRandom): readonly ScriptStep[] {
  const depth = random.between(0.14, 0.28);
  const volume = random.chance(0.5) ? random.between(0.45, 0.65) : random.between(0.85, 1.5);
  const sameBar = random.chance(0.6);
  const rebound = random.between(0.35, 0.5);
  const testLow = -depth + random.between(0.07, 0.13);
  const testVolume = volume * random.between(0.4, 0.6);
  return [
    leg(random.integer(7, 10), 0.07, [0.7, 0.65]),
    strike(-depth, 0.08, sameBar ? 0.06 : -depth + 0.06, volume),
    ...(sameBar ? [] : [strike(-depth + 0.03, 0.14, 0.12, volume * 0.9)]),
    leg(random.integer(3, 4), rebound, [0.9, 1]),
    leg(random.integer(3, 5), testLow + 0.14, [0.6, 0.5], [0.8, 0.7]),
    strike(testLow, testLow + 0.15, testLow + 0.1, testVolume),
    strike(testLow + 0.08, testLow + 0.26, testLow + 0.24, random.between(0.9, 1.1)),
  ];
}

/** Sign of strength on widening spread and volume, then the quiet return to the creek: phase D. */
function strength(random: SeededRandom): readonly ScriptStep[] {
  const beyond = random.between(1.22, 1.34);
  const support = random.between(1.06, 1.12);
  return [
    leg(random.integer(9, 13), 0.9, [0.95, 1.3], [1, 1.3]),
    strike(0.88, beyond + 0.03, beyond, random.between(1.9, 2.7)),
    leg(random.integer(2, 3), beyond + random.between(0.1, 0.2), [1.4, 1.1], [1.1, 1]),
    leg(random.integer(3, 5), support + 0.05, [0.7, 0.5], [0.8, 0.7]),
    strike(support - 0.05, support + 0.06, support + 0.02, random.between(0.4, 0.55)),
    strike(support, support + 0.2, support + 0.18, random.between(1, 1.3)),
  ];
}

/** Markup with rests, or the disappointment: phase E. */
function effect(random: SeededRandom, ending: Exclude<Ending, 'no-breakout'>): readonly ScriptStep[] {
  if (ending === 'failed-breakout') {
    return [
      leg(random.integer(4, 8), random.between(1.3, 1.5), [1, 0.8]),
      leg(random.integer(14, 22), random.between(0.2, 0.4), [1, 1.3], [1, 1.2]),
      leg(random.integer(16, 26), random.between(-1.2, -0.7), [1.3, 1], [1.2, 1]),
    ];
  }
  const height = ending === 'paid' ? random.between(2.3, 4.2) : random.between(0.8, 1.6);
  const rests = ending === 'paid' ? 3 : 1;
  const steps: ScriptStep[] = [];
  for (let rest = 1; rest <= rests; rest += 1) {
    const peak = 1.2 + (height * rest) / rests;
    steps.push(leg(random.integer(12, 18), peak, [1.2, 1], [1.1, 1]));
    steps.push(leg(random.integer(4, 7), peak - random.between(0.25, 0.4), [0.7, 0.6]));
  }
  return steps;
}
