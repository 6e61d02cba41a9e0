import { describe, expect, it } from '@jest/globals';
import { readSeriesKey } from './series-key.js';

describe('readSeriesKey', () => {
  it.each(['AAPL', 'BRK.B', 'EUR/USD', 'ALPHA-SIM', '7203.T'])('takes %s', (symbol) => {
    expect(readSeriesKey(symbol, '1d')).toEqual({ ok: true, symbol, timeframe: '1d' });
  });

  it.each<[string, unknown, unknown]>([
    ['symbol:missing', undefined, '1d'],
    ['symbol:missing', '', '1d'],
    ['symbol:bad-symbol', 'aapl', '1d'],
    ['symbol:bad-symbol', 'A B', '1d'],
    ['symbol:bad-symbol', 'A\u0000', '1d'],
    ['symbol:bad-symbol', 'A'.repeat(65), '1d'],
    ['symbol:bad-symbol', 5, '1d'],
    ['timeframe:missing', 'AAPL', null],
    ['timeframe:bad-timeframe', 'AAPL', '2d'],
    ['timeframe:bad-timeframe', 'AAPL', 60],
  ])('refuses with %s: %j %j', (expected, symbol, timeframe) => {
    const reading = readSeriesKey(symbol, timeframe);
    expect(reading.ok ? 'accepted' : `${reading.refusal.field}:${reading.refusal.rule}`).toBe(expected);
  });

  it('names symbol and line in its message', () => {
    const reading = readSeriesKey('aapl', '1d', 3);
    expect(reading.ok ? '' : reading.refusal.message).toMatch(
      /^aapl line 3, symbol: 'aapl' is no symbol.*\[bad-symbol\]$/,
    );
  });
});
