import { describe, expect, it } from '@jest/globals';
import { stanceOf, type TradeFacts, tradeStateOf } from './trade.js';

const UNKNOWN: TradeFacts = {
  overall: null,
  signalStatus: null,
  expiresAtMs: null,
  entryState: null,
  isPositionOpen: null,
};

describe('a trade', () => {
  it.each<[string, Partial<TradeFacts>, string]>([
    ['waits without a verdict', {}, 'WAITING'],
    ['is over when it was refused', { overall: 'FAIL' }, 'OVER'],
    [
      'waits while its signal is in the queue',
      { overall: 'PASS', signalStatus: 'APPROVED', expiresAtMs: 100 },
      'WAITING',
    ],
    ['waits up to its expiry', { signalStatus: 'APPROVED', expiresAtMs: 50 }, 'WAITING'],
    ['is over behind its expiry', { signalStatus: 'APPROVED', expiresAtMs: 49 }, 'OVER'],
    [
      'does not lapse once it is ordered',
      { signalStatus: 'CLAIMED', expiresAtMs: 49, entryState: 'SUBMITTED' },
      'WAITING',
    ],
    ['is over when its entry was cancelled', { entryState: 'CANCELLED' }, 'OVER'],
    ['is over when its signal was', { signalStatus: 'CANCELLED' }, 'OVER'],
    [
      'is open with its position, whatever the signal says yet',
      { signalStatus: 'CLAIMED', isPositionOpen: true },
      'OPEN',
    ],
    ['is over with its position', { signalStatus: 'FILLED', isPositionOpen: false }, 'OVER'],
  ])('%s', (_, facts, state) => {
    expect(tradeStateOf({ ...UNKNOWN, ...facts }, 50)).toBe(state);
  });
});

it('holds what the newest trade that is not over says, of its own strategy', () => {
  const trades = [trade('a', 'LONG'), trade('b', 'SHORT')];
  expect([stanceOf(trades, 'a'), stanceOf(trades, 'b'), stanceOf(trades, 'c')]).toEqual(['LONG', 'SHORT', 'FLAT']);
});

function trade(strategyId: string, direction: 'LONG' | 'SHORT') {
  return { strategyId, proposal: { direction } as never };
}
