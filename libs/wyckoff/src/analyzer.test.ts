import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { AnalysisStep } from './analysis.js';
import { createAnalyzer, restoreAnalyzer, SeriesAnalyzer, WARM_UP_BARS } from './analyzer.js';
import { CLASSIC_CONFIG, STRICT_CONFIG } from './config.js';
import { missed, type Detection } from './detector/detection.js';
import { DETECTORS, type DetectorRegistry } from './detector/registry.js';
import { copyOfStep } from './latest-step.js';
import { isWellFormed, keepsItsWord, keepsScale, said, stepsOf } from './testing/analyzer.contract.js';
import { calm, barsOf, scaled, type BarRow } from './testing/bar-story.contract.js';
import { generator, marketWalk } from './testing/market-walk.contract.js';
import { realBars } from './testing/real-bars.contract.js';

const RUNS = { numRuns: 25 };

const NOWHERE: AnalysisStep['current'] = { side: null, phase: null, rangeId: null };

function isQuiet(step: AnalysisStep, before: AnalysisStep['current']): boolean {
  const { events, customEvents, ranges, zones, phases, candidates, faults, current } = step;
  const lists = [events, customEvents, ranges, zones, phases, candidates, faults];
  return lists.every((list) => list.length === 0) && JSON.stringify(current) === JSON.stringify(before);
}

describe('the analyzer on markets of any mood', () => {
  it('never says otherwise of a bar once it knows the next, nor from a snapshot that was put away as text', () => {
    fc.assert(
      fc.property(marketWalk, fc.array(fc.nat(600), { maxLength: 6 }), (bars, cuts) => {
        keepsItsWord(bars, cuts);
      }),
      RUNS,
    );
  });

  it('judges the same whatever prices and volumes are counted in', () => {
    fc.assert(fc.property(marketWalk, keepsScale), RUNS);
  });

  it('says nothing twice and nothing that is no number, and every trade has its prices in order', () => {
    fc.assert(
      fc.property(marketWalk, (bars) => isWellFormed(stepsOf(bars))),
      RUNS,
    );
  });

  it.each([null, '1w' as const])(
    'asked for news only, says them and nothing else (higher timeframe %s)',
    (higherTimeframe) => {
      const options = { symbol: 'TEST', timeframe: '1d', higherTimeframe } as const;
      fc.assert(
        fc.property(marketWalk, (bars) => {
          const asked = createAnalyzer(options);
          const news = bars.map((bar) => {
            const step = asked.pushForNews(bar);
            return step === null ? null : copyOfStep(step);
          });
          const told = createAnalyzer(options);
          const steps = bars.map((bar) => told.push(bar));
          const before = [null, ...steps.slice(0, -1)];
          const expected = steps.map((step, i) => (isQuiet(step, before[i]?.current ?? NOWHERE) ? null : step));
          expect(JSON.stringify(news)).toBe(JSON.stringify(expected));
          expect(JSON.stringify(asked.snapshot())).toBe(JSON.stringify(told.snapshot()));
        }),
        RUNS,
      );
    },
  );

  it('read without a step of its own for each bar, tells the same, and what it handed out stays as it was', () => {
    const options = { symbol: 'TEST', timeframe: '1d' } as const;
    fc.assert(
      fc.property(marketWalk, (bars) => {
        const analyzer = createAnalyzer(options);
        const answers = new Set<AnalysisStep>();
        const copies = bars.map((bar) => {
          const step = analyzer.read(bar);
          answers.add(step);
          return copyOfStep(step);
        });
        expect(said(copies)).toEqual(said(stepsOf(bars, options)));
        expect(answers.size).toBe(1);
      }),
      RUNS,
    );
  });

  it('leaves the bars it is given as they are', () => {
    fc.assert(
      fc.property(marketWalk, (bars) => {
        const frozen = bars.map((bar) => Object.freeze({ ...bar }));
        expect(said(stepsOf(frozen))).toEqual(said(stepsOf(bars)));
      }),
      { numRuns: 10 },
    );
  });
});

describe('the analyzer on bars no market should print', () => {
  const flat: BarRow[] = Array.from({ length: 300 }, () => [10, 10, 10, 10, 100]);
  const silent: BarRow[] = calm(300).map(([o, h, l, c]) => [o, h, l, c, 0]);
  const gaps: BarRow[] = calm(300).map(([o, h, l, c, v], i) => {
    const times = 10 ** ((i % 7) - 3);
    return [o * times, h * times, l * times, c * times, v * times];
  });
  it.each([
    ['one price for ever', barsOf(flat)],
    ['no volume at all', barsOf(silent)],
    ['gaps of six orders of magnitude', barsOf(gaps)],
    ['prices near 1e-8', scaled(realBars('stocks/AAPL_1d.csv')?.slice(0, 800) ?? barsOf(calm(300)), 1e-10, 1)],
    ['prices near 1e12', scaled(realBars('stocks/AAPL_1d.csv')?.slice(0, 800) ?? barsOf(calm(300)), 1e12, 1e6)],
  ])('stays well formed on %s', (_name, bars) => {
    isWellFormed(stepsOf(bars));
  });

  it('finds ranges without volume, and stays silent about patterns that need it', () => {
    const bars = realBars('forex/EURUSD_1h_novolume_2022.csv');
    if (bars === null) return;
    const analyzer = createAnalyzer({ symbol: 'EURUSD', timeframe: '1h' });
    const steps = bars.map((bar) => analyzer.push(bar));
    expect(steps.some((step) => step.ranges.length > 0)).toBe(true);
    expect(steps.some((step) => step.phases.some((change) => change.phase === 'B'))).toBe(true);
    expect(steps.flatMap((step) => step.candidates)).toEqual([]);
  });

  it.each([
    ['not after the last', { openTimeMs: 0 }],
    ['not finite', { openTimeMs: 1e12, close: Number.NaN }],
    ['of infinite volume', { openTimeMs: 1e12, volume: Number.POSITIVE_INFINITY }],
  ])('refuses a bar that is %s, and goes on', (_name, wrong) => {
    const bars = barsOf(calm(50));
    const analyzer = createAnalyzer({ symbol: 'TEST', timeframe: '1d' });
    for (const bar of bars) analyzer.push(bar);
    const before = JSON.stringify(analyzer.snapshot());
    expect(() => analyzer.push({ ...bars[0], ...wrong })).toThrow(RangeError);
    expect(JSON.stringify(analyzer.snapshot())).toBe(before);
  });
});

