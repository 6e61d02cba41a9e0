import { describe, expect, it } from '@jest/globals';
import type { Phase, WyckoffEvent } from '../analysis.js';
import { noMarks, type TradingRange } from '../range/trading-range.js';
import { barsOf, calm, seriesOf, upsideDown, type BarRow } from '../testing/bar-story.contract.js';
import { DAILY_RULES } from '../testing/detector.contract.js';
import { range } from '../testing/range-record.contract.js';
import { mark } from '../testing/range-story.contract.js';
import { phaseConfidence } from './phase-confidence.js';
import { phaseDrift } from './phase-drift.js';
import { PHASE_TABLE, phaseAfter } from './phase-table.js';

describe('the phase table', () => {
  it.each<[Phase | null, WyckoffEvent, ReturnType<typeof phaseAfter>]>([
    [null, 'SC', 'A'],
    [null, 'SPRING', null],
    ['A', 'ST', 'B'],
    ['A', 'SPRING', null],
    ['B', 'SPRING', 'C'],
    ['B', 'SOS', 'D'],
    ['C', 'TEST', 'C'],
    ['C', 'SOS', 'D'],
    ['D', 'LPS', 'D'],
    ['D', 'SPRING', null],
    ['E', 'LPS', 'E'],
    ['B', 'SOW', null],
  ])('of accumulation answers %s with %s by %s', (phase, event, next) => {
    expect(phaseAfter('ACCUMULATION', phase, event)).toBe(next);
  });

  it('of distribution is that of accumulation, names exchanged', () => {
    const twin: Partial<Record<WyckoffEvent, WyckoffEvent>> = {
      PS: 'PSY',
      SC: 'BC',
      SPRING: 'UTAD',
      SOS: 'SOW',
      LPS: 'LPSY',
    };
    for (const phase of ['NONE', 'A', 'B', 'C', 'D', 'E'] as const) {
      for (const [event, next] of Object.entries(PHASE_TABLE.ACCUMULATION[phase])) {
        if (event === 'TEST') continue;
        const other = twin[event as WyckoffEvent] ?? (event as WyckoffEvent);
        if (other === event && next === null) continue;
        expect([phase, other, PHASE_TABLE.DISTRIBUTION[phase][other]]).toEqual([phase, other, next]);
      }
    }
  });
});

/** What a close of bar 45 at `close` does to the range. */
function drift(close: number, more: Partial<TradingRange>) {
  const rows: BarRow[] = [...calm(45), [close, close + 0.5, close - 0.5, close, 1000]];
  return phaseDrift(range(more), seriesOf(barsOf(rows)).up, 45, DAILY_RULES);
}
const spring = mark('SPRING', 30, 98);
const breakout = mark('SOS', 40, 122);
const started = (event: Partial<ReturnType<typeof noMarks>>) => ({ ...noMarks(), ...event });

