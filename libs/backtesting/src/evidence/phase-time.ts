import type { AnalysisStep, Phase } from '@tape/wyckoff';

export type PhaseName = Phase | 'NONE';
export const PHASE_NAMES = ['NONE', 'A', 'B', 'C', 'D', 'E'] as const satisfies readonly PhaseName[];

/** How long a series was in each phase, and how it went from one to the next. */
export interface PhaseTime {
  readonly bars: Readonly<Record<PhaseName, number>>;
  /** `A>B` and how often. Moves of every range are counted; bars only those of the leading one. */
  readonly transitions: Readonly<Record<string, number>>;
}

export class PhaseClock {
  readonly #bars: Record<PhaseName, number> = { NONE: 0, A: 0, B: 0, C: 0, D: 0, E: 0 };
  readonly #transitions: Record<string, number> = {};

  take({ current, phases }: Pick<AnalysisStep, 'current' | 'phases'>): void {
    this.#bars[current.phase ?? 'NONE'] += 1;
    for (const { phase, previousPhase } of phases) {
      if (phase === previousPhase) continue;
      const move = `${previousPhase ?? 'NONE'}>${phase ?? 'NONE'}`;
      this.#transitions[move] = (this.#transitions[move] ?? 0) + 1;
    }
  }

  read(): PhaseTime {
    return { bars: { ...this.#bars }, transitions: { ...this.#transitions } };
  }
}
