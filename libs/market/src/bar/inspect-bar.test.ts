import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { PriceBar } from './bar.js';
import { type InspectContext, inspectBar } from './inspect-bar.js';
import type { RawBar } from './read-bar.js';
import { BAR_RULES } from './refusal.js';

const HOUR_MS = 3_600_000;
const OPEN = Date.UTC(2024, 0, 2, 15);
const GOOD: RawBar = { timestamp: OPEN, open: '10', high: '12', low: '9', close: '11', volume: '100' };
const ACCEPTED: PriceBar = { openTimeMs: OPEN, open: '10', high: '12', low: '9', close: '11', volume: '100' };

function context(changes: Partial<InspectContext> = {}): InspectContext {
  return {
    symbol: 'BTCUSDT',
    timeframe: '1h',
    assetClass: 'CRYPTO',
    line: 7,
    nowMs: OPEN + 2 * HOUR_MS,
    lastOpenTimeMs: null,
    acceptedAt: () => undefined,
    ...changes,
  };
}

function rule(raw: RawBar, changes?: Partial<InspectContext>): string {
  const reading = inspectBar(raw, context(changes));
  return reading.ok ? 'accepted' : `${reading.refusal.field}:${reading.refusal.rule}`;
}

describe('inspectBar', () => {
  it('writes an accepted bar in canonical decimals', () => {
    const raw = { timestamp: '2024-01-02T15:00:00Z', open: 10, high: '12.50', low: '9e0', close: ' 11 ', volume: 0 };
    expect(inspectBar(raw, context())).toEqual({
      ok: true,
      bar: { openTimeMs: OPEN, open: '10', high: '12.5', low: '9', close: '11', volume: '0' },
    });
  });

  it('takes a bar without any range', () => {
    expect(rule({ ...GOOD, open: 5, high: 5, low: 5, close: 5 })).toBe('accepted');
  });

  it.each<[string, RawBar]>([
    ['timestamp:missing', { ...GOOD, timestamp: undefined }],
    ['timestamp:bad-timestamp', { ...GOOD, timestamp: 'tomorrow' }],
    ['timestamp:off-grid', { ...GOOD, timestamp: OPEN + 60_000 }],
    ['open:missing', { ...GOOD, open: '' }],
    ['volume:missing', { ...GOOD, volume: null }],
    ['close:not-a-number', { ...GOOD, close: 'eleven' }],
    ['close:not-a-number', { ...GOOD, close: '1,100' }],
    ['close:not-a-number', { ...GOOD, close: [11] }],
    ['high:not-finite', { ...GOOD, high: Number.NaN }],
    ['high:not-finite', { ...GOOD, high: 'NaN' }],
    ['high:not-finite', { ...GOOD, high: '-inf' }],
    ['high:not-finite', { ...GOOD, high: Number.POSITIVE_INFINITY }],
    ['low:not-positive', { ...GOOD, low: '0.00' }],
    ['low:not-positive', { ...GOOD, low: '-9' }],
    ['volume:negative-volume', { ...GOOD, volume: '-0.1' }],
    ['high:high-below-low', { ...GOOD, high: '8', low: '9' }],
    ['high:high-below-open', { ...GOOD, open: '12.0001' }],
    ['high:high-below-close', { ...GOOD, close: '12.0001' }],
    ['low:low-above-open', { ...GOOD, open: '8.9999' }],
    ['low:low-above-close', { ...GOOD, close: '8.9999' }],
  ])('refuses with %s', (expected, raw) => expect(rule(raw)).toBe(expected));

  it.each([
    ['accepted', { nowMs: OPEN + HOUR_MS - 5_000 }],
    ['timestamp:in-the-future', { nowMs: OPEN + HOUR_MS - 5_001 }],
    ['timestamp:duplicate', { lastOpenTimeMs: OPEN, acceptedAt: () => ACCEPTED }],
    ['timestamp:duplicate', { lastOpenTimeMs: OPEN + 99 * HOUR_MS, acceptedAt: () => ACCEPTED }],
    ['close:conflicting-duplicate', { lastOpenTimeMs: OPEN, acceptedAt: () => ({ ...ACCEPTED, close: '11.5' }) }],
    ['volume:conflicting-duplicate', { lastOpenTimeMs: OPEN, acceptedAt: () => ({ ...ACCEPTED, volume: '101' }) }],
    ['timestamp:out-of-order', { lastOpenTimeMs: OPEN + HOUR_MS }],
    ['accepted', { lastOpenTimeMs: OPEN - HOUR_MS }],
    ['timestamp:overlapping', { lastOpenTimeMs: OPEN - HOUR_MS + 1 }],
  ])('answers %s for its place in the series', (expected, changes) => expect(rule(GOOD, changes)).toBe(expected));

  it.each([
    [
      'a stock day is over with its session',
      'STOCK',
      '1d',
      Date.UTC(2024, 0, 2),
      Date.UTC(2024, 0, 2, 21, 1),
      'accepted',
    ],
    ['a coin day is not', 'CRYPTO', '1d', Date.UTC(2024, 0, 2), Date.UTC(2024, 0, 2, 21, 1), 'timestamp:in-the-future'],
    ['a forex day is over at the cut', 'FOREX', '1d', Date.UTC(2024, 0, 2), Date.UTC(2024, 0, 2, 22), 'accepted'],
    ['a stock hour opens on the half hour', 'STOCK', '1h', Date.UTC(2024, 0, 2, 14, 30), OPEN + HOUR_MS, 'accepted'],
    ['a coin hour does not', 'CRYPTO', '1h', Date.UTC(2024, 0, 2, 14, 30), OPEN + HOUR_MS, 'timestamp:off-grid'],
    ['four forex hours follow New York', 'FOREX', '4h', Date.UTC(2024, 0, 1, 22), OPEN, 'accepted'],
    ['four coin hours follow UTC', 'CRYPTO', '4h', Date.UTC(2024, 0, 1, 22), OPEN, 'timestamp:off-grid'],
  ] as const)('%s', (_name, assetClass, timeframe, timestamp, nowMs, expected) => {
    expect(rule({ ...GOOD, timestamp }, { assetClass, timeframe, nowMs })).toBe(expected);
  });

  it('says symbol, series, line, field, value, what to do, and the rule', () => {
    const reading = inspectBar({ ...GOOD, high: '8' }, context());
    expect(reading.ok ? '' : reading.refusal.message).toBe(
      'BTCUSDT 1h line 7, high: high 8 is below low 9; correct the bar at its source [high-below-low]',
    );
  });

  it('answers anything with a known rule and never throws', () => {
    const raw = fc.record({
      timestamp: fc.oneof(fc.anything(), fc.constant(OPEN)),
      open: fc.oneof(fc.anything(), fc.double()),
      high: fc.oneof(fc.anything(), fc.double()),
      low: fc.oneof(fc.anything(), fc.double()),
      close: fc.oneof(fc.anything(), fc.double()),
      volume: fc.oneof(fc.anything(), fc.double()),
    });
    fc.assert(
      fc.property(raw, (bar) => {
        const reading = inspectBar(bar, context());
        if (!reading.ok) expect(BAR_RULES).toContain(reading.refusal.rule);
      }),
    );
  });

  it('accepts exactly the bars whose prices are ordered', () => {
    const price = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(price, price, price, price, (open, high, low, close) => {
        const ordered = high >= Math.max(open, close, low) && low <= Math.min(open, close);
        expect(rule({ ...GOOD, open, high, low, close }) === 'accepted').toBe(ordered);
      }),
    );
  });
});
