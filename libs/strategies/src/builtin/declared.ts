import type { StrategyDefinition } from '../definition/strategy-definition.js';

type Place = Pick<StrategyDefinition, 'timeframes' | 'symbols'>;

const EVERYWHERE: Place = { timeframes: ['15m', '1h', '4h', '1d'], symbols: ['*'] };
const close = { from: 'bar', field: 'close' } as const;

function value(name: string, output = 'value') {
  return { from: 'indicator', name, output } as const;
}

function constant(number: number) {
  return { from: 'constant', value: number } as const;
}

/**
 * Joins a market that leaves the range of its last 20 bars on volume, in the direction of the 200-bar average, while ADX says
 * that there is a trend; leaves at the other end of 10 bars. After Donchian's channel as the Turtles traded it.
 */
export function momentumBreakout(place: Place = EVERYWHERE): StrategyDefinition {
  const crowd = { kind: 'number', left: { from: 'bar', field: 'volume' }, op: '>', right: value('crowd') } as const;
  const trending = { kind: 'number', left: value('strength'), op: '>=', right: constant(20) } as const;
  return {
    id: 'momentum-breakout',
    version: 1,
    tier: 'HUNTER',
    ...place,
    indicators: {
      ceiling: { kind: 'highest', period: 20, source: 'high', beforeBar: true },
      floor: { kind: 'lowest', period: 20, source: 'low', beforeBar: true },
      trailCeiling: { kind: 'highest', period: 10, source: 'high', beforeBar: true },
      trailFloor: { kind: 'lowest', period: 10, source: 'low', beforeBar: true },
      trend: { kind: 'ema', period: 200, source: 'close' },
      strength: { kind: 'adx', period: 14 },
      crowd: { kind: 'volume_average', period: 20 },
      atr: { kind: 'atr', period: 14 },
    },
    entries: {
      long: {
        kind: 'all',
        of: [
          { kind: 'number', left: close, op: '>', right: value('ceiling') },
          { kind: 'number', left: close, op: '>', right: value('trend') },
          trending,
          crowd,
        ],
      },
      short: {
        kind: 'all',
        of: [
          { kind: 'number', left: close, op: '<', right: value('floor') },
          { kind: 'number', left: close, op: '<', right: value('trend') },
          trending,
          crowd,
        ],
      },
    },
    exits: {
      long: { kind: 'number', left: close, op: '<', right: value('trailFloor') },
      short: { kind: 'number', left: close, op: '>', right: value('trailCeiling') },
    },
    sizing: { riskPercent: '0.5' },
    stop: { kind: 'atr', indicator: 'atr', multiple: 2 },
    targets: [
      { r: 2, share: 0.5 },
      { r: 4, share: 0.5 },
    ],
  };
}

/**
 * Buys weakness that comes back inside the lower Bollinger band, and sells strength, where ADX says that there is no trend to be
 * run over by; leaves at the middle.
 */
export function meanReversion(place: Place = EVERYWHERE): StrategyDefinition {
  const calm = { kind: 'number', left: value('strength'), op: '<', right: constant(25) } as const;
  return {
    id: 'mean-reversion',
    version: 1,
    tier: 'HUNTER',
    ...place,
    indicators: {
      bands: { kind: 'bollinger', period: 20, deviations: 2 },
      rsi: { kind: 'rsi', period: 14 },
      strength: { kind: 'adx', period: 14 },
      atr: { kind: 'atr', period: 14 },
    },
    entries: {
      long: {
        kind: 'all',
        of: [
          { kind: 'number', left: close, op: 'crosses_above', right: value('bands', 'lower') },
          { kind: 'number', left: value('rsi'), op: '<', right: constant(40) },
          calm,
        ],
      },
      short: {
        kind: 'all',
        of: [
          { kind: 'number', left: close, op: 'crosses_below', right: value('bands', 'upper') },
          { kind: 'number', left: value('rsi'), op: '>', right: constant(60) },
          calm,
        ],
      },
    },
    exits: {
      long: { kind: 'number', left: close, op: '>=', right: value('bands', 'middle') },
      short: { kind: 'number', left: close, op: '<=', right: value('bands', 'middle') },
    },
    sizing: { riskPercent: '0.5' },
    stop: { kind: 'atr', indicator: 'atr', multiple: 1.5 },
    targets: [{ r: 1.5, share: 1 }],
  };
}
