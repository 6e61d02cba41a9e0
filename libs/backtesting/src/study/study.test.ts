import { describe, expect, it } from '@jest/globals';
import { closeTimeMs } from '@tape/market';
import { CLASSIC_RISK } from '@tape/risk-rules';
import { runBacktest } from '../run-backtest.js';
import { reportPage } from '../report/report-page.js';
import {
  coin,
  DAY_0_MS,
  DAY_MS,
  quiet,
  scripted,
  seriesOf,
  simulatedSeries,
  spring,
} from '../testing/scripted-market.js';
import { readGrid, type Variant } from './choice-grid.js';
import { choiceSettings, USUAL_CHOICE, type BacktestChoice } from './choice.js';
import { objectiveValue, placeOfBest } from './objective.js';
import { sweepPart, sweepReport } from './sweep.js';
import { VariantRunner } from './variant-runner.js';
import { plannedWindows, walkForward, type WalkForwardReport } from './walk-forward.js';
import { walkForwardWindows } from './walk-forward-windows.js';

const SERIES = simulatedSeries(2, 2_400);
const REQUEST = { series: SERIES, initialEquity: '100000' };
const RUNNER = new VariantRunner(REQUEST);

function variantsOf(grid: Record<string, unknown[]>): readonly Variant[] {
  const reading = readGrid(grid);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.variants;
}

describe('a run over a recorded analysis', () => {
  const CHOICES: readonly Partial<BacktestChoice>[] = [
    {},
    { profile: 'strict' },
    { minConfidence: 80, riskScale: '2' },
    { target: 'CONSERVATIVE', costScale: '3' },
  ];

  it.each(CHOICES)('is the run that analyses for itself: %j', (given) => {
    const choice = { ...USUAL_CHOICE, ...given };
    const alone = runBacktest({ ...REQUEST, ...choiceSettings(choice) });
    expect(JSON.stringify(RUNNER.run(choice))).toBe(JSON.stringify(alone));
  });

  it('through a stretch reads its bars and no others', () => {
    const afterMs = closeTimeMs(SERIES[0]!.bars[999]!.openTimeMs, '15m');
    const throughMs = closeTimeMs(SERIES[0]!.bars[1_999]!.openTimeMs, '15m');
    const part = RUNNER.run(USUAL_CHOICE, { afterMs, throughMs });
    expect(part.metrics.barsProcessed).toBe(2_000);
    const { patterns } = RUNNER.run(USUAL_CHOICE);
    const within = patterns.filter(({ closeTimeMs: at }) => at > afterMs && at <= throughMs);
    expect(part.patterns.map(({ id }) => id)).toEqual(within.map(({ id }) => id));
  });
});

describe('settings that come into force on the way', () => {
  const DAYS = Array.from({ length: 12 }, (_, day) => quiet(day));
  const run = (changes: { afterMs: number; riskScale: string }[]) => {
    const analyzer = scripted([spring(2), spring(8)]);
    return runBacktest({
      series: [seriesOf(coin('AAA'), DAYS)],
      initialEquity: '100000',
      analyzer,
      changes: changes.map(({ afterMs, riskScale }) => ({
        afterMs,
        settings: { ...choiceSettings({ ...USUAL_CHOICE, riskScale }), analyzer },
      })),
    });
  };

  const sizes = (changes: { afterMs: number; riskScale: string }[]) =>
    run(changes).signals.map(({ positionSize }) => Number(positionSize));
  const [first, second] = sizes([]);

  it('decide on what closes after them, and leave alone what was decided before', () => {
    const [before, after] = sizes([{ afterMs: DAY_0_MS + 6 * DAY_MS, riskScale: '1.5' }]);
    expect(before).toBe(first);
    expect(after! / second!).toBeCloseTo(1.5, 1);
  });

  it('do not decide on the bar that closes with them', () => {
    const closeOfDay8 = DAY_0_MS + 9 * DAY_MS;
    expect(sizes([{ afterMs: closeOfDay8, riskScale: '1.5' }])).toEqual([first, second]);
    expect(sizes([{ afterMs: closeOfDay8 - 1, riskScale: '1.5' }])[1]).toBeGreaterThan(second! * 1.4);
  });
});