describe('the analyzer over a long life', () => {
  it('keeps its snapshot within 64 KiB on every real bar it was tried on', () => {
    for (const file of ['crypto/UNITTESTBTC_1m.csv', 'stocks/AAPL_1d_unadjusted.csv', 'forex/GBPUSD_4h.csv']) {
      const bars = realBars(file);
      if (bars === null) return;
      const analyzer = createAnalyzer({ symbol: 'TEST', timeframe: '1d' });
      let largest = 0;
      for (const [index, bar] of bars.entries()) {
        analyzer.push(bar);
        if (index % 97 === 0) largest = Math.max(largest, JSON.stringify(analyzer.snapshot()).length);
      }
      expect(largest).toBeLessThan(64 * 1024);
    }
  });

  it('names how many bars it still needs', () => {
    const steps = stepsOf(barsOf(calm(WARM_UP_BARS + 2)));
    expect(steps[0].warmingBarsToGo).toBe(WARM_UP_BARS);
    expect(steps.at(-2)?.warmingBarsToGo).toBe(0);
  });

  it('refuses a snapshot of another series, version or profile', () => {
    const snapshot = createAnalyzer({ symbol: 'TEST', timeframe: '1d' }).snapshot();
    expect(() => restoreAnalyzer(snapshot, { symbol: 'OTHER', timeframe: '1d' })).toThrow(/symbol/);
    expect(() => restoreAnalyzer(snapshot, { symbol: 'TEST', timeframe: '1h' })).toThrow(/timeframe/);
    expect(() => restoreAnalyzer(snapshot, { symbol: 'TEST', timeframe: '1d' }, STRICT_CONFIG)).toThrow(/profile/);
    expect(() => restoreAnalyzer({ ...snapshot, version: 0 }, { symbol: 'TEST', timeframe: '1d' })).toThrow(/version/);
  });
});

function withSpring(detect: () => Detection): DetectorRegistry {
  return {
    ...DETECTORS,
    range: DETECTORS.range.map((detector) => (detector.name === 'SPRING' ? { ...detector, detect } : detector)),
  };
}

describe('a detector that throws', () => {
  const broken = withSpring(() => {
    throw new Error('spring is broken');
  });
  const blind = withSpring(() => missed('support-held'));
  const random = generator(7);
  const bars = barsOf(
    Array.from({ length: 400 }, (_, i): BarRow => {
      const middle = 100 + 5 * Math.sin(i / 6);
      return [middle, middle + 1 + random(), middle - 1 - random(), middle + random() - 0.5, 900 + 300 * random()];
    }),
  );

  it('is reported, opened after five failures, and hides nothing of the others', () => {
    const others = new SeriesAnalyzer({ symbol: 'TEST', timeframe: '1d' }, CLASSIC_CONFIG, blind);
    const analyzer = new SeriesAnalyzer({ symbol: 'TEST', timeframe: '1d' }, CLASSIC_CONFIG, broken);
    const steps = bars.map((bar) => analyzer.push(bar));
    const faults = steps.flatMap((step) => step.faults);
    expect(faults.length).toBeGreaterThan(5);
    expect(faults[0]).toEqual({ detector: 'SPRING', message: 'spring is broken', circuitOpen: false });
    expect(faults[4].circuitOpen).toBe(true);
    const withoutFaults = steps.map((step) => ({ ...step, faults: [] }));
    expect(said(withoutFaults)).toEqual(said(bars.map((bar) => others.push(bar))));
  });

  it('is tried again only after 60 s of bar time', () => {
    const analyzer = new SeriesAnalyzer({ symbol: 'TEST', timeframe: '1d' }, CLASSIC_CONFIG, broken);
    const seconds = bars.map((bar, index) => ({ ...bar, openTimeMs: index * 1000 }));
    const failed = seconds.flatMap((bar) => analyzer.push(bar).faults.map(() => bar.openTimeMs));
    const afterOpening = failed.slice(4);
    for (let i = 1; i < afterOpening.length; i += 1) {
      expect(afterOpening[i] - afterOpening[i - 1]).toBeGreaterThanOrEqual(60_000);
    }
    expect(afterOpening.length).toBeGreaterThan(1);
  });
});
