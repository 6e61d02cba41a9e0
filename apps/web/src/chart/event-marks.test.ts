import { describe, expect, it } from '@jest/globals';
import type { CustomEvent } from '../api/wire-market.js';
import { customMarks } from './event-marks.js';

function found(day: number, detector: string, side: CustomEvent['side'] = null): CustomEvent {
  const at = `1970-01-0${day}T00:00:00.000Z`;
  const series = { symbol: 'AAPL', timeframe: '1d' };
  return { ...series, detector, side, event_time: at, known_at: at, price: '1', score: 50 };
}
const DAY = 86_400;

describe('customMarks', () => {
  it('marks each plug-in once a bar under its name, oldest first', () => {
    const newestFirst = [found(3, 'HINGE'), found(2, 'GAP'), found(2, 'HINGE'), found(2, 'HINGE')];
    expect(customMarks(newestFirst)).toEqual([
      { time: DAY, label: 'GAP', above: false },
      { time: DAY, label: 'HINGE', above: false },
      { time: 2 * DAY, label: 'HINGE', above: false },
    ]);
  });

  it.each([
    ['DISTRIBUTION', true],
    ['ACCUMULATION', false],
    [null, false],
  ] as const)('puts what speaks of %s above the bar: %s', (side, above) => {
    expect(customMarks([found(1, 'HINGE', side)])[0]?.above).toBe(above);
  });
});
