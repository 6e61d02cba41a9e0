import { bounded, failure, held, raised, warning, type Check } from '@tape/risk-rules';
import type { Phase, Side, TradablePattern } from '@tape/wyckoff';
import { patternNamed, type DetectedPattern } from './detected-pattern.js';
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

/** Where each pattern belongs, by the rules of the chain: of the breaks only the SOS may come early. Total over the patterns. */
const HOME: Readonly<Record<TradablePattern, Home>> = {
  SPRING: { side: 'ACCUMULATION', phases: ['C'], early: null },
  SOS: { side: 'ACCUMULATION', phases: ['D'], early: 'C' },
  LPS: { side: 'ACCUMULATION', phases: ['D', 'E'], early: null },
  UTAD: { side: 'DISTRIBUTION', phases: ['C'], early: null },
  SOW: { side: 'DISTRIBUTION', phases: ['D'], early: null },
  LPSY: { side: 'DISTRIBUTION', phases: ['D', 'E'], early: null },
};

/** The phase against the pattern's home, once it is known and trusted. */
function placeCheck(candidate: DetectedPattern, phase: Phase): Check<PhaseReason> {
  const { pattern, phaseConfidence, phaseBBars } = candidate;
  const home = HOME[patternNamed(candidate)];
  const legal = home.phases.join(' or ');
  if (phase === 'A') {
    return raised('phase', 'is', failure('phase-too-early', 'the old trend is only being stopped', phase, legal));
  }
  if (phase === 'B' && !((phaseBBars ?? 0) >= MIN_PHASE_B_BARS)) {
    const young = failure('phase-b-too-young', 'the cause has had no time to build', phaseBBars ?? 0, MIN_PHASE_B_BARS);
    return raised('bars in phase B', 'at-least', young);
  }
  if (home.phases.includes(phase)) return held('phase', phase, 'is', legal);
  if (phase !== home.early) {
    const wrong = failure('phase-wrong', `${pattern} does not belong to phase ${phase}`, phase, legal);
    return raised('phase', 'is', wrong);
  }
  if (phaseConfidence >= EARLY_BREAK_CONFIDENCE) {
    return raised(
      'phase',
      'is',
      warning('phase-early-break', `taken in ${phase}, before ${legal} is named`, phase, legal),
    );
  }
  const early = `${pattern} is taken in phase ${phase} only when that phase is nearly certain`;
  const doubtful = failure('phase-wrong', early, phaseConfidence, EARLY_BREAK_CONFIDENCE);
  return raised('phase confidence, early', 'at-least', doubtful);
}

function checks(pattern: DetectedPattern): readonly Check<PhaseReason>[] {
  const { phase, phaseConfidence, side } = pattern;
  const home = HOME[patternNamed(pattern)];
  const legal = home.phases.join(' or ');
  if (phase === null) return [raised('phase', 'is', failure('phase-missing', 'the range has no phase', 'none', legal))];

  const trusted = bounded('phase confidence', phaseConfidence, 'at-least', MIN_PHASE_CONFIDENCE, {
    reason: 'phase-confidence-low',
    message: 'the phase itself is doubtful',
  });
  if (trusted.finding !== null) return [trusted];
  if (side !== home.side) {
    const wrong = failure('side-wrong', `${pattern.pattern} belongs to ${home.side}`, side, home.side);
    return [trusted, raised('side', 'is', wrong)];
  }
  return [trusted, held('side', side, 'is', home.side), placeCheck(pattern, phase)];
}

export const phaseValidator: Validator<PhaseReason> = {
  stage: 'PHASE',
  name: 'phase',
  passMessage: 'the pattern stands in its phase',
  needs: [],
  checks,
  metadata: ({ phase, phaseConfidence, phaseBBars, side }) => ({ phase, phaseConfidence, phaseBBars, side }),
};
