import { BollingerBands, Period, SMA } from 'trading-signals';
import type { Indicator, IndicatorState } from './indicator.js';
import type { BarField, IndicatorSpecs } from './indicator-spec.js';

interface WindowState {
  readonly window: readonly number[];
  /** What was said before the newest bar. */
  readonly before?: number | null;
}

/** The library sums its window anew on every bar: no rounding is carried from bar to bar, so a restored one is equal. */
export function sma(spec: { readonly period: number; readonly source: BarField }, state?: IndicatorState): Indicator {
  const average = new SMA(spec.period);
  average.updates(windowOf(state));
  return {
    push: (bar) => void average.update(bar[spec.source], false),
    value: (output) => (output === 'value' ? average.getResult() : null),
    snapshot: () => ({ window: [...average.prices] }),
  };
}

/** `width` is the distance of the bands as a share of the middle. */
export function bollinger({ period, deviations }: IndicatorSpecs['bollinger'], state?: IndicatorState): Indicator {
  const bands = new BollingerBands(period, deviations);
  bands.updates(windowOf(state));
  const value = (output: string): number | null => {
    const result = bands.getResult();
    if (result === null) return null;
    if (output === 'width') return (result.upper - result.lower) / result.middle;
    return output === 'middle' || output === 'upper' || output === 'lower' ? result[output] : null;
  };
  return {
    push: (bar) => void bands.update(bar.close, false),
    value,
    snapshot: () => ({ window: [...bands.prices] }),
  };
}

export function extreme(
  { kind, period, source, beforeBar }: IndicatorSpecs['highest'] | IndicatorSpecs['lowest'],
  state?: IndicatorState,
): Indicator {
  const window = new Period(period);
  window.updates(windowOf(state));
  const newest = (): number | null => window.getResult()?.[kind] ?? null;
  let before = (state as unknown as WindowState | undefined)?.before ?? null;
  return {
    push: (bar) => {
      before = newest();
      window.update(bar[source], false);
    },
    value: (output) => (output === 'value' ? (beforeBar ? before : newest()) : null),
    snapshot: () => ({ window: [...window.values], before }),
  };
}

function windowOf(state: IndicatorState | undefined): readonly number[] {
  return state === undefined ? [] : (state as unknown as WindowState).window;
}
