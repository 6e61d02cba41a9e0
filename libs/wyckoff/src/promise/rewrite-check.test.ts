import { describe, expect, it } from '@jest/globals';
import type { AnalysisStep } from '../analysis.js';
import { accumulationSchematic } from '../testing/schematic.contract.js';
import { analyzerMaker, type AnalyzerMaker, type CheckedAnalyzer } from './analyzer-maker.js';
import { checkRewrites, evenCuts } from './rewrite-check.js';
import { firstDifference } from './step-difference.js';

const bars = accumulationSchematic();
const honest = analyzerMaker({ symbol: 'TEST', timeframe: '1d' });
const cuts = evenCuts(bars.length, 12);

type Change = (step: AnalysisStep, index: number, run: number) => AnalysisStep;

/** The honest analyzer, with each step changed before it is handed out; `run` counts the analyzers made. */
function withSteps(change: Change): AnalyzerMaker {
  let runs = 0;
  const wrap = (inner: CheckedAnalyzer, from: number): CheckedAnalyzer => {
    const run = runs;
    let index = from;
    runs += 1;
    return {
      push: (bar) => change(inner.push(bar), index++, run),
      snapshot: () => inner.snapshot(),
      get lastOpenTimeMs() {
        return inner.lastOpenTimeMs;
      },
    };
  };
  return {
    create: () => wrap(honest.create(), 0),
    restore: (snapshot) => wrap(honest.restore(snapshot), (snapshot['series'] as { count: number }).count),
  };
}

describe('a check for rewritten history', () => {
  it('finds none in the analyzer, and says how much it looked at', () => {
    const report = checkRewrites(bars, honest, cuts);
    expect(report).toMatchObject({ bars: bars.length, prefixes: 12, restores: 12, rewrites: 0, first: null });
    expect(report.said).toBeGreaterThan(10);
  });

  it('names the event that an analyzer with less behind it says otherwise', () => {
    const changing = withSteps((step, _index, run) =>
      run === 0 ? step : { ...step, events: step.events.map((event) => ({ ...event, price: event.price + 1 })) },
    );
    const { first, rewrites } = checkRewrites(bars, changing, cuts);
    const index = honestIndexOf('SC');
    expect(first).toMatchObject({ kind: 'prefix', index, name: 'SC', path: 'events[0].price' });
    expect(rewrites).toBeGreaterThan(1);
  });

  it('finds a step that is changed after it was handed out', () => {
    const kept: { score: number }[] = [];
    const moving = withSteps((step) => {
      const events = step.events.map((event) => ({ ...event }));
      for (const event of kept) event.score += 1;
      kept.push(...events);
      return { ...step, events };
    });
    expect(checkRewrites(bars, moving, []).first).toMatchObject({ kind: 'afterwards', name: 'SC' });
  });

  it('finds what a restored analyzer forgot', () => {
    const forgetful: AnalyzerMaker = {
      create: honest.create,
      restore: (snapshot) => honest.restore({ ...snapshot, ranges: honest.create().snapshot()['ranges'] }),
    };
    expect(checkRewrites(bars, forgetful, cuts).first).toMatchObject({
      kind: 'state',
      path: expect.stringMatching(/^ranges/),
    });
  });

  it('finds what a restored analyzer says otherwise though it remembers the same', () => {
    const other = withSteps((step) => step);
    const lying: AnalyzerMaker = {
      create: other.create,
      restore: (snapshot) => {
        const inner = honest.restore(snapshot);
        return {
          push: (bar) => ({ ...inner.push(bar), warmingBarsToGo: 7 }),
          snapshot: () => inner.snapshot(),
          lastOpenTimeMs: null,
        };
      },
    };
    expect(checkRewrites(bars, lying, [50]).first).toMatchObject({
      kind: 'restore',
      index: 50,
      path: 'warmingBarsToGo',
    });
  });

  it('finds a thing that is said twice, and one that claims to have been known sooner', () => {
    let last: AnalysisStep['events'] = [];
    const repeating = withSteps((step) => {
      const repeated = step.events.length === 0 ? last.map((event) => ({ ...event })) : step.events;
      last = step.events;
      return { ...step, events: repeated };
    });
    expect(checkRewrites(bars, repeating, []).first).toMatchObject({ kind: 'twice', name: 'SC' });
    const early = withSteps((step) => ({
      ...step,
      events: step.events.map((event) => ({ ...event, knownAtMs: event.eventTimeMs })),
    }));
    expect(checkRewrites(bars, early, []).first).toMatchObject({ kind: 'backdated', name: expect.any(String) });
  });
});

function honestIndexOf(name: string): number {
  const analyzer = honest.create();
  return bars.findIndex((bar) => analyzer.push(bar).events.some(({ event }) => event === name));
}

describe('the difference of two steps', () => {
  it.each([
    ['{"a":1}', '{"a":2}', { path: 'a', name: null, before: '1', after: '2' }],
    ['{"e":[{"id":"x","p":{"q":[1,2]}}]}', '{"e":[{"id":"x","p":{"q":[1,3]}}]}', { path: 'e[0].p.q[1]', name: 'x' }],
    ['{"e":[]}', '{"e":[{"event":"SC"}]}', { path: 'e[0]', name: 'SC', before: null, after: '{"event":"SC"}' }],
    ['{"a":null}', '{"a":{}}', { path: 'a', before: 'null', after: '{}' }],
    ['{"a":1,"b":2}', '{"b":2,"a":1}', { path: '', name: null }],
  ])('of %s and %s is named', (before, after, difference) => {
    expect(firstDifference(before, after)).toMatchObject(difference);
  });
});

describe('even cuts', () => {
  it.each([
    [10, 2, [5, 10]],
    [3, 9, [1, 2, 3]],
    [0, 4, []],
  ])('of %s bars by %s', (length, count, expected) => {
    expect(evenCuts(length, count)).toEqual(expected);
  });
});
