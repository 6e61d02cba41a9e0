/** As a file says it: everything a definition may hold, once. */
export function rawDefinition(): Record<string, unknown> {
  return {
    id: 'trend-dip',
    version: 3,
    tier: 'HUNTER',
    timeframes: ['1h'],
    symbols: ['AAPL', 'BRK.B'],
    indicators: {
      fast: { kind: 'ema', period: 5 },
      slow: { kind: 'sma', period: 12, source: 'close' },
      momentum: { kind: 'macd', fast: 4, slow: 9, signal: 3 },
      range14: { kind: 'atr', period: 7 },
      bands: { kind: 'bollinger', period: 10 },
      rsi: { kind: 'rsi', period: 7 },
      strength: { kind: 'adx', period: 5 },
      top: { kind: 'highest', period: 8, beforeBar: true },
      bottom: { kind: 'lowest', period: 8 },
      crowd: { kind: 'volume_average', period: 6 },
      fair: { kind: 'vwap', zone: 'America/New_York', startsAt: '09:30' },
    },
    entries: {
      long: {
        any: [
          { left: 'fast', op: 'crosses_above', right: 'slow' },
          { left: 'close', op: '>', right: 'top' },
        ],
      },
      short: { all: [{ left: 'rsi', op: '<', right: 35 }, { not: { left: 'close', op: '<', right: 'bands.lower' } }] },
    },
    exits: {
      long: { left: 'close', op: 'crosses_below', right: 'fast' },
      short: { left: 'wyckoff.phase', op: 'changes_to', right: 'E' },
    },
    sizing: { riskPercent: 0.5 },
    stop: { kind: 'atr', indicator: 'range14', multiple: 2 },
    targets: [
      { r: 1.5, share: 0.5 },
      { r: 3, share: 0.5 },
    ],
  };
}
