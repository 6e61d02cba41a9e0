import type { Bar, Timeframe } from '@tape/market';
import type { AnalysisStep, Candidate, PhaseChange, RangeView, StructuralEvent, ZoneView } from '../../analysis.js';
import { plainCandidate, plainView } from './plain-candidates.contract.js';
import { PlainClimaxWatch } from './plain-climax.contract.js';
import { PlainBook } from './plain-book.contract.js';
import { PlainChart } from './plain-chart.contract.js';
import { plainZones } from './plain-zones.contract.js';

export interface PlainStep {
  readonly events: readonly StructuralEvent[];
  readonly phases: readonly PhaseChange[];
  readonly current: AnalysisStep['current'];
  /** In no order. */
  readonly ranges: readonly RangeView[];
  readonly zones: readonly ZoneView[];
  /** Best first. */
  readonly candidates: readonly Candidate[];
}

export interface PlainOptions {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly strict: boolean;
  /** Intraday volume by session; confidence of 85 at most. */
  readonly forex: boolean;
}

/** Bars that pass before anything is named. */
const WARM_UP = 40;

/**
 * What is said of every bar, its measures aside, written for reading: each definition is asked of whole arrays, nothing is
 * carried from bar to bar but what a range remembers. What the fast analyzer must agree with.
 */
export function plainAnalysis(bars: readonly Bar[], options: PlainOptions): PlainStep[] {
  const chart = new PlainChart(bars, options);
  const book = new PlainBook(chart);
  const zones = plainZones(chart.bars);
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
    const ranges = [...chart.changed].map((range) => plainView(range, chart));
    const candidates = chart.drafts
      .flatMap((draft) => plainCandidate(draft, chart, options.forex) ?? [])
      .toSorted(bestFirst);
    return { events: chart.events, phases: chart.phases, current, ranges, zones: zones[now], candidates };
  });
}

function bestFirst(a: Candidate, b: Candidate): number {
  return b.confidence - a.confidence || a.pattern.localeCompare(b.pattern) || a.id.localeCompare(b.id);
}
