import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Bar } from '@tape/market';
import type { AnalysisStep, AnalyzerSnapshot } from '../analysis.js';
import { createAnalyzer, restoreAnalyzer, WARM_UP_BARS } from '../analyzer.js';
import { barsOf, calm } from '../testing/bar-story.contract.js';
import { marketWalk } from '../testing/market-walk.contract.js';
import { accumulationSchematic } from '../testing/schematic.contract.js';
import type { DetectorPlugin, PluginAnswer, PluginView } from './detector-plugin.js';
import { brokenPromises } from './plugin-promises.js';
import { loadDetectorPlugins, readDetectorPlugin } from './read-plugin.js';

const SERIES = { symbol: 'TEST', timeframe: '1d' } as const;
const NO: PluginAnswer = { found: false, reason: 'no' };

function plugin(step: (view: PluginView, state: never) => unknown, rest: Partial<DetectorPlugin> = {}): DetectorPlugin {
  return { name: 'MINE', version: 1, reasons: ['no'], step: step as DetectorPlugin['step'], ...rest };
}

/** Every third busy bar: it counts in its state, so that losing the state shows. */
const thirdBusyBar = plugin(
  (view, state: { seen: number }) => {
    if ((view.measures(0).relativeVolume ?? 0) < 1) return NO;
    const seen = state.seen + 1;
    if (seen % 3 !== 0) return { ...NO, state: { seen } };
    const { close } = view.bar(0);
    return { found: true, side: null, barsAgo: 0, price: close, scoreParts: { busy: 40, third: 2 }, state: { seen } };
  },
  { initialState: { seen: 0 } },
);

function stepsWith(plugins: readonly DetectorPlugin[], bars: readonly Bar[]): AnalysisStep[] {
  const analyzer = createAnalyzer({ ...SERIES, plugins });
  return bars.map((bar) => analyzer.push(bar));
}

const faultsOf = (step: () => unknown): AnalysisStep['faults'] =>
  stepsWith([plugin(step)], barsOf(calm(60))).flatMap(({ faults }) => faults);

