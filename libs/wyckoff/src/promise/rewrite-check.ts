import type { Bar } from '@tape/market';
import type { AnalysisStep, AnalyzerSnapshot } from '../analysis.js';
import type { AnalyzerMaker, CheckedAnalyzer } from './analyzer-maker.js';
import { contradictionIn, Sayings } from './sayings.js';
import { firstDifference, type Difference } from './step-difference.js';

/**
 * How history was rewritten.
 * `prefix`: an analyzer that never saw the later bars says something else of an earlier one · `afterwards`: a step that had
 * been handed out was changed · `restore`: an analyzer taken up from a snapshot goes on otherwise · `state`: it says the same so
 * far and remembers something else · `twice`: the same thing is said again · `backdated`: it is said later than it claims.
 */
export type RewriteKind = 'prefix' | 'afterwards' | 'restore' | 'state' | 'twice' | 'backdated';

export interface Rewrite extends Difference {
  readonly kind: RewriteKind;
  /** Bar that was rewritten: position in the series and open time. */
  readonly index: number;
  readonly openTimeMs: number;
  /** Bars that were known to the analyzer that disagrees. */
  readonly cut: number;
}

export interface RewriteReport {
  readonly bars: number;
  /** Things said: events, phase changes, candidates. */
  readonly said: number;
  /** Prefixes read anew, and snapshots taken up again. */
  readonly prefixes: number;
  readonly restores: number;
  /** Checks that disagree with what had been said. */
  readonly rewrites: number;
  /** The earliest bar that was rewritten; null is the promise kept. */
  readonly first: Rewrite | null;
}

/** `count` places to cut a series of `length` bars at, evenly spread, the last bar included. */
export function evenCuts(length: number, count: number): readonly number[] {
  const cuts = Array.from({ length: count }, (_, i) => Math.round(((i + 1) * length) / count));
  return [...new Set(cuts)].filter((cut) => cut > 0);
}

/**
 * Whether anything an analyzer says of a bar is ever changed by later bars. At each cut an analyzer that has seen only the bars
 * before it must have said the same and know the same; one restored from the text of a snapshot must go on to the next cut
 * in the same way, and so, cut after cut, to the end.
 *
 * Cost: (1 + prefixes / 2 + 1) passes over the bars; memory grows with the bars.
 * @param cuts numbers of bars to cut after, any order
 */
export function checkRewrites(bars: readonly Bar[], maker: AnalyzerMaker, cuts: readonly number[]): RewriteReport {
  const places = [...new Set(cuts)].filter((cut) => cut > 0 && cut <= bars.length).toSorted((a, b) => a - b);
  const whole = readWhole(bars, maker, new Set(places));
  const found: Rewrite[] = [...whole.rewrites];
  for (const cut of places) {
    const prefix = compare(bars, maker.create(), whole, 0, cut, cut, 'prefix');
    if (prefix !== null) found.push(prefix);
  }
  for (const [number, cut] of places.entries()) {
    const restored = maker.restore(JSON.parse(whole.snapshots.get(cut)!) as AnalyzerSnapshot);
    const next = places[number + 1] ?? bars.length;
    const resumed =
      sameState(bars, restored, whole, cut, cut) ?? compare(bars, restored, whole, cut, next, cut, 'restore');
    if (resumed !== null) found.push(resumed);
  }
  const first = found.toSorted((a, b) => a.index - b.index)[0] ?? null;
  const { length } = places;
  return { bars: bars.length, said: whole.said, prefixes: length, restores: length, rewrites: found.length, first };
}

interface Reading {
  /** Each step as text, from the moment it was handed out. */
  readonly texts: readonly string[];
  /** State after so many bars, as text. */
  readonly snapshots: ReadonlyMap<number, string>;
  readonly rewrites: readonly Rewrite[];
  readonly said: number;
}

function readWhole(bars: readonly Bar[], maker: AnalyzerMaker, cuts: ReadonlySet<number>): Reading {
  const analyzer = maker.create();
  const texts: string[] = [];
  const steps: AnalysisStep[] = [];
  const snapshots = new Map<number, string>();
  const rewrites: Rewrite[] = [];
  const sayings = new Sayings();
  for (const [index, bar] of bars.entries()) {
    const step = analyzer.push(bar);
    texts.push(JSON.stringify(step));
    steps.push(step);
    const contradiction = contradictionIn(step, bar.openTimeMs, sayings);
    if (contradiction !== null) {
      rewrites.push({ ...contradiction, index, openTimeMs: bar.openTimeMs, cut: index + 1 });
    }
    if (cuts.has(index + 1)) snapshots.set(index + 1, JSON.stringify(analyzer.snapshot()));
  }
  const moved = steps.findIndex((step, index) => JSON.stringify(step) !== texts[index]);
  if (moved >= 0) {
    const difference = firstDifference(texts[moved]!, JSON.stringify(steps[moved]));
    rewrites.push({
      ...difference,
      kind: 'afterwards',
      index: moved,
      openTimeMs: bars[moved]!.openTimeMs,
      cut: bars.length,
    });
  }
  return { texts, snapshots, rewrites, said: sayings.count };
}

/** Reads bars `from..to` and compares each step, then the state at the end where the whole reading kept its own. */
function compare(
  bars: readonly Bar[],
  analyzer: CheckedAnalyzer,
  whole: Reading,
  from: number,
  to: number,
  cut: number,
  kind: RewriteKind,
): Rewrite | null {
  for (let index = from; index < to; index += 1) {
    const bar = bars[index]!;
    const text = JSON.stringify(analyzer.push(bar));
    const before = whole.texts[index]!;
    if (text !== before) return { ...firstDifference(before, text), kind, index, openTimeMs: bar.openTimeMs, cut };
  }
  return sameState(bars, analyzer, whole, to, cut);
}

function sameState(
  bars: readonly Bar[],
  analyzer: CheckedAnalyzer,
  whole: Reading,
  at: number,
  cut: number,
): Rewrite | null {
  const before = whole.snapshots.get(at);
  if (before === undefined) return null;
  const after = JSON.stringify(analyzer.snapshot());
  if (after === before) return null;
  const { openTimeMs } = bars[at - 1]!;
  return { ...firstDifference(before, after), kind: 'state', index: at - 1, openTimeMs, cut };
}
