import type { BarMeasures } from '../analysis.js';
import { at, type BarSeries } from '../series/bar-series.js';
import { closePosition } from '../series/extreme.js';
import { effortResult } from './effort-result.js';

/** What was measured of bar `index`, which must be one of the series' last; the very first bar has no close before it. */
export function measuresOf(series: BarSeries, index: number): BarMeasures {
  const { up } = series;
  const relativeVolume = at(up.relativeVolume, index);
  const relativeSpread = at(up.relativeSpread, index);
  const atr = at(up.atr, index);
  const graded = relativeVolume >= 0 && relativeSpread >= 0;
  return {
    relativeVolume: relativeVolume >= 0 ? relativeVolume : null,
    relativeSpread: relativeSpread >= 0 ? relativeSpread : null,
    closePosition: closePosition(up, index),
    effortResult: graded
      ? effortResult(relativeVolume, relativeSpread, at(up.close, index - 1), at(up.close, index))
      : null,
    atr: atr >= 0 ? atr : null,
  };
}
