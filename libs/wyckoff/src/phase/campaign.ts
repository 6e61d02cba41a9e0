import type { Phase, Side } from '../analysis.js';
import { marksOf, type Mark, type Marks, type TradingRange } from '../range/trading-range.js';
import type { Rules } from '../rules.js';
import { chartPrice, type StepLog } from '../step-log.js';
import { phaseConfidence } from './phase-confidence.js';
import type { Drift } from './phase-drift.js';
import type { PhaseReason } from './phase-reason.js';
import { phaseAfter } from './phase-table.js';

/** Moves a range by an event of `side` found at bar `now`; false when the event has no place in its phase. */
export function applyEvent(
  range: TradingRange,
  side: Side,
  mark: Mark,
  now: number,
  rules: Rules,
  log: StepLog,
): boolean {
  const previousPhase = range.phase;
  const next = phaseAfter(side, previousPhase, mark.event);
  if (next === null || next === 'NONE') return false;
  const marks = marksOf(range, side);
  const turned = side !== range.side && next !== 'B';
  remember(marks, mark);
  if (turned) range.side = side;
  if (next === 'B' && previousPhase === 'A') {
    range.state = 'ACTIVE';
    range.phaseBIndex = mark.index;
  }
  if (next === 'D') range.state = side === 'ACCUMULATION' ? 'BROKEN_UP' : 'BROKEN_DOWN';
  range.phase = next;
  range.phaseConfidence = phaseConfidence(range, side, next, now, rules);
  log.range(range);
  log.phase(range, side, mark, next, previousPhase, range.phaseConfidence, turned ? 'side-turned' : 'event-found');
  return true;
}

/** Moves a range by what its close did, without an event. */
export function applyDrift(range: TradingRange, drift: Drift, now: number, rules: Rules, log: StepLog): void {
  range.state = drift.state;
  if (drift.reason === 'spring-failed' || drift.reason === 'utad-failed') forgetSpring(range);
  movePhase(range, drift.phase, drift.reason, now, rules, log);
}

/** Moves the phase at the close of bar `now`, for a reason other than an event. */
export function movePhase(
  range: TradingRange,
  phase: Phase | null,
  reason: PhaseReason,
  now: number,
  rules: Rules,
  log: StepLog,
): void {
  const previousPhase = range.phase;
  range.phase = phase;
  range.phaseConfidence = phase === null ? 0 : phaseConfidence(range, range.side, phase, now, rules);
  log.range(range);
  log.phase(range, range.side, null, phase, previousPhase, range.phaseConfidence, reason);
}

/** A spring that failed is a low like others: the next one must go under it. */
function forgetSpring(range: TradingRange): void {
  const marks = marksOf(range, range.side);
  if (marks.spring !== null) {
    const price = chartPrice(range.side, marks.spring.price);
    if (range.side === 'ACCUMULATION') range.lowestTouch = Math.min(range.lowestTouch, price);
    else range.highestTouch = Math.max(range.highestTouch, price);
  }
  marks.spring = null;
  marks.test = null;
}

function remember(marks: Marks, mark: Mark): void {
  switch (mark.event) {
    case 'ST':
      marks.secondaryTest = mark;
      break;
    case 'SPRING':
    case 'UTAD':
      marks.spring = mark;
      marks.test = null;
      break;
    case 'UT':
      // An upthrust within phase B is part of building the cause: nothing later rests on it.
      break;
    case 'TEST':
      marks.test = mark;
      break;
    case 'SOS':
    case 'SOW':
      marks.breakout = mark;
      break;
    case 'LPS':
    case 'LPSY':
      marks.backup = mark;
      break;
    default:
      throw new Error(`a range does not remember a ${mark.event}`);
  }
}
