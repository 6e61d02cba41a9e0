import type { FeedMessage, FeedType } from './feed-message.js';

/** What one client wants to see; null is everything. */
export interface Subscription {
  readonly symbols: ReadonlySet<string> | null;
  readonly types: ReadonlySet<FeedType> | null;
}

export const EVERYTHING: Subscription = { symbols: null, types: null };

/**
 * Whether a message is for this client. Nothing subscribed is everything, except market data: a bar goes only to who
 * names it. What belongs to no symbol (the trading state) passes every choice of symbols.
 */
export function wants(subscription: Subscription, message: Pick<FeedMessage, 'type' | 'symbol'>): boolean {
  const { symbols, types } = subscription;
  if (types === null ? message.type === 'bar' : !types.has(message.type)) return false;
  return symbols === null || message.symbol === null || symbols.has(message.symbol);
}