describe('a plug-in', () => {
  it('is asked from the first warm bar on, and sees that bar as the newest', () => {
    const asked: number[] = [];
    const bars = barsOf(calm(50));
    stepsWith([plugin((view) => (asked.push(view.bar(0).openTimeMs), NO))], bars);
    expect(asked).toEqual(bars.slice(WARM_UP_BARS).map((bar) => bar.openTimeMs));
  });

  it('sees bars, measures, ranges with their phase, and the events of the bar, as the step has them', () => {
    const bars = accumulationSchematic();
    const views: unknown[] = [];
    const look = plugin((view) => {
      const { ranges, current, events } = view;
      views.push({
        bar: view.bar(0),
        before: view.bar(1),
        measures: view.measures(0),
        current,
        events,
        led: ranges.find((range) => range.id === current.rangeId)?.phase ?? null,
      });
      return NO;
    });
    const steps = stepsWith([look], bars);
    expect(views).toEqual(
      steps.slice(WARM_UP_BARS).map((step, i) => ({
        bar: bars[i + WARM_UP_BARS],
        before: bars[i + WARM_UP_BARS - 1],
        measures: step.measures,
        current: step.current,
        events: step.events,
        // A climax that waits for its range has a phase and no range yet.
        led: (views[i] as { led: unknown }).led === null ? null : step.current.phase,
      })),
    );
    expect(views.some((view) => (view as { led: unknown }).led === 'D')).toBe(true);
  });

  it('sees at least 40 bars and at most 127, and no more', () => {
    const seen: number[] = [];
    stepsWith([plugin((view) => (seen.push(view.historyBars), NO))], barsOf(calm(300)));
    expect([seen[0], seen.at(-1)]).toEqual([40, 127]);
    const beyond = plugin((view) => view.bar(view.historyBars));
    expect(stepsWith([beyond], barsOf(calm(41))).flatMap(({ faults }) => faults)).toEqual([
      { detector: 'MINE', message: 'there is no bar 40 bars ago; 40 can be looked at', circuitOpen: false },
    ]);
  });

  it('cannot change what it is shown', () => {
    const vandal = plugin((view) => {
      Object.assign(view.bar(0), { close: 0 });
      for (const range of view.ranges) Object.assign(range, { creek: 0, phase: null });
      for (const event of view.events) Object.assign(event.scoreParts, { volume: -1 });
      Object.assign(view.current, { phase: null });
      return NO;
    });
    const plain = stepsWith([], accumulationSchematic());
    expect(JSON.stringify(stepsWith([vandal], accumulationSchematic()))).toBe(JSON.stringify(plain));
  });

  it.each<[string, unknown, RegExp]>([
    ['throws', null, /./],
    ['gives a reason it did not list', { found: false, reason: 'other' }, /'other', which is none of its reasons/],
    ['names no side', { found: true, side: 'UP', barsAgo: 0, price: 1, scoreParts: {} }, /side 'UP'/],
    [
      'names a range that is not live',
      { found: true, side: null, rangeId: 'x', barsAgo: 0, price: 1, scoreParts: {} },
      /not live/,
    ],
    [
      'rests on a bar to come',
      { found: true, side: null, barsAgo: -1, price: 1, scoreParts: {} },
      /no bar -1 bars ago/,
    ],
    ['has no price', { found: true, side: null, barsAgo: 0, price: Number.NaN, scoreParts: {} }, /price NaN/],
    [
      'scores in fractions',
      { found: true, side: null, barsAgo: 0, price: 1, scoreParts: { a: 0.5 } },
      /no whole points/,
    ],
    ['scores over 100', { found: true, side: null, barsAgo: 0, price: 1, scoreParts: { a: 101 } }, /a score of 101/],
  ])('that %s is reported, and left out after five failures', (_name, answer, message) => {
    const faults = faultsOf(() => answer);
    expect(faults[0]).toMatchObject({ detector: 'MINE', message: expect.stringMatching(message), circuitOpen: false });
    expect(faults[4]).toMatchObject({ circuitOpen: true });
  });

  it('that throws hides nothing of the others', () => {
    const broken = plugin(() => {
      throw new Error('broken');
    });
    const other = { ...thirdBusyBar, name: 'OTHER' };
    const bars = accumulationSchematic();
    const alone = stepsWith([other], bars);
    const beside = stepsWith([broken, other], bars).map((step) => ({ ...step, faults: [] }));
    expect(JSON.stringify(beside)).toBe(JSON.stringify(alone));
    expect(alone.some((step) => step.customEvents.length > 0)).toBe(true);
  });

  it('goes on from a snapshot with what it remembers, on markets of any mood', () => {
    fc.assert(
      fc.property(marketWalk, fc.nat(400), (bars, cut) => {
        const options = { ...SERIES, plugins: [thirdBusyBar] };
        let analyzer = createAnalyzer(options);
        const steps = bars.map((bar, index) => {
          if (index === cut) {
            const text = JSON.stringify(analyzer.snapshot());
            analyzer = restoreAnalyzer(JSON.parse(text) as AnalyzerSnapshot, options);
            expect(JSON.stringify(analyzer.snapshot())).toBe(text);
          }
          return analyzer.push(bar);
        });
        expect(JSON.stringify(steps)).toBe(JSON.stringify(stepsWith([thirdBusyBar], bars)));
      }),
      { numRuns: 15 },
    );
  });

  it('that writes into its first state has one for each series all the same', () => {
    const seen: number[] = [];
    const counter = plugin(
      (_, state: { bars: number }) => {
        seen.push((state.bars += 1));
        return NO;
      },
      { initialState: { bars: 0 } },
    );
    stepsWith([counter], barsOf(calm(42)));
    stepsWith([counter], barsOf(calm(42)));
    expect(seen).toEqual([1, 2, 1, 2]);
  });

  it('of another version begins anew, and one that was not there before begins', () => {
    const bars = barsOf(calm(60));
    const states: unknown[] = [];
    const spy = (version: number) =>
      plugin((_, state: unknown) => (states.push(state), { ...NO, state: { version } }), {
        version,
        initialState: { fresh: true },
      });
    const analyzer = createAnalyzer({ ...SERIES, plugins: [spy(1)] });
    for (const bar of bars.slice(0, 50)) analyzer.push(bar);
    const snapshot = analyzer.snapshot();
    const lastOf = (from: AnalyzerSnapshot, version: number): unknown => {
      restoreAnalyzer(from, { ...SERIES, plugins: [spy(version)] }).push(bars[50]);
      return states.at(-1);
    };
    expect(lastOf(snapshot, 1)).toEqual({ version: 1 });
    expect(lastOf(snapshot, 2)).toEqual({ fresh: true });
    const { plugins: _, ...before } = snapshot;
    expect(lastOf(before, 1)).toEqual({ fresh: true });
  });

  it('leaves the snapshot as it was when there is none', () => {
    expect(createAnalyzer(SERIES).snapshot()).not.toHaveProperty('plugins');
  });
});

