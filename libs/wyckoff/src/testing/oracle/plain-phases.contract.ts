import type { Phase, RangeState, Side, WyckoffEvent } from '../../analysis.js';
import type { PhaseReason } from '../../phase/phase-reason.js';
import { closesOutside, edgesFor, plainJump, type PlainCampaign, type Remembered } from './plain-range.contract.js';
import type { PlainBar, PlainRules } from './plain-side.contract.js';

/** The phase an event leads to from each where it has a place: docs/wyckoff/phases.md. */
const LEADS: Readonly<Record<string, Partial<Record<WyckoffEvent, Phase>>>> = {
  'ACCUMULATION A': { ST: 'B' },
  'ACCUMULATION B': { ST: 'B', SPRING: 'C', SOS: 'D' },
  'ACCUMULATION C': { SPRING: 'C', TEST: 'C', SOS: 'D' },
  'ACCUMULATION D': { LPS: 'D' },
  'ACCUMULATION E': { LPS: 'E' },
  'DISTRIBUTION A': { ST: 'B' },
  'DISTRIBUTION B': { ST: 'B', UT: 'B', UTAD: 'C', SOW: 'D' },
  'DISTRIBUTION C': { UT: 'C', UTAD: 'C', SOW: 'D' },
  'DISTRIBUTION D': { LPSY: 'D' },
  'DISTRIBUTION E': { LPSY: 'E' },
};

export function leadsTo(side: Side, from: Phase, event: WyckoffEvent): Phase | null {
  return LEADS[`${side} ${from}`][event] ?? null;
}

/** What a range keeps of each event; a UT it does not keep. */
export const KEPT: Readonly<Partial<Record<WyckoffEvent, Remembered>>> = {
  ST: 'st',
  SPRING: 'spring',
  UTAD: 'spring',
  TEST: 'test',
  SOS: 'breakout',
  SOW: 'breakout',
  LPS: 'backup',
  LPSY: 'backup',
};

const WEIGHT: Readonly<Record<Remembered, number>> = {
  climax: 10,
  move: 8,
  st: 7,
  spring: 12,
  test: 5,
  breakout: 10,
  backup: 0,
};

function weigh(names: readonly Remembered[]): number {
  return names.reduce((sum, name) => sum + WEIGHT[name], 0);
}

/** docs/wyckoff/phases.md#confidence */
export function plainConfidence(range: PlainCampaign, side: Side, phase: Phase, now: number): number {
  const marks = range.marks[side];
  const late = phase === 'D' || phase === 'E';
  const expected: Remembered[] = ['climax', 'move'];
  if (phase !== 'A') expected.push('st');
  if (phase === 'C' || (late && marks.spring !== undefined)) expected.push('spring');
  if (phase === 'C' && side === 'ACCUMULATION') expected.push('test');
  if (late) expected.push('breakout');
  const drawn = range.origin === 'cluster' || marks.climax === undefined;
  const there = expected.filter((name) => marks[name] !== undefined || (drawn && (name === 'move' || name === 'st')));
  const scores = expected.flatMap((name) => marks[name]?.score ?? []);
  const quality =
    scores.length > 0 ? (scores.reduce((sum, score) => sum + score, 0) / scores.length) * 0.3 : range.quality * 0.15;
  const announced = range.marks[side === 'ACCUMULATION' ? 'DISTRIBUTION' : 'ACCUMULATION'].climax !== undefined;
  const ripe = range.phaseB === null ? 0 : Math.min(10, ((now - range.phaseB) / 20) * 10);
  const timing = ripe + (announced ? 5 : 10);
  const penalty = late && marks.spring === undefined ? 10 : 0;
  const events = (weigh(there) / weigh(expected)) * 40;
  return Math.min(100, Math.max(0, Math.round(events + quality + timing + range.quality * 0.1 - penalty)));
}

export interface PlainDrift {
  readonly reason: PhaseReason;
  readonly phase: Phase | null;
  readonly state: RangeState;
}

/** What a close alone does to a range: docs/wyckoff/phases.md ("Back"), ranges.md ("The end"). `bars` are the range's own side's. */
export function plainDrift(
  range: PlainCampaign,
  bars: readonly PlainBar[],
  now: number,
  { percent }: PlainRules,
): PlainDrift | null {
  const { close, high } = bars[now];
  const edges = edgesFor(range.side, range);
  const { floor, ceiling, height } = edges;
  const { spring, breakout, move } = range.marks[range.side];
  const up = range.side === 'ACCUMULATION';
  const held = Math.abs(closesOutside(range));
  const lost = close < ceiling - 2 * percent * Math.abs(ceiling);
  const failed: PlainDrift = { reason: 'range-broken', phase: null, state: 'FAILED' };
  if (range.phase === 'E') {
    const jump = plainJump(edges, now - range.start, (read) => (up ? read : -read));
    const over = lost || now - breakout!.index > 60 || (jump !== null && high >= jump);
    return over ? { reason: 'campaign-over', phase: null, state: 'COMPLETED' } : null;
  }
  if (range.phase === 'D') {
    if (lost && spring !== undefined && close >= spring.price) {
      return { reason: 'campaign-ice-lost', phase: 'C', state: 'ACTIVE' };
    }
    if (lost) return { reason: 'campaign-ice-lost', phase: null, state: 'FAILED' };
    const stays = held >= 10 && close > ceiling;
    const far = now !== breakout!.index && close >= ceiling + 0.5 * height;
    return stays || far ? { reason: 'held-beyond-the-edge', phase: 'E', state: range.state } : null;
  }
  if (now - range.start > 250) return { reason: 'range-expired', phase: null, state: 'FAILED' };
  const reach = (edge: number): number => Math.max(0.35 * height, 5 * percent * Math.abs(edge));
  const overTop = close > ceiling && (close > ceiling + reach(ceiling) || held > 10);
  const underFloor = close < floor && (close < floor - reach(floor) || held > 10);
  if (overTop || underFloor) {
    if (range.phase === 'C' && underFloor) return failed;
    return { ...failed, state: overTop === up ? 'BROKEN_UP' : 'BROKEN_DOWN' };
  }
  if (range.phase === 'C' && spring !== undefined && close < spring.price) {
    return { reason: up ? 'spring-failed' : 'utad-failed', phase: 'B', state: 'ACTIVE' };
  }
  // A swing of the fortieth bar is known five bars later.
  if (range.phase === 'A' && move !== undefined && now - move.index > 45) {
    return { reason: 'no-secondary-test', phase: null, state: 'FAILED' };
  }
  return null;
}
