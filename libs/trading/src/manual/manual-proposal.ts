import { closeTimeMs, type Instrument, type PriceBar, type Timeframe } from '@tape/market';
import { amount, decimalText } from '@tape/risk-rules';
import { type DetectedPattern, noReading } from '@tape/validation';
import type { Direction } from '@tape/wyckoff';

/** What entries by hand are proposed by: they pass the chain and the risk as a strategy's do. */
export const MANUAL_ORIGIN = { id: 'manual', version: 1 } as const;

/**
 * Farthest that the named entry may lie from the last close, as part of the distance to the stop. The order is filled at the next
 * open whatever is named, and its size comes from entry and stop: an entry named elsewhere would put more at risk than it says.
 */
export const MOST_AWAY = '0.25';

/** What a person wants to enter. Prices and percent are decimal text. */
export interface ManualEntry {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly direction: Direction;
  readonly entry: string;
  readonly stop: string;
  /** Nearest first, at least one. */
  readonly targets: readonly string[];
  readonly riskPercent: string;
}

export type ManualProposal = DetectedPattern & {
  readonly pattern: 'STRATEGY';
  readonly strategy: NonNullable<DetectedPattern['strategy']>;
};

export type ManualRefusal =
  | { readonly reason: 'off-tick'; readonly field: string; readonly price: string; readonly limit: string }
  | { readonly reason: 'prices-out-of-order'; readonly field: string; readonly price: string; readonly limit: string }
  | {
      readonly reason: 'entry-away-from-market';
      readonly field: 'entry';
      readonly price: string;
      readonly limit: string;
    };

export type ManualOutcome =
  | { readonly kind: 'proposal'; readonly proposal: ManualProposal }
  | { readonly kind: 'refused'; readonly refusal: ManualRefusal };

/**
 * An entry by hand as a candidate at the close of the newest bar. Its prices are taken as they are named: who names one that the
 * instrument has not is told, and nothing is rounded behind a person's back.
 *
 * @param id the same for the same wish, so that asking twice is one trade
 */
export function manualProposal(
  wish: ManualEntry,
  at: { readonly id: string; readonly bar: PriceBar; readonly instrument: Instrument; readonly simulated: boolean },
): ManualOutcome {
  const refusal = refusalOf(wish, at);
  if (refusal !== null) return { kind: 'refused', refusal };
  const { symbol, timeframe, direction, riskPercent } = wish;
  const { id, bar, instrument, simulated } = at;
  const [entry, stop, ...targets] = [wish.entry, wish.stop, ...wish.targets].map((price) => decimalText(amount(price)));
  const primary = targets.at(-1)!;
  const { openTimeMs } = bar;
  const floats = { openTimeMs, low: Number(bar.low), high: Number(bar.high), close: Number(bar.close) };
  return {
    kind: 'proposal',
    proposal: {
      ...noReading(MANUAL_ORIGIN.id, floats, { ice: bar.low, creek: bar.high }, instrument.volumeSource),
      id,
      symbol,
      timeframe,
      assetClass: instrument.assetClass,
      simulated,
      pattern: 'STRATEGY',
      strategy: { ...MANUAL_ORIGIN, riskPercent },
      side: direction === 'LONG' ? 'ACCUMULATION' : 'DISTRIBUTION',
      direction,
      phase: null,
      eventTimeMs: openTimeMs,
      knownAtMs: openTimeMs,
      closeTimeMs: closeTimeMs(openTimeMs, timeframe),
      entry: entry!,
      stop: stop!,
      targets: { primary, secondary: targets.slice(0, -1), conservative: targets.length > 1 ? targets[0]! : null },
      guard: { kind: 'STRATEGY_STOP', price: stop! },
    },
  };
}

function refusalOf(
  { direction, entry, stop, targets }: ManualEntry,
  { bar, instrument }: { readonly bar: PriceBar; readonly instrument: Instrument },
): ManualRefusal | null {
  const named = [
    ['entry', entry],
    ['stop', stop],
    ...targets.map((price, index) => [`targets.${index}`, price] as const),
  ] as const;
  const tick = amount(instrument.tickSize);
  for (const [field, price] of named) {
    if (!amount(price).mod(tick).isZero()) return { reason: 'off-tick', field, price, limit: decimalText(tick) };
  }
  const sign = direction === 'LONG' ? 1 : -1;
  const ladder = [['stop', stop], ...named.filter(([field]) => field !== 'stop')] as const;
  for (let index = 1; index < ladder.length; index += 1) {
    const [field, price] = ladder[index]!;
    const [before, limit] = ladder[index - 1]!;
    if (amount(price).minus(amount(limit)).times(sign).greaterThan(0)) continue;
    return {
      reason: 'prices-out-of-order',
      field,
      price,
      limit: `${sign === 1 ? 'above' : 'below'} ${before} ${limit}`,
    };
  }
  const away = amount(entry).minus(amount(bar.close)).abs();
  const most = amount(entry).minus(amount(stop)).abs().times(amount(MOST_AWAY));
  if (away.lessThanOrEqualTo(most)) return null;
  return {
    reason: 'entry-away-from-market',
    field: 'entry',
    price: entry,
    limit: `within ${decimalText(most)} of ${bar.close}`,
  };
}
