import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { askEngines, type Engine } from './engine.js';
import { freezeContext, type MarketContext } from './market-context.js';
import { SIGNAL_PLAN_ENGINE } from './signal-plan.engine.js';
import { bar, contextParts, DAY_0_MS, history, signal, STOCK } from './testing/sample-experiment.js';
import { VOLATILITY_ENGINE } from './volatility.engine.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const frozen = (parts = contextParts()) => freezeContext(parts, sha256);
const ENGINES = { A: SIGNAL_PLAN_ENGINE, B: VOLATILITY_ENGINE };

describe('a market context', () => {
  it('has the hash of its canonical text, and the same from equal parts', () => {
    const context = frozen();
    expect(context.sha256).toBe(sha256(context.canonical));
    expect(frozen(JSON.parse(JSON.stringify(contextParts())) as never)).toEqual(context);
  });

  it('holds no bar after the signal, and is not made without its bar', () => {
    expect(() => frozen(contextParts({ bars: [...history(), bar(1, '1', '1', '1', '1')] }))).toThrow('do not end');
    expect(() => frozen(contextParts({ bars: history().slice(0, -1) }))).toThrow('do not end');
    expect(frozen().context.bars.at(-1)?.openTimeMs).toBe(DAY_0_MS);
  });

  it('is closed to writing, and its parts stay free', () => {
    const parts = contextParts();
    const { context } = frozen(parts);
    expect(() => Object.assign(context.signal, { stop: '1' })).toThrow(TypeError);
    expect(Object.isFrozen(parts.signal)).toBe(false);
  });
});

describe('both engines', () => {
  it('are given one and the same object', () => {
    const seen: MarketContext[] = [];
    const spy = (engine: Engine): Engine => ({
      ...engine,
      plan: (context) => {
        seen.push(context);
        return engine.plan(context);
      },
    });
    const context = frozen();
    const answers = askEngines(context, { A: spy(ENGINES.A), B: spy(ENGINES.B) }, sha256);
    expect(seen[0]).toBe(seen[1]);
    expect([answers.A.inputSha256, answers.B.inputSha256]).toEqual([context.sha256, context.sha256]);
  });

  it('cannot be compared when one saw something else', () => {
    const context = frozen();
    const tampered = { ...context, context: { ...context.context, rates: { EUR: '2' } } };
    expect(() => askEngines(tampered, ENGINES, sha256)).toThrow('engine A saw context');
  });

  it('answer the same to the same context, whatever the market', () => {
    const prices = fc.integer({ min: 9_000, max: 11_000 }).map((cents) => (cents / 100).toFixed(2));
    fc.assert(
      fc.property(fc.array(prices, { minLength: 1, maxLength: 80 }), (closes) => {
        const bars = closes.map((price, index) => bar(index - closes.length + 1, price, price, price, price));
        const context = frozen(contextParts({ bars }));
        const answers = askEngines(context, ENGINES, sha256);
        expect(askEngines(frozen(contextParts({ bars })), ENGINES, sha256)).toEqual(answers);
        expect(answers.A.inputSha256).toBe(answers.B.inputSha256);
      }),
    );
  });
});

describe('engine A', () => {
  it('is the plan of the signal', () => {
    expect(SIGNAL_PLAN_ENGINE.plan(frozen().context)).toEqual({
      kind: 'trade',
      direction: 'LONG',
      stop: '95',
      targets: { primary: '115', secondary: [], conservative: null },
      guard: { kind: 'SPRING_LOW', price: '96' },
      positionSize: '100',
    });
  });

  it('sizes a signal that says no size by its risk budget', () => {
    const outside = contextParts({ signal: signal({ positionSize: null, riskBudget: '501' }) });
    expect(SIGNAL_PLAN_ENGINE.plan(frozen(outside).context)).toMatchObject({ positionSize: '100' });
  });

  it('stands aside where stop, entry and target are in no order', () => {
    const wrong = contextParts({ signal: signal({ stop: '101' }) });
    expect(SIGNAL_PLAN_ENGINE.plan(frozen(wrong).context)).toEqual({
      kind: 'stand-aside',
      reason: 'prices-out-of-order',
    });
  });
});

describe('engine B', () => {
  it.each([
    ['LONG', '92', '116', 'SPRING_LOW'],
    ['SHORT', '108', '84', 'UTAD_HIGH'],
  ] as const)('of a %s stands two average ranges away and aims twice as far', (direction, stop, primary, guard) => {
    const prices =
      direction === 'LONG' ? {} : { stop: '105', targets: { primary: '85', secondary: [], conservative: null } };
    const parts = contextParts({ signal: signal({ direction, ...prices }) });
    expect(VOLATILITY_ENGINE.plan(frozen(parts).context)).toEqual({
      kind: 'trade',
      direction,
      stop,
      targets: { primary, secondary: [], conservative: null },
      guard: { kind: guard, price: stop },
      // 500 over a stop 8 away
      positionSize: '62',
    });
  });

  it.each([
    ['too-few-bars', { bars: history(14) }],
    ['no-range-of-prices', { bars: history(30).map((each) => ({ ...each, high: '100', low: '100' })) }],
    [
      'prices-out-of-order',
      { signal: signal({ entry: '7', stop: '6', targets: { primary: '8', secondary: [], conservative: null } }) },
    ],
    ['rate-unavailable', { instrument: { ...STOCK, symbol: 'EUR/GBP', assetClass: 'FOREX' as const } }],
  ] as const)('stands aside: %s', (reason, overrides) => {
    expect(VOLATILITY_ENGINE.plan(frozen(contextParts(overrides)).context)).toEqual({ kind: 'stand-aside', reason });
  });
});