const always = (view: PluginView, extra: object = {}) => ({
  found: true,
  side: null,
  barsAgo: 0,
  price: view.bar(0).close,
  scoreParts: { any: 1 },
  ...extra,
});

describe('brokenPromises', () => {
  const bars = accumulationSchematic();
  let calls = 0;

  it('finds none in a detector that keeps them', () => {
    expect(brokenPromises(thirdBusyBar, bars)).toEqual([]);
  });

  it.each<[string, DetectorPlugin, string]>([
    ['no detector', {} as DetectorPlugin, 'is-a-detector'],
    ['one that finds nothing', plugin(() => NO), 'finds-its-event'],
    ['one that fails', plugin((view) => (view.bar(0).volume > 2_000 ? null : always(view))), 'does-not-fail'],
    [
      'one that remembers outside its state',
      plugin((view) => always(view, { scoreParts: { calls: (calls += 1) % 50 } })),
      'same-bars-same-answers',
    ],
    [
      'one that compares with a price',
      plugin((view) => (view.bar(0).close > 200 ? always(view) : view.bar(0).close < 99 ? always(view) : NO)),
      'units-do-not-matter',
    ],
    [
      'one whose state is no JSON',
      plugin((view, state: Map<string, number> | null) => {
        const seen = state instanceof Map ? state : new Map([['bars', 0]]);
        seen.set('bars', seen.get('bars')! + 1);
        return always(view, { state: seen, scoreParts: { bars: seen.get('bars')! % 50 } });
      }),
      'restored-says-the-same',
    ],
    [
      'one whose state grows',
      plugin((view, state: number[] | null) =>
        always(view, { state: [...(state ?? []), ...Array<number>(200).fill(1)] }),
      ),
      'state-is-bounded',
    ],
  ])('names the promise that %s breaks', (_name, broken, promise) => {
    expect(brokenPromises(broken, bars).map((each) => each.promise)).toContain(promise);
  });
});

describe('readDetectorPlugin', () => {
  const good = plugin(() => NO);

  it.each<[string, unknown]>([
    ['as default', { default: good }],
    ['as detector', { detector: good }],
    ['itself', good],
  ])('takes a detector that is exported %s', (_name, exported) => {
    expect(readDetectorPlugin(exported)).toEqual({ ok: true, plugin: good });
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', {}, /exports no detector/],
    ['a function', { default: () => NO }, /exports no detector/],
    ['a name in small letters', { ...good, name: 'mine' }, /capital letters/],
    ['a built-in name', { ...good, name: 'SPRING' }, /SPRING is a built-in one/],
    ['no version', { ...good, version: undefined }, /version must be a whole number/],
    ['no reasons', { ...good, reasons: [] }, /reasons must list/],
    ['no step', { ...good, step: 'now' }, /step must be a function/],
    ['a state that is no JSON', { ...good, initialState: new Map() }, /plain JSON/],
  ])('refuses %s', (_name, exported, problem) => {
    expect(readDetectorPlugin(exported)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });

  it('names the file that cannot be loaded, is none, or comes twice', async () => {
    const load = (path: string): Promise<unknown> =>
      path === 'gone.js' ? Promise.reject(new Error('no such file')) : Promise.resolve(path === 'bad.js' ? {} : good);
    await expect(loadDetectorPlugins(['a.js'], load)).resolves.toEqual([good]);
    await expect(loadDetectorPlugins(['gone.js'], load)).rejects.toThrow(/gone\.js cannot be loaded: no such file/);
    await expect(loadDetectorPlugins(['bad.js'], load)).rejects.toThrow(/bad\.js: it exports no detector/);
    await expect(loadDetectorPlugins(['a.js', 'b.js'], load)).rejects.toThrow(/b\.js: another one is called MINE/);
  });
});
