import type { Phase, Side, WyckoffEvent } from '../analysis.js';

export type PhaseOrNone = Phase | 'NONE';
/** Phase after the event; null where the event does not belong and is refused. */
type Row = Readonly<Record<WyckoffEvent, PhaseOrNone | null>>;
export type PhaseTable = Readonly<Record<PhaseOrNone, Row>>;

const NOTHING: Row = {
  PS: null,
  SC: null,
  PSY: null,
  BC: null,
  AR: null,
  ST: null,
  SPRING: null,
  TEST: null,
  UT: null,
  UTAD: null,
  SOS: null,
  LPS: null,
  SOW: null,
  LPSY: null,
};

const ACCUMULATION: PhaseTable = {
  NONE: { ...NOTHING, PS: 'NONE', SC: 'A' },
  A: { ...NOTHING, PS: 'A', SC: 'A', AR: 'A', ST: 'B' },
  B: { ...NOTHING, ST: 'B', SPRING: 'C', SOS: 'D' },
  C: { ...NOTHING, SPRING: 'C', TEST: 'C', SOS: 'D' },
  D: { ...NOTHING, SOS: 'D', LPS: 'D' },
  E: { ...NOTHING, SOS: 'E', LPS: 'E' },
};

const DISTRIBUTION: PhaseTable = {
  NONE: { ...NOTHING, PSY: 'NONE', BC: 'A' },
  A: { ...NOTHING, PSY: 'A', BC: 'A', AR: 'A', ST: 'B' },
  B: { ...NOTHING, ST: 'B', UT: 'B', UTAD: 'C', SOW: 'D' },
  C: { ...NOTHING, UT: 'C', UTAD: 'C', SOW: 'D' },
  D: { ...NOTHING, SOW: 'D', LPSY: 'D' },
  E: { ...NOTHING, SOW: 'E', LPSY: 'E' },
};

/** Every phase against every event, for both sides: a forgotten case does not compile. */
export const PHASE_TABLE: Readonly<Record<Side, PhaseTable>> = { ACCUMULATION, DISTRIBUTION };

/** Phase after an event of `side`; null when the event has no place in this phase. */
export function phaseAfter(side: Side, phase: Phase | null, event: WyckoffEvent): PhaseOrNone | null {
  return PHASE_TABLE[side][phase ?? 'NONE'][event];
}
