import { describe, expect, it } from '@jest/globals';
import { inferInstrument } from '@tape/market';
import { type ManualEntry, manualProposal } from './manual-proposal.js';

const BAR_MS = Date.parse('2024-03-01T00:00:00Z');
const bar = { openTimeMs: BAR_MS, open: '99', high: '102', low: '98', close: '100', volume: '1000' };
const LONG: ManualEntry = {
  symbol: 'AAPL',
  timeframe: '1d',
  direction: 'LONG',
  entry: '100.50',
  stop: '95',
  targets: ['110', '115'],
  riskPercent: '0.5',
};
const SHORT: ManualEntry = { ...LONG, direction: 'SHORT', entry: '100', stop: '105', targets: ['90', '85'] };
const propose = (wish: ManualEntry) =>
  manualProposal(wish, {
    id: 'p1',
    bar,
    instrument: { ...inferInstrument('AAPL'), tickSize: '0.01' },
    simulated: true,
  });

describe('an entry by hand', () => {
  it.each([LONG, SHORT])('is a candidate at the close of the bar, with its own stop for a guard', (wish) => {
    expect(propose(wish)).toMatchObject({
      kind: 'proposal',
      proposal: {
        id: 'p1',
        pattern: 'STRATEGY',
        strategy: { id: 'manual', version: 1, riskPercent: '0.5' },
        direction: wish.direction,
        entry: wish.direction === 'LONG' ? '100.5' : '100',
        stop: wish.stop,
        targets: { primary: wish.targets[1], secondary: [wish.targets[0]], conservative: wish.targets[0] },
        guard: { kind: 'STRATEGY_STOP', price: wish.stop },
        knownAtMs: BAR_MS,
        closeTimeMs: BAR_MS + 86_400_000,
      },
    });
  });

  it.each([
    [LONG, { entry: '100.505' }, 'off-tick', 'entry'],
    [LONG, { targets: ['110.001'] }, 'off-tick', 'targets.0'],
    [LONG, { stop: '100.5' }, 'prices-out-of-order', 'entry'],
    [LONG, { stop: '101' }, 'prices-out-of-order', 'entry'],
    [LONG, { targets: ['100'] }, 'prices-out-of-order', 'targets.0'],
    [LONG, { targets: ['115', '110'] }, 'prices-out-of-order', 'targets.1'],
    [SHORT, { stop: '99' }, 'prices-out-of-order', 'entry'],
    [SHORT, { targets: ['90', '95'] }, 'prices-out-of-order', 'targets.1'],
    [LONG, { entry: '101.67' }, 'entry-away-from-market', 'entry'],
    [SHORT, { entry: '98.99', stop: '103' }, 'entry-away-from-market', 'entry'],
  ] as const)('is refused by name: %#', (wish, change, reason, field) => {
    expect(propose({ ...wish, ...change })).toMatchObject({ kind: 'refused', refusal: { reason, field } });
  });

  it('may be named a quarter of the way to the stop away from the market, and no farther', () => {
    expect(propose({ ...LONG, entry: '101.66' }).kind).toBe('proposal');
    expect(propose({ ...LONG, entry: '99', stop: '95' }).kind).toBe('proposal');
    expect(propose({ ...LONG, entry: '98.99', stop: '95' }).kind).toBe('refused');
  });
});
