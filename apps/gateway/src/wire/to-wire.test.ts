import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { camelCase, fromWire, snakeCase, toWire, wireName } from './to-wire.js';

describe('toWire', () => {
  it.each([
    ['rMultiple', 'r_multiple'],
    ['createdAtMs', 'created_at'],
    ['openTimeMs', 'open_time'],
    ['storedThroughMs', 'stored_through'],
    ['processingTimeMs', 'processing_time_ms'],
    ['avgLatencyMs', 'avg_latency_ms'],
    ['VOLUME', 'VOLUME'],
    ['SPRING_LOW', 'SPRING_LOW'],
    ['BRK.B', 'BRK.B'],
    ['phaseBBars', 'phase_b_bars'],
    ['phaseB', 'phase_b'],
    ['items', 'items'],
  ])('names %s %s', (name, expected) => {
    expect(wireName(name)).toBe(expected);
  });

  it('turns instants into ISO text, at every depth, and leaves durations numbers', () => {
    expect(toWire({ atMs: 0, steps: [{ leaseExpiresAtMs: 1_700_000_000_000 }], avgLatencyMs: 12.5 })).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      steps: [{ lease_expires_at: '2023-11-14T22:13:20.000Z' }],
      avg_latency_ms: 12.5,
    });
  });

  it('keeps an absent instant null and drops what is undefined', () => {
    expect(toWire({ closedAtMs: null, note: undefined })).toEqual({ closed_at: null });
  });

  it('passes decimal text through untouched', () => {
    expect(toWire({ entryPrice: '101.2500' })).toEqual({ entry_price: '101.2500' });
  });

  it('does not read the measures of a validator as instants', () => {
    expect(toWire({ metadata: { barAgeMs: 5, ruleSet: 'classic' }, scoreParts: { volumeDryUp: 12 } })).toEqual({
      metadata: { bar_age_ms: 5, rule_set: 'classic' },
      score_parts: { volume_dry_up: 12 },
    });
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const once = toWire(value);
        expect(toWire(once)).toEqual(once);
      }),
    );
  });
});

describe('fromWire', () => {
  it('gives options the names the services use', () => {
    expect(fromWire({ initial_equity: '1', risk: [{ max_heat_pct: 2 }] })).toEqual({
      initialEquity: '1',
      risk: [{ maxHeatPct: 2 }],
    });
  });

  it('undoes snakeCase for names of words', () => {
    const word = fc.stringMatching(/^[a-z]{2,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const name = words.map((part, i) => (i === 0 ? part : part.slice(0, 1).toUpperCase() + part.slice(1))).join('');
        expect(camelCase(snakeCase(name))).toBe(name);
      }),
    );
  });
});