describe('a sweep', () => {
  const variants = variantsOf({ riskScale: [0.5, 1], minConfidence: [70, 80, 95] });
  const part = sweepPart(RUNNER, variants, 'netPnl');
  const report = sweepReport(part.rows, 'netPnl');

  it('has a row for each variant, and the whole of the best', () => {
    expect(report.rows.map(({ varied }) => varied)).toEqual(variants.map(({ varied }) => varied));
    const values = report.rows.map(({ netPnl }) => Number(netPnl));
    expect(values[report.best!]).toBe(Math.max(...values));
    expect(part.summary?.metrics.netPnl).toBe(report.rows[report.best!]?.netPnl);
    expect(report.deflatedSharpe?.trials).toBe(6);
  });

  it('is the same every time, whatever it is shared among', () => {
    const shared = [0, 1].map((thread) =>
      sweepPart(
        new VariantRunner(REQUEST),
        variants.filter((_, place) => place % 2 === thread),
        'netPnl',
      ),
    );
    const rows = variants.map((_, place) => shared[place % 2]!.rows[place >> 1]!);
    expect(sweepReport(rows, 'netPnl')).toEqual(report);
    expect(shared[report.best! % 2]!.summary).toEqual(part.summary);
  });

  it('warns of few trades, and of a best that chance would show', () => {
    const few = { ...report.rows[0]!, trades: 29, objectiveValue: 1, expectancyInterval: [-0.1, 1] as const };
    expect(sweepReport([few, { ...few, objectiveValue: 0 }], 'sharpe').cautions).toEqual([
      'insufficient-sample',
      'not-above-chance',
      'expectancy-may-be-zero',
    ]);
    expect(sweepReport([{ ...few, objectiveValue: null }], 'sharpe')).toMatchObject({
      best: null,
      cautions: ['insufficient-sample'],
    });
  });

  it('is shown with its cautions and its rows', () => {
    const page = reportPage(part.summary!, { kind: 'SWEEP', report });
    expect(page).toContain('Sweep of 6 variants by netPnl');
    expect(page).toContain('risk_scale 0.5, min_confidence 95');
    expect(page).not.toMatch(/<script|https?:/);
  });
});

describe('the best', () => {
  it('is the first of equals, and none where none has a value', () => {
    expect(placeOfBest([null, 1, 3, 3, null])).toBe(2);
    expect(placeOfBest([null, null])).toBeNull();
    expect(placeOfBest([])).toBeNull();
  });

  it('by calmar has no value without a drawdown or a year', () => {
    const metrics = RUNNER.run(USUAL_CHOICE).metrics;
    expect(objectiveValue('calmar', { ...metrics, cagrPercent: 12, maxDrawdownPercent: 4 })).toBe(3);
    expect(objectiveValue('calmar', { ...metrics, cagrPercent: 12, maxDrawdownPercent: 0 })).toBeNull();
    expect(objectiveValue('calmar', { ...metrics, cagrPercent: null })).toBeNull();
  });
});

function days(from: number, chosen: number, through: number) {
  return { inSampleAfterMs: from * DAY_MS, chosenAtMs: chosen * DAY_MS, throughMs: through * DAY_MS };
}

