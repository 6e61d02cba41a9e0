import { conversionCurrencies, rateOfBar, type RateQuote } from '@tape/risk-rules';
import type { BacktestSeries } from './merge-series.js';

/**
 * What the forex series of a run say currencies were worth, as their bars in the database do in the services. Nothing where every
 * series' own price tells, so that a run that asks for no rate pays for none.
 */
export function ratesOfSeries(series: readonly BacktestSeries[], accountCurrency: string): readonly RateQuote[] {
  const isAsked = series.some(({ instrument }) => conversionCurrencies(instrument, accountCurrency).length > 0);
  if (!isAsked) return [];
  return series.flatMap(({ instrument, timeframe, bars }) =>
    bars.flatMap((bar) => rateOfBar(instrument, timeframe, bar) ?? []),
  );
}
