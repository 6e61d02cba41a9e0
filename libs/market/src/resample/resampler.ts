import { Decimal } from 'decimal.js';
import type { Bar, PriceBar } from '../bar/bar.js';
import type { AssetClass } from '../instrument/instrument.js';
import { compareUnsigned } from '../number/canonical-decimal.js';
import { TIMEFRAMES, type Timeframe } from '../time/timeframe.js';
import { barSlot } from './bar-slot.js';

type AnyBar = PriceBar | Bar;

/** What a resampler remembers between two bars, as plain JSON. */
export interface ResamplerState<B extends AnyBar = PriceBar> {
  /** The higher bar being made; null before the first and right after one closed. */
  readonly open: B | null;
  /** Open time of the last higher bar that closed. */
  readonly lastClosedMs: number | null;
  readonly leftOut: number;
}

/** Makes higher bars of lower ones, one at a time. */
export interface Resampler<B extends AnyBar = PriceBar> {
  /**
   * Takes the next bar and answers the higher bars it closed, oldest first: none most of the time. A higher bar closes with
   * the lower bar that fills it, or, when that one is missing, with the first one behind it; it never changes afterwards.
   */
  push(bar: B): readonly B[];
  /** Bars that belong to no higher bar: outside the session of a stock, or behind the end of a week. */
  readonly leftOut: number;
  snapshot(): ResamplerState<B>;
}

interface Arithmetic<B extends AnyBar> {
  readonly higher: (a: B['high'], b: B['high']) => B['high'];
  readonly lower: (a: B['low'], b: B['low']) => B['low'];
  readonly sum: (a: B['volume'], b: B['volume']) => B['volume'];
}

/** Exact: what is stored and sent must add up. */
const DECIMALS: Arithmetic<PriceBar> = {
  higher: (a, b) => (compareUnsigned(a, b) >= 0 ? a : b),
  lower: (a, b) => (compareUnsigned(a, b) <= 0 ? a : b),
  sum: (a, b) => sumOf(a, b),
};

const FLOATS: Arithmetic<Bar> = { higher: Math.max, lower: Math.min, sum: (a, b) => a + b };

/** Digits of a sum of volumes: no addition may round. */
const Exact = Decimal.clone({ precision: 60 });

function sumOf(a: string, b: string): string {
  return new Exact(a).plus(b).toFixed();
}

const NOTHING: readonly never[] = Object.freeze([]);
const FRESH = { open: null, lastClosedMs: null, leftOut: 0 } as const;

/**
 * Resamples bars as they are stored and sent, exactly. Which bar belongs where is said by {@link barSlot}.
 * @throws RangeError unless `to` is longer than `from`.
 */
export function createResampler(
  from: Timeframe,
  to: Timeframe,
  assetClass: AssetClass,
  state: ResamplerState = FRESH,
): Resampler {
  return new SlotResampler(from, to, assetClass, DECIMALS, state);
}

/** The same over the floats of the analysis. @throws RangeError unless `to` is longer than `from`. */
export function createFloatResampler(
  from: Timeframe,
  to: Timeframe,
  assetClass: AssetClass,
  state: ResamplerState<Bar> = FRESH,
): Resampler<Bar> {
  return new SlotResampler(from, to, assetClass, FLOATS, state);
}

class SlotResampler<B extends AnyBar> implements Resampler<B> {
  readonly #from: Timeframe;
  readonly #to: Timeframe;
  readonly #assetClass: AssetClass;
  readonly #arithmetic: Arithmetic<B>;
  #open: B | null;
  #lastClosedMs: number | null;
  #leftOut: number;

  constructor(
    from: Timeframe,
    to: Timeframe,
    assetClass: AssetClass,
    arithmetic: Arithmetic<B>,
    state: ResamplerState<B>,
  ) {
    if (TIMEFRAMES.indexOf(to) <= TIMEFRAMES.indexOf(from)) {
      throw new RangeError(`bars of ${from} make no bars of ${to}: only longer ones`);
    }
    this.#from = from;
    this.#to = to;
    this.#assetClass = assetClass;
    this.#arithmetic = arithmetic;
    this.#open = state.open;
    this.#lastClosedMs = state.lastClosedMs;
    this.#leftOut = state.leftOut;
  }

  get leftOut(): number {
    return this.#leftOut;
  }

  push(bar: B): readonly B[] {
    const slot = barSlot(bar.openTimeMs, this.#from, this.#to, this.#assetClass);
    if (slot === null || (this.#lastClosedMs !== null && slot.openTimeMs <= this.#lastClosedMs)) {
      this.#leftOut += 1;
      return NOTHING;
    }
    const late = this.#open !== null && this.#open.openTimeMs !== slot.openTimeMs ? this.#close(this.#open) : null;
    const open = this.#open === null ? begun(bar, slot.openTimeMs) : this.#joined(this.#open, bar);
    this.#open = open;
    const full = slot.lowerEndMs >= slot.endMs ? this.#close(open) : null;
    if (late === null && full === null) return NOTHING;
    return [late, full].filter((closed) => closed !== null);
  }

  snapshot(): ResamplerState<B> {
    return { open: this.#open, lastClosedMs: this.#lastClosedMs, leftOut: this.#leftOut };
  }

  #close(bar: B): B {
    this.#open = null;
    this.#lastClosedMs = bar.openTimeMs;
    return bar;
  }

  #joined(open: B, bar: B): B {
    const { higher, lower, sum } = this.#arithmetic;
    return {
      ...open,
      high: higher(open.high, bar.high),
      low: lower(open.low, bar.low),
      close: bar.close,
      volume: sum(open.volume, bar.volume),
    };
  }
}

/** The first bar of a higher one, and nothing else that may hang on it. */
function begun<B extends AnyBar>(bar: B, openTimeMs: number): B {
  const { open, high, low, close, volume } = bar;
  return { openTimeMs, open, high, low, close, volume } as B;
}
