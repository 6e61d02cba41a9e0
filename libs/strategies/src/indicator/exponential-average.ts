import type { Bar } from '@tape/market';
import { EMA, MACD } from 'trading-signals';
import type { Indicator, IndicatorState } from './indicator.js';
import type { IndicatorSpecs } from './indicator-spec.js';

interface EmaState {
  readonly count: number;
  readonly result: number | null;
}

/** The library's EMA, seeded with the first price, that can be taken down and set up again. */
class ExponentialAverage extends EMA {
  #count = 0;

  override update(price: number, replace: boolean): number {
    this.#count += 1;
    return super.update(price, replace);
  }

  get current(): number | null {
    return this.#count < this.interval ? null : (this.result ?? null);
  }

  saved(): EmaState {
    return { count: Math.min(this.#count, this.interval), result: this.result ?? null };
  }

  restore(state: EmaState): void {
    this.#count = state.count;
    if (state.result !== null) this.result = state.result;
  }
}

export function ema({ period, source }: IndicatorSpecs['ema'], state?: IndicatorState): Indicator {
  const average = new ExponentialAverage(period);
  if (state !== undefined) average.restore(state as unknown as EmaState);
  return {
    push: (bar) => void average.update(bar[source], false),
    value: (output) => (output === 'value' ? average.current : null),
    snapshot: () => ({ ...average.saved() }),
  };
}

interface MacdState {
  readonly fast: EmaState;
  readonly slow: EmaState;
  readonly signal: EmaState;
  readonly macd: number | null;
}

/** Says nothing before its signal line is warm, too: slow + signal − 1 bars. */
export function macd({ fast, slow, signal }: IndicatorSpecs['macd'], state?: IndicatorState): Indicator {
  const averages = {
    fast: new ExponentialAverage(fast),
    slow: new ExponentialAverage(slow),
    signal: new ExponentialAverage(signal),
  };
  const core = new MACD(averages.fast, averages.slow, averages.signal);
  let line: number | null = null;
  if (state !== undefined) {
    const saved = state as unknown as MacdState;
    for (const name of ['fast', 'slow', 'signal'] as const) averages[name].restore(saved[name]);
    // Only their number counts: the library tells by it that the slow average is warm.
    core.prices.push(...Array.from({ length: saved.slow.count }, () => 0));
    line = saved.macd;
  }
  const push = (bar: Bar): void => {
    line = core.update(bar.close, false)?.macd ?? null;
  };
  const value = (output: string): number | null => {
    const average = averages.signal.current;
    if (average === null || line === null) return null;
    if (output === 'macd') return line;
    if (output === 'signal') return average;
    return output === 'histogram' ? line - average : null;
  };
  const snapshot = (): IndicatorState => ({
    fast: averages.fast.saved(),
    slow: averages.slow.saved(),
    signal: averages.signal.saved(),
    macd: line,
  });
  return { push, value, snapshot };
}
