import { ema, macd } from './exponential-average.js';
import type { Indicator, IndicatorState } from './indicator.js';
import type { IndicatorKind, IndicatorSpec, IndicatorSpecs } from './indicator-spec.js';
import { sessionVwap } from './session-vwap.js';
import { adx, atr, rsi } from './wilder-indicator.js';
import { bollinger, extreme, sma } from './window-indicator.js';

type Maker<Kind extends IndicatorKind> = (spec: IndicatorSpecs[Kind], state?: IndicatorState) => Indicator;

const MAKERS: { readonly [Kind in IndicatorKind]: Maker<Kind> } = {
  ema,
  sma,
  rsi,
  macd,
  atr,
  bollinger,
  adx,
  highest: extreme,
  lowest: extreme,
  volume_average: ({ period }, state) => sma({ period, source: 'volume' }, state),
  vwap: sessionVwap,
};

/** @param state of `snapshot()` of an indicator of the same spec; without it the indicator begins. */
export function createIndicator(spec: IndicatorSpec, state?: IndicatorState): Indicator {
  const make = MAKERS[spec.kind] as Maker<IndicatorKind>;
  return make(spec, state);
}
