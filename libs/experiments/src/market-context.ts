import type { Instrument, PriceBar } from '@tape/market';
import { CLASSIC_RISK, type QuoteRates } from '@tape/risk-rules';
import type { CostModel } from '@tape/trading';
import { canonicalJson, deepFrozen, type Sha256 } from './canonical-json.js';
import type { ExperimentSignal } from './experiment-signal.js';

/** Bars of history an engine sees, the signal's own included. */
export const CONTEXT_BARS = 60;

/** All an engine may know: the signal and the market as it stood at the close of the signal's bar. Plain data. */
export interface MarketContext {
  readonly schemaVersion: 1;
  readonly signal: ExperimentSignal;
  readonly instrument: Instrument;
  readonly accountCurrency: string;
  /** Account currency for one unit of other currencies, as known at the signal. */
  readonly rates: QuoteRates;
  readonly costs: CostModel;
  /** Oldest first; none is later than the signal. */
  readonly bars: readonly PriceBar[];
}

/** A context that nobody can change any more, and the name of its content. */
export interface FrozenContext {
  readonly context: MarketContext;
  readonly canonical: string;
  readonly sha256: string;
}

export interface ContextParts {
  readonly signal: ExperimentSignal;
  readonly instrument: Instrument;
  readonly rates: QuoteRates;
  readonly costs: CostModel;
  readonly bars: readonly PriceBar[];
}

/**
 * Freezes what both engines will see.
 *
 * @throws RangeError when the bars do not end with the bar of the signal: less would starve the engines, more would tell them the future.
 */
export function freezeContext(parts: ContextParts, sha256: Sha256): FrozenContext {
  const { signal, instrument, rates, costs } = parts;
  const bars = parts.bars.slice(-CONTEXT_BARS).map(plainBar);
  if (bars.at(-1)?.openTimeMs !== signal.barTimeMs) {
    throw new RangeError(`the bars of ${signal.symbol} do not end with the bar of signal ${signal.id}`);
  }
  const context: MarketContext = {
    schemaVersion: 1,
    signal: structuredCopy(signal),
    instrument: structuredCopy(instrument),
    accountCurrency: CLASSIC_RISK.accountCurrency,
    rates: structuredCopy(rates),
    costs: structuredCopy(costs),
    bars,
  };
  const canonical = canonicalJson(context);
  return { context: deepFrozen(context), canonical, sha256: sha256(canonical) };
}

/** What was frozen must not be somebody else's to change. */
function structuredCopy<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function plainBar({ openTimeMs, open, high, low, close, volume }: PriceBar): PriceBar {
  return { openTimeMs, open, high, low, close, volume };
}
