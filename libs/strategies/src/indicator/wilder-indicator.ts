import type { Bar } from '@tape/market';
import { ADX, ATR, RSI, type WSMA } from 'trading-signals';
import type { Indicator, IndicatorState, Readings } from './indicator.js';
import type { IndicatorSpecs } from './indicator-spec.js';
import { WilderAverage, type WilderState } from './wilder-average.js';

interface Core {
  readonly averages: readonly WilderAverage[];
  readonly push: (bar: Bar) => Readings | null;
}

interface WilderIndicatorState {
  /** High, low and close of the bar before; null before the first. */
  readonly last: readonly [number, number, number] | null;
  readonly averages: readonly WilderState[];
  readonly readings: Readings;
}

/** RSI, ATR and ADX: beyond Wilder averages, which are handed in, the library keeps only the bar before. */
export class WilderIndicator implements Indicator {
  readonly #make: () => Core;
  #core: Core;
  #last: Bar | null = null;
  #readings: Readings = {};

  constructor(make: () => Core, state?: IndicatorState) {
    this.#make = make;
    this.#core = make();
    if (state !== undefined) this.#restore(state as unknown as WilderIndicatorState);
  }

  push(bar: Bar): void {
    this.#last = bar;
    this.#readings = this.#core.push(bar) ?? {};
    // A market that has not moved since its first bar divides zero by zero, and the averages would never forget it.
    if (Object.values(this.#readings).some(Number.isNaN)) this.#begin(bar);
  }

  value(output: string): number | null {
    return this.#readings[output] ?? null;
  }

  snapshot(): IndicatorState {
    const state: WilderIndicatorState = {
      last: this.#last === null ? null : [this.#last.high, this.#last.low, this.#last.close],
      averages: this.#core.averages.map((average) => average.saved()),
      readings: this.#readings,
    };
    return { ...state };
  }

  #begin(bar: Bar): void {
    this.#core = this.#make();
    this.#readings = {};
    this.#core.push(bar);
  }

  #restore({ last, averages, readings }: WilderIndicatorState): void {
    if (last !== null) {
      const [high, low, close] = last;
      for (const average of this.#core.averages) average.mute();
      this.#last = { openTimeMs: 0, open: close, high, low, close, volume: 0 };
      this.#core.push(this.#last);
    }
    for (const [i, average] of this.#core.averages.entries()) average.restore(averages[i]!);
    this.#readings = readings;
  }
}

export function rsi({ period }: IndicatorSpecs['rsi'], state?: IndicatorState): Indicator {
  const make = (): Core => {
    const { averages, Smoothing } = capture();
    const core = new RSI(period, Smoothing);
    const push = (bar: Bar): Readings | null => {
      const value = core.update(bar.close, false);
      if (value === null) return null;
      // Without a loss the library says 100, without a gain as well.
      const isStill = averages.every((average) => average.current === 0);
      return { value: isStill ? 50 : value };
    };
    return { averages, push };
  };
  return new WilderIndicator(make, state);
}

export function atr({ period }: IndicatorSpecs['atr'], state?: IndicatorState): Indicator {
  const make = (): Core => {
    const { averages, Smoothing } = capture();
    const core = new ATR(period, Smoothing);
    const push = (bar: Bar): Readings | null => readingsOf(core.update(bar, false));
    return { averages, push };
  };
  return new WilderIndicator(make, state);
}

export function adx({ period }: IndicatorSpecs['adx'], state?: IndicatorState): Indicator {
  const make = (): Core => {
    const { averages, Smoothing } = capture();
    const core = new ADX(period, Smoothing);
    const push = (bar: Bar): Readings | null => {
      const value = core.update(bar, false);
      const { pdi, mdi } = core;
      if (typeof pdi !== 'number' || typeof mdi !== 'number') return null;
      return { value, plus: pdi * 100, minus: mdi * 100 };
    };
    return { averages, push };
  };
  return new WilderIndicator(make, state);
}

function readingsOf(value: number | null): Readings | null {
  return value === null ? null : { value };
}

/** A smoothing for the library to construct, and all that it constructed, in order. */
function capture(): { readonly averages: WilderAverage[]; readonly Smoothing: typeof WSMA } {
  const averages: WilderAverage[] = [];
  class Captured extends WilderAverage {
    constructor(interval: number) {
      super(interval);
      averages.push(this);
    }
  }
  return { averages, Smoothing: Captured };
}
