import { describe, expect, it } from '@jest/globals';
import type { Signal } from '../api/wire-decision.js';
import type { LiveBar } from '../api/wire-market.js';
import { afterFrame, EMPTY_DESK, MAX_ROWS, type DeskState } from './desk-state.js';

function frame(type: string, data: unknown, sequence = 1) {
  return { type, sequence, timestamp: '2024-01-01T00:00:00.000Z', data };
}
const signal = (id: string) => ({ id, symbol: 'AAPL', timeframe: '1d' }) as Signal;
const bar = (day: number, close: string, symbol = 'AAPL') =>
  ({ symbol, timeframe: '1d', open_time: `2024-01-0${day}T00:00:00.000Z`, close, warming_bars_to_go: 3 }) as LiveBar;

describe('afterFrame', () => {
  it('puts a new signal first, once, as approved', () => {
    const once = afterFrame(EMPTY_DESK, frame('signal_generated', signal('a')));
    const twice = afterFrame(
      afterFrame(once, frame('signal_generated', signal('b'))),
      frame('signal_generated', signal('a')),
    );
    expect(twice.signals.value?.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'APPROVED'],
      ['b', 'APPROVED'],
    ]);
  });

  it('moves the status of the signal it speaks of, and of no other', () => {
    const two: DeskState = { ...EMPTY_DESK, signals: { value: [signal('a'), signal('b')], error: undefined } };
    const after = afterFrame(two, frame('signal_status', { signal_id: 'b', to: 'FILLED' }));
    expect(after.signals.value?.map((each) => each.status)).toEqual([undefined, 'FILLED']);
  });

  it('keeps so many rows and no more', () => {
    let state = EMPTY_DESK;
    for (let i = 0; i < MAX_ROWS + 5; i += 1) state = afterFrame(state, frame('signal_rejected', signal(String(i))));
    expect(state.rejections.value).toHaveLength(MAX_ROWS);
    expect(state.rejections.value?.[0]?.id).toBe(String(MAX_ROWS + 4));
  });

  it('follows the price of a series, adds a new one in order, and never goes back', () => {
    const bars = [bar(2, '10'), bar(3, '11'), bar(2, '9'), bar(2, '5', 'AA')];
    const state = bars.reduce((before, each) => afterFrame(before, frame('bar', each)), EMPTY_DESK);
    expect(state.series.value).toMatchObject([
      { symbol: 'AA', last_price: '5', previous_price: null },
      { symbol: 'AAPL', last_price: '11', previous_price: '10' },
    ]);
    expect(state.warming).toEqual({ 'AAPL:1d': 3, 'AA:1d': 3 });
  });

  it('leaves the state alone where a frame says nothing to it', () => {
    expect(afterFrame(EMPTY_DESK, frame('service', { service: 'risk' }))).toBe(EMPTY_DESK);
  });
});