describe('windows of a walk forward', () => {
  it('roll, or stay anchored, without a gap, and end with the bars', () => {
    const cut = { inSampleDays: 10, outOfSampleDays: 4 };
    expect(walkForwardWindows(0, 21 * DAY_MS, { mode: 'ROLLING', ...cut })).toEqual([
      days(0, 10, 14),
      days(4, 14, 18),
      days(8, 18, 21),
    ]);
    expect(walkForwardWindows(0, 18 * DAY_MS, { mode: 'ANCHORED', ...cut })).toEqual([
      days(0, 10, 14),
      days(0, 14, 18),
    ]);
    expect(walkForwardWindows(0, 10 * DAY_MS, { mode: 'ROLLING', ...cut })).toEqual([]);
  });

  it('are refused in a sentence where there are none, or too many', () => {
    const plan = { mode: 'ROLLING', inSampleDays: 10_000, outOfSampleDays: 1, minimumTrades: 1 } as const;
    expect(plannedWindows(SERIES, plan)).toMatch('10000 days');
    const long = [
      seriesOf(
        coin('AAA'),
        Array.from({ length: 300 }, (_, day) => quiet(day)),
      ),
    ];
    expect(plannedWindows(long, { ...plan, inSampleDays: 1 })).toMatch('200 windows');
  });
});

function choicesOf(steps: WalkForwardReport['steps']) {
  return steps.map(({ varied, inSample }) => ({ varied, inSample }));
}

describe('a walk forward', () => {
  const variants = variantsOf({ minConfidence: [70, 85] });
  const plan = { mode: 'ROLLING', inSampleDays: 10, outOfSampleDays: 5, minimumTrades: 1 } as const;
  const runs: number[] = [];
  const request = { plan, variants, objective: 'expectancyR', onRun: (done: number) => runs.push(done) } as const;
  const { report, summary } = walkForward(RUNNER, request);
  const lastRun = runs.at(-1);

  it('chooses in each window what was best before it', () => {
    expect(report.steps.length).toBeGreaterThan(2);
    for (const step of report.steps) {
      const stretch = { afterMs: step.inSampleAfterMs, throughMs: step.chosenAtMs };
      const tried = variants.map(({ choice }) => RUNNER.run(choice, stretch).metrics);
      const best = placeOfBest(tried.map((metrics) => (metrics.trades < 1 ? null : metrics.expectancyR)));
      if (best !== null) expect(step).toMatchObject({ because: 'BEST_IN_SAMPLE', varied: variants[best]!.varied });
      else expect(step.because).toBe('KEPT');
    }
    expect(lastRun).toBe(report.steps.length * 2 + 1);
  });

  it('shows nothing that was chosen on: its account begins where the first choice was made', () => {
    const begin = report.steps[0]!.chosenAtMs;
    expect(summary.equityCurve[0]!.timeMs).toBeGreaterThan(begin);
    expect(summary.trades.every(({ openedAtMs }) => openedAtMs >= begin)).toBe(true);
    const ofSteps = report.steps.reduce((sum, { outOfSample }) => sum + outOfSample.trades, 0);
    expect(ofSteps).toBe(summary.metrics.trades);
  });

  it('with one variant is that variant traded through', () => {
    const [only] = variants;
    const walked = walkForward(RUNNER, { ...request, variants: [only!] });
    const stretch = { afterMs: walked.report.steps[0]!.chosenAtMs, throughMs: walked.report.steps.at(-1)!.throughMs };
    expect(walked.summary.metrics).toEqual(RUNNER.run(only!.choice, stretch).metrics);
    expect(walked.report.chosen).toEqual({ 'min_confidence 70': walked.report.steps.length });
  });

  it('is no wiser for what comes after: cutting the bars changes no choice before the cut', () => {
    const cut = SERIES.map((one) => ({ ...one, bars: one.bars.slice(0, 1_700) }));
    const shorter = walkForward(new VariantRunner({ ...REQUEST, series: cut, riskProfile: CLASSIC_RISK }), request);
    const same = shorter.report.steps.length;
    expect(same).toBeLessThan(report.steps.length);
    expect(choicesOf(shorter.report.steps)).toEqual(choicesOf(report.steps).slice(0, same));
  });

  it('is shown window by window', () => {
    const page = reportPage(summary, { kind: 'WALK_FORWARD', report });
    expect(page).toContain(`Walk forward: ${report.steps.length} windows`);
  });
});
