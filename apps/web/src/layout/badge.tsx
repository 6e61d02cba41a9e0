import type { Direction, Phase, Side } from '../api/wire-market.js';

/** Shown wherever what is seen was not made by a market. */
export function SimulatedBadge() {
  return (
    <span className="badge-simulated" title="These bars come from a simulator, not from a market.">
      Simulated
    </span>
  );
}

const SIDE_WORD: Readonly<Record<Side, string>> = { ACCUMULATION: 'accumulation', DISTRIBUTION: 'distribution' };

export function PhaseChip({ side, phase, long = false }: { side: Side | null; phase: Phase | null; long?: boolean }) {
  if (phase === null) return long ? null : <span className="muted">–</span>;
  const word = side === null ? '' : SIDE_WORD[side];
  return (
    <span
      className={`phase-chip phase-${phase.toLowerCase()}`}
      title={`Phase ${phase}${word === '' ? '' : `, ${word}`}`}
    >
      {long ? `Phase ${phase}${word === '' ? '' : ` · ${word}`}` : `${phase}${side === 'DISTRIBUTION' ? '▾' : '▴'}`}
    </span>
  );
}

export function DirectionMark({ direction }: { direction: Direction }) {
  const long = direction === 'LONG';
  return <span className={`direction ${long ? 'up' : 'down'}`}>{long ? '▲ Long' : '▼ Short'}</span>;
}

const TONE: Readonly<Record<string, string>> = {
  APPROVED: 'info',
  CLAIMED: 'info',
  FILLED: 'good',
  TARGET_HIT: 'good',
  ACTIVE: 'good',
  MARKUP: 'good',
  MARKDOWN: 'good',
  STOPPED: 'bad',
  INVALIDATED: 'bad',
  HALTED: 'bad',
  REDUCING: 'warn',
  FORMING: 'info',
};

/** A word of state, coloured by what it means. */
export function StatusChip({ status }: { status: string }) {
  const word = status.replaceAll('_', ' ').toLowerCase();
  return <span className={`chip chip-${TONE[status] ?? 'quiet'}`}>{word}</span>;
}
