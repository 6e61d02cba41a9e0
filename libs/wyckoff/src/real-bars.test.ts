import { describe, expect, it } from '@jest/globals';
import type { AnalysisStep } from './analysis.js';
import { createAnalyzer } from './analyzer.js';
import { evenCuts } from './promise/rewrite-check.js';
import { isWellFormed, keepsItsWord, stepsOf } from './testing/analyzer.contract.js';
import { realBars, realRows } from './testing/real-bars.contract.js';

const bars = realBars('stocks/AAPL_1d.csv');
const stocks = ['AAPL', 'MSFT', 'JPM', 'XOM', 'KO', 'BA', 'INTC', 'CAT'];

(bars === null ? describe.skip : describe)('the analyzer on real bars', () => {
  it('says the same of a bar from fewer bars, and goes on from a snapshot of any of them', () => {
    const years = bars!.slice(5_000, 5_500);
    keepsItsWord(years, evenCuts(years.length, 100));
  });

  it('finds a human number of candidates on daily stocks, and every phase', () => {
    const phases = new Set<string>();
    let candidates = 0;
    let years = 0;
    for (const symbol of stocks) {
      const daily = realBars(`stocks/${symbol}_1d.csv`)!;
      const steps = stepsOf(daily, { symbol, timeframe: '1d' });
      isWellFormed(steps);
      for (const step of steps) {
        candidates += step.candidates.length;
        for (const change of step.phases) phases.add(`${change.side}:${change.phase}`);
      }
      years += daily.length / 252;
    }
    expect(candidates / years).toBeGreaterThan(0.5);
    expect(candidates / years).toBeLessThan(8);
    for (const side of ['ACCUMULATION', 'DISTRIBUTION']) {
      for (const phase of ['A', 'B', 'C', 'D', 'E']) expect(phases).toContain(`${side}:${phase}`);
    }
  });

  it('finds what experts named, and is silent where a claim was refuted', () => {
    const labels = realRows('labels_examples.csv')!;
    const found = new Map<string, { steps: AnalysisStep[]; times: number[] }>();
    const read = (file: string, symbol: string) => {
      let reading = found.get(file);
      if (reading === undefined) {
        const series = realBars(file)!;
        const analyzer = createAnalyzer({ symbol, timeframe: '1d' });
        reading = { steps: series.map((bar) => analyzer.push(bar)), times: series.map((bar) => bar.openTimeMs) };
        found.set(file, reading);
      }
      return reading;
    };
    const named: Record<string, readonly string[]> = {
      SHAKEOUT: ['SPRING'],
      FALSE_BREAKOUT: ['SPRING', 'UTAD', 'SOS', 'SOW'],
    };
    const hit = (label: Record<string, string>): boolean => {
      const { steps, times } = read(label['data_file'], label['symbol']);
      const centre = times.findIndex((time) => time >= Date.parse(label['date']));
      const wanted = named[label['event']] ?? [label['event']];
      return steps.some((step) =>
        step.events.some(
          (event) =>
            wanted.includes(event.event) &&
            Math.abs(times.indexOf(event.eventTimeMs) - centre) <= Number(label['tolerance_bars']),
        ),
      );
    };
    const expert = labels.filter(({ grade }) => grade === 'A' || grade === 'B');
    expect(expert.filter(hit).length / expert.length).toBeGreaterThanOrEqual(0.7);
    expect(labels.filter(({ grade }) => grade === 'X').filter(hit)).toEqual([]);
  });
});
