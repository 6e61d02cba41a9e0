import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { rawDefinition } from '../testing/sample-definition.contract.js';
import { readDefinition } from './read-definition.js';
import { DEFINITION_RULES } from './reading.js';

/** The raw definition with one place changed; `undefined` takes it away. */
function changed(path: string, value: unknown): Record<string, unknown> {
  const raw = rawDefinition();
  const keys = path.split('.');
  let holder = raw;
  for (const key of keys.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const last = keys.at(-1)!;
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return raw;
}

function errorsOf(raw: unknown): [string, string][] {
  const reading = readDefinition(raw);
  return reading.ok ? [] : reading.errors.map(({ path, rule }) => [path, rule]);
}

const CLOSE = { left: 'close', op: '>', right: 1 };
const DEEP = Array.from({ length: 9 }).reduce<unknown>((inner) => ({ not: inner }), CLOSE);

describe('readDefinition', () => {
  it('reads a whole definition and fills in what may be left out', () => {
    const reading = readDefinition(rawDefinition());
    if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
    const { definition } = reading;
    expect(definition.indicators['fast']).toEqual({ kind: 'ema', period: 5, source: 'close' });
    expect(definition.indicators['bands']).toEqual({ kind: 'bollinger', period: 10, deviations: 2 });
    expect(definition.indicators['bottom']).toEqual({ kind: 'lowest', period: 8, source: 'low', beforeBar: false });
    expect(definition.indicators['fair']).toEqual({ kind: 'vwap', zone: 'America/New_York', startsAtMinute: 570 });
    expect(definition.sizing.riskPercent).toBe('0.5');
    expect(definition.exits.short).toEqual({ kind: 'text', left: 'wyckoff.phase', op: 'changes_to', right: 'E' });
    expect(definition).not.toHaveProperty('schedule');
  });

  it.each([
    ['id', undefined, 'id', 'required'],
    ['id', 'Trend Dip', 'id', 'pattern'],
    ['id', 7, 'id', 'text'],
    ['version', 0, 'version', 'range'],
    ['version', 1.5, 'version', 'whole-number'],
    ['version', '1', 'version', 'whole-number'],
    ['tier', 'WHALE', 'tier', 'one-of'],
    ['timeframes', [], 'timeframes', 'range'],
    ['timeframes', ['2h'], 'timeframes[0]', 'one-of'],
    ['timeframes', ['1h', '1h'], 'timeframes', 'unique'],
    ['symbols', 'AAPL', 'symbols', 'list'],
    ['symbols', ['*', 'AAPL'], 'symbols', 'unique'],
    ['symbols', ['aapl'], 'symbols[0]', 'pattern'],
    ['leverage', 5, 'leverage', 'unknown-field'],
    ['indicators.fast.kind', 'sar', 'indicators.fast.kind', 'one-of'],
    ['indicators.fast.period', 1, 'indicators.fast.period', 'range'],
    ['indicators.fast.period', 2_001, 'indicators.fast.period', 'range'],
    ['indicators.fast.length', 5, 'indicators.fast.length', 'unknown-field'],
    ['indicators.fast.source', 'hl2', 'indicators.fast.source', 'one-of'],
    ['indicators.momentum.fast', 9, 'indicators.momentum.fast', 'order'],
    ['indicators.bands.deviations', 0, 'indicators.bands.deviations', 'range'],
    ['indicators.top.beforeBar', 'yes', 'indicators.top.beforeBar', 'boolean'],
    ['indicators.fair.zone', 'Mars/Olympus', 'indicators.fair.zone', 'pattern'],
    ['indicators.fair.startsAt', '9:30', 'indicators.fair.startsAt', 'pattern'],
    ['indicators.close', { kind: 'rsi', period: 5 }, 'indicators.close', 'unique'],
    ['indicators.wyckoff', { kind: 'rsi', period: 5 }, 'indicators.wyckoff', 'unique'],
    ['indicators.a-b', { kind: 'rsi', period: 5 }, 'indicators.a-b', 'pattern'],
    ['entries', {}, 'entries', 'required'],
    ['entries.flat', CLOSE, 'entries.flat', 'unknown-field'],
    ['entries.long', { all: [] }, 'entries.long.all', 'range'],
    ['entries.long', { all: [CLOSE], any: [CLOSE] }, 'entries.long.any', 'unknown-field'],
    ['entries.long', { all: [CLOSE, { not: 5 }] }, 'entries.long.all[1].not', 'object'],
    ['entries.long', { ...CLOSE, op: '=' }, 'entries.long.op', 'one-of'],
    ['entries.long', { ...CLOSE, op: 'changes_to' }, 'entries.long.op', 'operator'],
    ['entries.long', { ...CLOSE, left: 'slowest' }, 'entries.long.left', 'reference'],
    ['entries.long', { ...CLOSE, left: 'bands.top' }, 'entries.long.left', 'reference'],
    ['entries.long', { ...CLOSE, left: 'constructor' }, 'entries.long.left', 'reference'],
    ['entries.long', { ...CLOSE, right: Number.NaN }, 'entries.long.right', 'text'],
    ['entries.long', { left: 'close', op: '>' }, 'entries.long.right', 'required'],
    ['entries.long', { left: 'wyckoff.phase', op: '>', right: 'C' }, 'entries.long.op', 'operator'],
    ['entries.long', { left: 'wyckoff.phase', op: '==', right: 'F' }, 'entries.long.right', 'one-of'],
    ['sizing.riskPercent', '2.01', 'sizing.riskPercent', 'range'],
    ['sizing.riskPercent', '0', 'sizing.riskPercent', 'range'],
    ['sizing.riskPercent', '1e-1', 'sizing.riskPercent', 'pattern'],
    ['sizing.riskPercent', '-1', 'sizing.riskPercent', 'pattern'],
    ['stop', { kind: 'trailing' }, 'stop.kind', 'one-of'],
    ['stop', { kind: 'atr', indicator: 'rsi', multiple: 2 }, 'stop.indicator', 'reference'],
    ['stop', { kind: 'atr', indicator: 'range14', multiple: 0 }, 'stop.multiple', 'range'],
    ['stop', { kind: 'percent', percent: 51 }, 'stop.percent', 'range'],
    ['stop', { kind: 'level', level: 'range.floor' }, 'stop.level', 'reference'],
    ['stop', { kind: 'level', level: 'range.ice', bufferPercent: -1 }, 'stop.bufferPercent', 'range'],
    ['targets', [], 'targets', 'range'],
    ['trail', { kind: 'chandelier' }, 'trail.kind', 'one-of'],
    ['trail', { kind: 'atr', indicator: 'rsi', multiple: 3 }, 'trail.indicator', 'reference'],
    ['trail', { kind: 'atr', indicator: 'range14', multiple: 0 }, 'trail.multiple', 'range'],
    ['trail', { kind: 'structure', afterTargets: 3 }, 'trail.afterTargets', 'range'],
    ['trail', { kind: 'structure', beyondObjective: 'yes' }, 'trail.beyondObjective', 'boolean'],
    [
      'targets',
      [
        { r: 2, share: 0.6 },
        { r: 2, share: 0.4 },
      ],
      'targets[1].r',
      'order',
    ],
    [
      'targets',
      [
        { r: 2, share: 0.6 },
        { r: 3, share: 0.3 },
      ],
      'targets',
      'sum',
    ],
    ['targets', [{ r: 0 }], 'targets[0].r', 'range'],
    ['schedule', { zone: 'Nowhere' }, 'schedule.zone', 'pattern'],
    ['schedule', { zone: 'UTC', weekdays: ['FUN'] }, 'schedule.weekdays[0]', 'one-of'],
    ['schedule', { zone: 'UTC', hours: [{ from: '10:00', to: '10:00' }] }, 'schedule.hours[0].to', 'order'],
    ['schedule', { zone: 'UTC', hours: [{ from: '24:00', to: '02:00' }] }, 'schedule.hours[0].from', 'range'],
    ['schedule', { zone: 'UTC', sessions: [] }, 'schedule.sessions', 'range'],
  ])('%s = %j: %s breaks %s', (path, value, where, rule) => {
    expect(errorsOf(changed(path, value))).toContainEqual([where, rule]);
  });

  it.each([
    ['sizing.riskPercent', '2'],
    ['sizing.riskPercent', 0.0001],
    ['indicators.fast.period', 2],
    ['indicators.fast.period', 2_000],
    ['stop', { kind: 'percent', percent: 50 }],
    ['stop', { kind: 'level', level: 'range.ice' }],
    ['targets', [{ r: 2 }]],
    ['trail', { kind: 'structure' }],
    ['trail', { kind: 'atr', indicator: 'range14', multiple: 3, afterTargets: 1, beyondObjective: true }],
    ['targets', [0.1, 0.2, 0.7].map((share, i) => ({ r: i + 1, share }))],
    ['symbols', ['*']],
    ['schedule', { zone: 'UTC', hours: [{ from: '22:00', to: '02:00' }], sessions: ['ASIAN'] }],
  ])('%s = %j is right', (path, value) => {
    expect(errorsOf(changed(path, value))).toEqual([]);
  });

  it('refuses conditions nested too deep', () => {
    expect(errorsOf(changed('entries.long', DEEP)).map(([, rule]) => rule)).toEqual(['depth']);
  });

  it('refuses hours for bars that belong to none', () => {
    const raw = { ...rawDefinition(), timeframes: ['1h', '1d'] };
    const schedule = { zone: 'UTC', hours: [{ from: '10:00', to: '12:00' }] };
    expect(errorsOf({ ...raw, schedule })).toEqual([['schedule.hours', 'timeframe']]);
    expect(errorsOf({ ...raw, schedule: { zone: 'UTC', weekdays: ['MON'] } })).toEqual([]);
  });

  it('tells all errors at once, each in a sentence', () => {
    const reading = readDefinition({ ...rawDefinition(), version: 0, tier: 'WHALE', targets: [] });
    expect(reading.ok ? [] : reading.errors.map(({ message }) => message)).toEqual([
      'version must be 1 to 1000000, not 0',
      "tier must be one of SNIPER, HUNTER, STRATEGIST, not 'WHALE'",
      'targets must have 1 to 5 elements, not 0',
    ]);
  });

  it('answers whatever it is given, and throws at nothing', () => {
    const anything = fc.anything({ withNullPrototype: true });
    fc.assert(
      fc.property(anything, fc.constantFrom(...Object.keys(rawDefinition())), (value, key) => {
        for (const raw of [value, { ...rawDefinition(), [key]: value }]) {
          const reading = readDefinition(raw);
          if (!reading.ok) {
            expect(reading.errors.length).toBeGreaterThan(0);
            expect(reading.errors.every(({ rule }) => DEFINITION_RULES.includes(rule))).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