describe('what a close does to a phase', () => {
  it.each<[string, number, Partial<TradingRange>, unknown]>([
    ['inside, nothing', 110, {}, null],
    ['a little outside, nothing', 122, { outsideBars: 1 }, null],
    [
      'far above, the range is broken',
      128,
      { outsideBars: 1 },
      { reason: 'range-broken', phase: null, state: 'BROKEN_UP' },
    ],
    ['far below, the range is broken', 92, { outsideBars: -1 }, { reason: 'range-broken', state: 'BROKEN_DOWN' }],
    ['outside for ten bars, nothing', 121, { outsideBars: 10 }, null],
    ['outside for eleven bars, the range is broken', 121, { outsideBars: 11 }, { reason: 'range-broken' }],
    ['in C on the spring low, nothing', 98, { phase: 'C', outsideBars: -1, accumulation: started({ spring }) }, null],
    [
      'in C under the spring low, back to B',
      97.9,
      { phase: 'C', outsideBars: -1, accumulation: started({ spring }) },
      { reason: 'spring-failed', phase: 'B' },
    ],
    [
      'in C far below, failed',
      92,
      { phase: 'C', outsideBars: -1, accumulation: started({ spring }) },
      { reason: 'range-broken', state: 'FAILED' },
    ],
    [
      'in D above the creek, nothing',
      121,
      { phase: 'D', outsideBars: 5, accumulation: started({ spring, breakout }) },
      null,
    ],
    [
      'in D ten closes above, E',
      121,
      { phase: 'D', outsideBars: 10, accumulation: started({ spring, breakout }) },
      { phase: 'E' },
    ],
    [
      'in D half a height beyond, E',
      130,
      { phase: 'D', outsideBars: 5, accumulation: started({ spring, breakout }) },
      { phase: 'E' },
    ],
    [
      'in D two percent under the creek, nothing',
      117.6,
      { phase: 'D', accumulation: started({ spring, breakout }) },
      null,
    ],
    [
      'in D more than that under it, back to C',
      117.5,
      { phase: 'D', accumulation: started({ spring, breakout }) },
      { reason: 'campaign-ice-lost', phase: 'C' },
    ],
    [
      'in D without a spring, failed',
      117.5,
      { phase: 'D', accumulation: started({ breakout }) },
      { phase: null, state: 'FAILED' },
    ],
    [
      'in E at the jump, over',
      180,
      { phase: 'E', accumulation: started({ breakout }) },
      { reason: 'campaign-over', state: 'COMPLETED' },
    ],
    [
      'in A without a secondary test for too long, over',
      110,
      { phase: 'A', startIndex: -50, accumulation: started({ automaticMove: mark('AR', -1, 120) }) },
      { reason: 'no-secondary-test' },
    ],
    ['after 250 bars, over', 110, { startIndex: -206 }, { reason: 'range-expired' }],
  ])('%s', (_name, close, more, expected) => {
    if (expected === null) expect(drift(close, more)).toBeNull();
    else expect(drift(close, more)).toMatchObject(expected as object);
  });

  it('fails a UTAD by a close above its high', () => {
    const rows: BarRow[] = [...calm(45), [123, 123.6, 122.6, 123.2, 1000]];
    const utad = started({ spring: mark('UTAD', 30, -123) });
    const distribution = range({ side: 'DISTRIBUTION', phase: 'C', outsideBars: 1, distribution: utad });
    const bars = seriesOf(upsideDown(barsOf(rows), 0).map((bar) => ({ ...bar }))).up;
    expect(phaseDrift(distribution, { ...bars, orientation: -1 }, 45, DAILY_RULES)?.reason).toBe('utad-failed');
  });
});

const inPhaseC = (r: TradingRange) => phaseConfidence(r, 'ACCUMULATION', 'C', 45, DAILY_RULES);

describe('the confidence in a phase', () => {
  const all = started({
    climax: mark('SC', 5, 100),
    automaticMove: mark('AR', 8, 120),
    secondaryTest: mark('ST', 15, 100),
    spring,
    test: mark('TEST', 35, 99),
    breakout,
  });

  it('is events 40, quality 30, timing 20, context 10', () => {
    expect(phaseConfidence(range({ accumulation: all }), 'ACCUMULATION', 'D', 45, DAILY_RULES)).toBe(40 + 21 + 20 + 8);
  });

  it('costs a breakout without a spring ten points', () => {
    const without = { ...all, spring: null, test: null };
    expect(phaseConfidence(range({ accumulation: without }), 'ACCUMULATION', 'D', 45, DAILY_RULES)).toBe(
      40 + 21 + 20 + 8 - 10,
    );
  });

  it('takes drawn edges for the automatic move and the secondary test, not for the climax', () => {
    const drawn = started({ spring, test: mark('TEST', 35, 99) });
    const inC = phaseConfidence(
      range({ origin: 'cluster', accumulation: drawn }),
      'ACCUMULATION',
      'C',
      45,
      DAILY_RULES,
    );
    expect(inC).toBe(Math.round((40 * 32) / 42 + 21 + 20 + 8));
  });

  it('is lower for a side the climax did not announce', () => {
    const turned = range({ distribution: started({ climax: mark('BC', 5, -120) }), accumulation: started({ spring }) });
    const plain = range({ accumulation: started({ spring }) });
    expect(inPhaseC(plain) - inPhaseC(turned)).toBe(5);
  });
});
