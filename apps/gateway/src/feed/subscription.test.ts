import { describe, expect, it } from '@jest/globals';
import { EVERYTHING, wants, type Subscription } from './subscription.js';
import type { FeedType } from './feed-message.js';

function subscription(symbols: string[] | null, types: FeedType[] | null): Subscription {
  return { symbols: symbols === null ? null : new Set(symbols), types: types === null ? null : new Set(types) };
}

describe('wants', () => {
  it.each<[string, Subscription, FeedType, string | null, boolean]>([
    ['everything is all', EVERYTHING, 'signal_generated', 'AAPL', true],
    ['everything is all but market data', EVERYTHING, 'bar', 'AAPL', false],
    ['market data comes to who names it', subscription(null, ['bar']), 'bar', 'AAPL', true],
    ['symbols alone do not bring market data', subscription(['AAPL'], null), 'bar', 'AAPL', false],
    ['another symbol is left out', subscription(['AAPL'], null), 'signal_generated', 'MSFT', false],
    ['another type is left out', subscription(null, ['order']), 'signal_generated', 'AAPL', false],
    ['both choices must fit', subscription(['AAPL'], ['order']), 'order', 'AAPL', true],
    ['what has no symbol passes a choice of symbols', subscription(['AAPL'], null), 'portfolio', null, true],
    ['but not a choice of types', subscription(['AAPL'], ['order']), 'portfolio', null, false],
  ])('%s', (_, chosen, type, symbol, expected) => {
    expect(wants(chosen, { type, symbol })).toBe(expected);
  });
});
