import type { Phase, Side } from '../analysis.js';
import { marksOf, type Mark, type Marks, type TradingRange } from '../range/trading-range.js';
import type { Rules } from '../rules.js';

type Expected = readonly (readonly [keyof Marks, number])[];

const A: Expected = [
  ['climax', 10],
  ['automaticMove', 8],
];
const B: Expected = [...A, ['secondaryTest', 7]];
/** Weight of each event a phase rests on. A UTAD is traded without a test, so its side does not expect one. */
const EXPECTED: Readonly<Record<Side, Readonly<Record<Phase, Expected>>>> = {
  ACCUMULATION: {
    A,
    B,
    C: [...B, ['spring', 12], ['test', 5]],
    D: [...B, ['spring', 12], ['breakout', 10]],
    E: [...B, ['spring', 12], ['breakout', 10]],
  },
  DISTRIBUTION: {
    A,
    B,
    C: [...B, ['spring', 12]],
    D: [...B, ['spring', 12], ['breakout', 10]],
    E: [...B, ['spring', 12], ['breakout', 10]],
  },
};

/** Bars of phase B that earn full timing points. */
const RIPE_B_BARS = 20;

/**
 * 0-100: events present 40, their quality 30, sequence and timing 20, range context 10. Edges that swings drew stand in for the
 * automatic move and the secondary test. Breaking out without a spring or UTAD is legal and costs its own penalty instead
 * of the missing event. Source: docs/wyckoff/phases.md#confidence
 */
export function phaseConfidence(range: TradingRange, side: Side, phase: Phase, now: number, rules: Rules): number {
  const marks = marksOf(range, side);
  const drawn = range.origin === 'cluster' || marks.climax === null;
  let expected = 0;
  let present = 0;
  let scores = 0;
  let scored = 0;
  for (const [name, weight] of EXPECTED[side][phase]) {
    const mark: Mark | null = marks[name];
    const skipped = name === 'spring' && mark === null && (phase === 'D' || phase === 'E');
    if (skipped) continue;
    expected += weight;
    if (mark !== null) {
      present += weight;
      scores += mark.score;
      scored += 1;
    } else if (drawn && (name === 'automaticMove' || name === 'secondaryTest')) {
      present += weight;
    }
  }
  const events = (present / expected) * 40;
  const quality = scored > 0 ? (scores / scored) * 0.3 : range.quality * 0.15;
  const context = range.quality * 0.1;
  const penalty = (phase === 'D' || phase === 'E') && marks.spring === null ? rules.config.phase.noSpringPenalty : 0;
  return Math.min(100, Math.max(0, Math.round(events + quality + timing(range, side, now) + context - penalty)));
}

/** Ten points for a cause given time, ten for a range that does what its side had announced. */
function timing(range: TradingRange, side: Side, now: number): number {
  const age = range.phaseBIndex === null ? 0 : now - range.phaseBIndex;
  const announced = marksOf(range, side === 'ACCUMULATION' ? 'DISTRIBUTION' : 'ACCUMULATION').climax === null;
  return Math.min(10, (age / RIPE_B_BARS) * 10) + (announced ? 10 : 5);
}
