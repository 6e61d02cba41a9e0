import type { Bar, Timeframe } from '@tape/market';
import type { AnalysisStep, PhaseChange, StructuralEvent } from '../../analysis.js';
import { PlainClimaxWatch } from './plain-climax.contract.js';
import { PlainBook } from './plain-book.contract.js';
import { PlainChart } from './plain-chart.contract.js';

export interface PlainStep {
  readonly events: readonly StructuralEvent[];
  readonly phases: readonly PhaseChange[];
  readonly current: AnalysisStep['current'];
}

export interface PlainOptions {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly strict: boolean;
  readonly bySession: boolean;
}

/** Bars that pass before anything is named. */
const WARM_UP = 40;

/**
 * Events, phases and the leading phase of every bar, written for reading: each definition is asked of whole arrays, nothing is
 * carried from bar to bar but what a range remembers. What the fast analyzer must agree with.
 */
export function plainAnalysis(bars: readonly Bar[], options: PlainOptions): PlainStep[] {
  const chart = new PlainChart(bars, options);
  const book = new PlainBook(chart);
  const watches = [new PlainClimaxWatch('ACCUMULATION', chart), new PlainClimaxWatch('DISTRIBUTION', chart)];
  return bars.map((_bar, now) => {
    chart.turnTo(now);
    if (now >= WARM_UP) {
      book.carry();
      book.judge();
      for (const watch of watches) {
        const born = watch.follow();
        const fresh = watch.look((bar) => book.claims(bar, watch.side));
        if (born !== null) book.admit(born);
        if (fresh !== null) book.restart(fresh);
      }
      const drawn = book.drawn();
      if (drawn !== null) book.admit(drawn);
    }
    const waiting = watches.flatMap(({ zone }) => zone ?? []);
    const current = book.leading() ?? {
      side: waiting[0]?.side ?? null,
      phase: waiting.length > 0 ? 'A' : null,
      rangeId: waiting[0]?.id ?? null,
    };
    return { events: chart.events, phases: chart.phases, current } as const;
  });
}
