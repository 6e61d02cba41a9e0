import type { EnterIntent, StrategyStep } from './intent.js';

/** @throws RangeError for an entry whose prices are not in the order of its direction: nobody may trade on it. */
export function assertSound({ intents }: StrategyStep): void {
  for (const intent of intents) if (intent.kind === 'ENTER') assertOrdered(intent);
}

function assertOrdered({ id, direction, entry, stop, targets }: EnterIntent): void {
  const sign = direction === 'LONG' ? 1 : -1;
  const prices = [entry, stop, ...targets.map(({ price }) => price)];
  const isOrdered = sign * (entry - stop) > 0 && targets.every(({ price }) => sign * (price - entry) > 0);
  if (!prices.every((price) => Number.isFinite(price) && price > 0) || !isOrdered) {
    throw new RangeError(`intent ${id}: stop ${stop}, entry ${entry} and targets are not in order`);
  }
}
