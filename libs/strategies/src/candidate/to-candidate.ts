import { closeTimeMs, type Bar, type Instrument } from '@tape/market';
import { amount, decimalText } from '@tape/risk-rules';
import { noReading, onTick, tickText, type DetectedPattern, type TrailPlan } from '@tape/validation';
import type { AnalysisView } from '../strategy/analysis-view.js';
import type { EnterIntent, IntendedTrail } from '../strategy/intent.js';

export interface Proposal extends DetectedPattern {
  readonly pattern: 'STRATEGY';
  readonly strategy: NonNullable<DetectedPattern['strategy']>;
}

/**
 * A wish to enter as a candidate that risk and validation take like any other: levels on the tick (stops away from the entry,
 * targets towards it), its id that of the intent, its own campaign. What speaks of a pattern says nothing.
 *
 * @throws RangeError when prices on the tick are out of order: the trade is smaller than the instrument can tell.
 */
export function toProposal(
  intent: EnterIntent,
  {
    bar,
    analysis,
    instrument,
    simulated,
  }: {
    readonly bar: Bar;
    readonly analysis: AnalysisView | null;
    readonly instrument: Instrument;
    readonly simulated: boolean;
  },
): Proposal {
  const { symbol, timeframe, direction, barTimeMs } = intent;
  const { tickSize } = instrument;
  const [away, towards] = direction === 'LONG' ? (['down', 'down'] as const) : (['up', 'up'] as const);
  const entry = tickText(intent.entry, tickSize, 'nearest');
  const stop = tickText(intent.stop, tickSize, away);
  const prices = intent.targets.map(({ price }) => tickText(price, tickSize, towards));
  const primary = prices.at(-1);
  const sign = direction === 'LONG' ? 1 : -1;
  const ahead = (from: string, to: string): boolean => sign * amount(to).minus(amount(from)).toNumber() > 0;
  if (primary === undefined || !ahead(stop, entry) || !prices.every((price) => ahead(entry, price))) {
    throw new RangeError(
      `${intent.id}: stop ${stop}, entry ${entry} and targets are not in order on a tick of ${tickSize}`,
    );
  }
  const levels = {
    ice: decimalText(onTick(bar.low, tickSize, 'nearest')),
    creek: decimalText(onTick(bar.high, tickSize, 'nearest')),
  };
  return {
    ...noReading(intent.strategyId, { ...bar, openTimeMs: barTimeMs }, levels, instrument.volumeSource),
    id: intent.id,
    symbol,
    timeframe,
    assetClass: instrument.assetClass,
    simulated,
    pattern: 'STRATEGY',
    strategy: { id: intent.strategyId, version: intent.strategyVersion, riskPercent: intent.riskPercent },
    side: direction === 'LONG' ? 'ACCUMULATION' : 'DISTRIBUTION',
    direction,
    phase: analysis?.phase ?? null,
    eventTimeMs: barTimeMs,
    knownAtMs: barTimeMs,
    closeTimeMs: closeTimeMs(barTimeMs, timeframe),
    entry,
    stop,
    targets: { primary, secondary: prices.slice(0, -1), conservative: prices.length > 1 ? prices[0]! : null },
    guard: { kind: 'STRATEGY_STOP', price: stop },
    ...(intent.trail === undefined ? {} : { trailing: trailPlanOf(intent.trail, tickSize) }),
  };
}

/** At least a tick behind the price: nearer it would be at it. */
function trailPlanOf({ distance, ...rest }: IntendedTrail, tickSize: string): TrailPlan {
  if (distance === null) return { by: 'STRUCTURE', distance, ...rest };
  const text = tickText(distance, tickSize, 'up');
  return { by: 'DISTANCE', distance: amount(text).isZero() ? tickSize : text, ...rest };
}
