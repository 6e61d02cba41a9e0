import { describe, expect, it } from '@jest/globals';
import { assessAndReserve } from './risk-state.js';
import { newPortfolio } from './portfolio.js';
import { candidate, riskState, STOCK } from './testing/sample-risk.js';
import {
  effectiveState,
  scopeText,
  setRestriction,
  strictestState,
  WYCKOFF_ENGINE,
  type TradingRestriction,
} from './trading-scope.js';

const WHY = { reason: 'earnings', by: 'ops', atMs: 1 };

function restriction(overrides: Partial<TradingRestriction> = {}): TradingRestriction {
  return { level: 'SYMBOL', name: 'ACME', state: 'REDUCING', reason: 'earnings', ...overrides };
}

describe('effectiveState', () => {
  const STATES = ['ACTIVE', 'REDUCING', 'HALTED'] as const;
  const all = STATES.flatMap((account) =>
    STATES.flatMap((engine) => STATES.map((symbol) => [account, engine, symbol] as const)),
  );

  it.each(all)('account %s, engine %s, symbol %s: the strictest of the three', (account, engine, symbol) => {
    const restrictions = [
      restriction({ level: 'ENGINE', name: WYCKOFF_ENGINE, state: engine }),
      restriction({ state: symbol }),
      restriction({ name: 'OTHER', state: 'HALTED' }),
      restriction({ level: 'ENGINE', name: 'ACME', state: 'HALTED' }),
    ];
    const strictest = [account, engine, symbol].toSorted((a, b) => STATES.indexOf(b) - STATES.indexOf(a))[0];
    expect(effectiveState(account, restrictions, { engine: WYCKOFF_ENGINE, symbol: 'ACME' })).toBe(strictest);
  });

  it('of nothing is ACTIVE', () => {
    expect(strictestState([])).toBe('ACTIVE');
  });
});

describe('an assessment', () => {
  it.each([
    ['HALTED', 'trading-halted'],
    ['REDUCING', 'trading-reducing'],
  ] as const)('in a symbol that is %s is refused with %s', (state, reason) => {
    for (const scope of [
      { level: 'SYMBOL', name: 'ACME' },
      { level: 'ENGINE', name: WYCKOFF_ENGINE },
    ] as const) {
      const restricted = { ...riskState(), restrictions: [restriction({ ...scope, state })] };
      const request = {
        candidate: candidate(),
        instrument: STOCK,
        instrumentOf: () => STOCK,
        openPositions: [],
        rates: {},
      };
      expect(assessAndReserve(restricted, request)).toMatchObject({ sizing: null, verdict: { reason } });
    }
  });
});

describe('setRestriction', () => {
  const portfolio = newPortfolio('main', '100000');

  it('counts the change with those of the account and says whose it is', () => {
    const step = setRestriction(portfolio, [], { level: 'SYMBOL', name: 'ACME' }, 'HALTED', WHY);
    expect(step).toMatchObject({
      portfolio: { stateRevision: 1, tradingState: 'ACTIVE' },
      restriction: { level: 'SYMBOL', name: 'ACME', state: 'HALTED' },
      change: { revision: 1, scope: { level: 'SYMBOL', name: 'ACME' }, from: 'ACTIVE', to: 'HALTED', by: 'ops' },
    });
  });

  it('is no change when it is that already', () => {
    const known = [restriction()];
    expect(setRestriction(portfolio, known, { level: 'SYMBOL', name: 'ACME' }, 'REDUCING', WHY).change).toBeNull();
    expect(setRestriction(portfolio, known, { level: 'SYMBOL', name: 'OTHER' }, 'ACTIVE', WHY).change).toBeNull();
  });
});

describe('scopeText', () => {
  it.each([
    ['ACCOUNT', null, 'account'],
    ['ENGINE', 'wyckoff', 'engine:wyckoff'],
    ['SYMBOL', 'AAPL', 'symbol:AAPL'],
  ] as const)('%s %s is %s', (level, name, text) => {
    expect(scopeText({ level, name })).toBe(text);
  });
});
