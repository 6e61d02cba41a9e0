import { closeTimeMs } from '@tape/market';
import { tradeStatistics, type TradeStatistics } from '../metrics.js';
import type { BacktestSeries } from '../merge-series.js';
import { summaryOf, type BacktestSummary } from '../report/backtest-report.js';
import { variantText, type Variant } from './choice-grid.js';
import { objectiveValue, placeOfBest, type Objective } from './objective.js';
import { figuresOf, type VariantFigures } from './sweep.js';
import type { VariantRunner } from './variant-runner.js';
import {
  MAX_WINDOWS,
  walkForwardWindows,
  type WalkForwardPlan,
  type WalkForwardWindow,
} from './walk-forward-windows.js';

export interface WalkForwardStep extends WalkForwardWindow {
  readonly varied: Variant['varied'];
  /** Or no variant had enough trades and a value, and the choice before was kept. */
  readonly because: 'BEST_IN_SAMPLE' | 'KEPT';
  /** Of the chosen variant before its window. */
  readonly inSample: VariantFigures;
  /** Of the positions that were opened in the window and have closed. */
  readonly outOfSample: TradeStatistics;
}

export interface WalkForwardReport {
  readonly objective: Objective;
  readonly plan: WalkForwardPlan;
  readonly variants: number;
  readonly steps: readonly WalkForwardStep[];
  /** Mean result in R of the chosen variants where they were chosen, by trade. */
  readonly inSampleExpectancyR: number | null;
  /** The same where they had to prove themselves. */
  readonly outOfSampleExpectancyR: number | null;
  /** Second over first: what was left of it. Null where nothing was promised. */
  readonly efficiency: number | null;
  /** How often each was chosen: one that keeps changing was fitted to chance. */
  readonly chosen: Readonly<Record<string, number>>;
}

export interface WalkForwardResult {
  readonly report: WalkForwardReport;
  /** One account through all windows, out of sample only. */
  readonly summary: BacktestSummary;
}

export interface WalkForwardRequest {
  readonly plan: WalkForwardPlan;
  readonly variants: readonly Variant[];
  readonly objective: Objective;
  /** Called with the runs done of all runs. */
  readonly onRun?: (done: number, of: number) => void;
}

/** The windows of a plan over the bars of these series. @returns a sentence where there are none, or too many. */
export function plannedWindows(
  series: readonly BacktestSeries[],
  plan: WalkForwardPlan,
): readonly WalkForwardWindow[] | string {
  const begins = series.flatMap(({ bars }) => bars[0]?.openTimeMs ?? []);
  const ends = series.flatMap(({ bars, timeframe }) => {
    const last = bars.at(-1);
    return last === undefined ? [] : closeTimeMs(last.openTimeMs, timeframe);
  });
  const windows = walkForwardWindows(Math.min(...begins), Math.max(...ends), plan);
  if (windows.length > MAX_WINDOWS) return `more than ${MAX_WINDOWS} windows; make them longer`;
  return windows.length === 0 ? `the bars are not longer than the ${plan.inSampleDays} days in sample` : windows;
}

/**
 * At the begin of each window the variant that was best in the time before it is chosen, and decides until the next one. What is
 * open then stays open: the account goes through all windows as it would have live.
 *
 * @throws RangeError for a plan that makes no windows; see {@link plannedWindows}.
 */
export function walkForward(runner: VariantRunner, request: WalkForwardRequest): WalkForwardResult {
  const { plan, variants, objective, onRun = () => undefined } = request;
  const windows = plannedWindows(runner.series, plan);
  if (typeof windows === 'string') throw new RangeError(windows);
  const runs = windows.length * variants.length + 1;
  let done = 0;
  let kept = 0;
  const choices = windows.map((window) => {
    const stretch = { afterMs: window.inSampleAfterMs, throughMs: window.chosenAtMs };
    const tried = variants.map(({ choice }) => {
      const { metrics } = runner.run(choice, stretch);
      done += 1;
      onRun(done, runs);
      return metrics;
    });
    const best = placeOfBest(
      tried.map((metrics) => (metrics.trades < plan.minimumTrades ? null : objectiveValue(objective, metrics))),
    );
    kept = best ?? kept;
    const because: WalkForwardStep['because'] = best === null ? 'KEPT' : 'BEST_IN_SAMPLE';
    return { window, variant: variants[kept]!, because, inSample: figuresOf(tried[kept]!) };
  });
  const stretch = { afterMs: windows[0]!.chosenAtMs, throughMs: windows.at(-1)!.throughMs };
  const dated = choices.map(({ window, variant }) => ({ afterMs: window.chosenAtMs, choice: variant.choice }));
  const result = runner.runThrough(dated, stretch);
  onRun(runs, runs);

  const closed = result.positions.filter((position) => position.closedAtMs !== null);
  const steps = choices.map(({ window, variant, because, inSample }): WalkForwardStep => {
    const own = closed.filter(({ openedAtMs }) => openedAtMs >= window.chosenAtMs && openedAtMs < window.throughMs);
    return { ...window, varied: variant.varied, because, inSample, outOfSample: tradeStatistics(own) };
  });
  const summary = summaryOf(result, runner.within(stretch));
  const promised = pooledExpectancy(steps.map(({ inSample }) => inSample));
  const seen = result.metrics.expectancyR;
  return {
    report: {
      objective,
      plan,
      variants: variants.length,
      steps,
      inSampleExpectancyR: promised,
      outOfSampleExpectancyR: seen,
      efficiency: promised === null || seen === null || promised <= 0 ? null : rounded(seen / promised),
      chosen: countsOf(steps.map(variantText)),
    },
    summary,
  };
}

function pooledExpectancy(figures: readonly VariantFigures[]): number | null {
  const trades = figures.reduce((sum, each) => sum + each.trades, 0);
  const total = figures.reduce((sum, each) => sum + each.trades * (each.expectancyR ?? 0), 0);
  return trades === 0 ? null : rounded(total / trades);
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
