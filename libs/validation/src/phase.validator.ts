import { failure, warning, type Finding } from '@tape/risk-rules';
import type { Phase, Side, TradablePattern } from '@tape/wyckoff';
import type { DetectedPattern } from './detected-pattern.js';
import type { Validator } from './validator.js';

export type PhaseReason =
  | 'phase-missing'
  | 'phase-confidence-low'
  | 'phase-too-early'
  | 'phase-b-too-young'
  | 'phase-wrong'
  | 'side-wrong'
  | 'phase-early-break';

/** Least confidence in the phase itself. Scale 0..100. */
export const MIN_PHASE_CONFIDENCE = 70;
/** A cause needs time: bars in phase B before anything there means something. */
export const MIN_PHASE_B_BARS = 10;
/** Confidence from which a break out of phase C may be taken, with a warning, before D is named. Scale 0..100. */
export const EARLY_BREAK_CONFIDENCE = 85;

interface Home {
  readonly side: Side;
  readonly phases: readonly Phase[];
  /** A phase in which it is taken at high phase confidence only. */
  readonly early: Phase | null;
}

/** Where each pattern belongs. Total: a new pattern does not compile without a home. */
const HOME: Readonly<Record<TradablePattern, Home>> = {
  SPRING: { side: 'ACCUMULATION', phases: ['C'], early: null },
  SOS: { side: 'ACCUMULATION', phases: ['D'], early: 'C' },
  LPS: { side: 'ACCUMULATION', phases: ['D', 'E'], early: null },
  UTAD: { side: 'DISTRIBUTION', phases: ['C'], early: null },
  SOW: { side: 'DISTRIBUTION', phases: ['D'], early: 'C' },
  LPSY: { side: 'DISTRIBUTION', phases: ['D', 'E'], early: null },
};

function finding(pattern: DetectedPattern): Finding<PhaseReason> | null {
  const { phase, phaseConfidence, phaseBBars } = pattern;
  const home = HOME[pattern.pattern];
  const legal = home.phases.join(' or ');
  if (phase === null) return failure('phase-missing', 'the range has no phase', null, legal);
  if (phaseConfidence < MIN_PHASE_CONFIDENCE) {
    return failure('phase-confidence-low', 'the phase itself is doubtful', phaseConfidence, MIN_PHASE_CONFIDENCE);
  }
  if (pattern.side !== home.side) {
    return failure('side-wrong', `${pattern.pattern} belongs to ${home.side}`, pattern.side, home.side);
  }
  if (phase === 'A') return failure('phase-too-early', 'the old trend is only being stopped', phase, legal);
  if (phase === 'B' && (phaseBBars ?? 0) < MIN_PHASE_B_BARS) {
    return failure('phase-b-too-young', 'the cause has had no time to build', phaseBBars ?? 0, MIN_PHASE_B_BARS);
  }
  if (home.phases.includes(phase)) return null;
  if (phase === home.early && phaseConfidence >= EARLY_BREAK_CONFIDENCE) {
    return warning('phase-early-break', `taken in ${phase}, before ${legal} is named`, phase, legal);
  }
  return failure('phase-wrong', `${pattern.pattern} does not belong to phase ${phase}`, phase, legal);
}

export const phaseValidator: Validator<PhaseReason> = {
  stage: 'PHASE',
  name: 'phase',
  passMessage: 'the pattern stands in its phase',
  findings: (pattern) => {
    const found = finding(pattern);
    return found === null ? [] : [found];
  },
  metadata: ({ phase, phaseConfidence, phaseBBars, side }) => ({ phase, phaseConfidence, phaseBBars, side }),
};
