import { describe, expect, it } from '@jest/globals';
import type { Phase, PhaseChange } from '../api/wire-market.js';
import { phaseBands } from './phase-bands.js';

function change(day: number, phase: Phase | null, side: PhaseChange['side'] = 'ACCUMULATION'): PhaseChange {
  const at = `1970-01-0${day}T00:00:00.000Z`;
  return {
    symbol: 'AAPL',
    timeframe: '1d',
    range_id: null,
    side,
    event: null,
    phase,
    previous_phase: null,
    confidence: 80,
    reason: 'test',
    event_time: at,
    known_at: at,
    price: '1',
    score: null,
  };
}
const DAY = 86_400;

describe('phaseBands', () => {
  it('joins confirmations and leaves the last band open', () => {
    expect(phaseBands([change(3, 'B'), change(1, 'A'), change(2, 'A')])).toEqual([
      { phase: 'A', side: 'ACCUMULATION', from: 0, to: 2 * DAY },
      { phase: 'B', side: 'ACCUMULATION', from: 2 * DAY, to: null },
    ]);
  });

  it('ends a band where there is no phase any more', () => {
    expect(phaseBands([change(1, 'A'), change(3, null)])).toEqual([
      { phase: 'A', side: 'ACCUMULATION', from: 0, to: 2 * DAY },
    ]);
  });

  it('tells the sides apart', () => {
    expect(phaseBands([change(1, 'A'), change(2, 'A', 'DISTRIBUTION')])).toHaveLength(2);
  });

  it('keeps the last of several changes at one bar', () => {
    expect(phaseBands([change(2, 'A'), change(2, 'B')])).toEqual([
      { phase: 'B', side: 'ACCUMULATION', from: DAY, to: null },
    ]);
  });
});
