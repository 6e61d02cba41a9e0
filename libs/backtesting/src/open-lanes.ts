import { toBar } from '@tape/market';
import { conversionCurrencies, createRateTable, type QuoteRates } from '@tape/risk-rules';
import { CLASSIC_CONFIG, createAnalyzer, STRICT_CONFIG, type AnalyzerOptions } from '@tape/wyckoff';
import type { AnalyzerFactory, CandidateSource, PipelineOptions, PipelineSettings } from './pipeline-options.js';
import { newLane, type SeriesLane } from './series-lane.js';

/** Of an instrument whose own price tells. */
const NO_RATES: QuoteRates = Object.freeze({});

/** A lane for each declared series, in the order in which they are declared. */
export function openLanes(options: PipelineOptions, settings: PipelineSettings): readonly SeriesLane[] {
  const config = settings.profile === 'strict' ? STRICT_CONFIG : CLASSIC_CONFIG;
  const analyzerOf: AnalyzerFactory = options.analyzer ?? ((series) => createAnalyzer(series, config));
  const { accountCurrency } = settings.riskProfile;
  const rates = createRateTable(options.rates ?? []);
  return options.series.map(({ instrument, timeframe, simulated }) => {
    const asksRates = conversionCurrencies(instrument, accountCurrency).length > 0;
    const ratesAt = (atMs: number, maxAgeMs?: number): QuoteRates =>
      asksRates
        ? rates.ratesFor(instrument, { accountCurrency, atMs, ...(maxAgeMs === undefined ? {} : { maxAgeMs }) })
        : NO_RATES;
    const analyzerOptions: AnalyzerOptions = {
      symbol: instrument.symbol,
      timeframe,
      higherTimeframe: options.higherTimeframes?.[timeframe] ?? null,
      plugins: options.plugins ?? [],
    };
    return newLane({
      instrument,
      timeframe,
      simulated,
      analyzerOptions,
      read: readerOf(analyzerOf(analyzerOptions)),
      costs: settings.costs[instrument.assetClass],
      ratesAt,
      exposureOf: ({ openedAtMs }) => ({ instrument, accountCurrency, rates: ratesAt(openedAtMs) }),
    });
  });
}

/** How a lane asks an analysis about a bar. */
export function readerOf(analyzer: CandidateSource): SeriesLane['read'] {
  if (analyzer.newsAt !== undefined) {
    const newsAt = analyzer.newsAt.bind(analyzer);
    return ({ openTimeMs }) => newsAt(openTimeMs);
  }
  if (analyzer.pushForNews === undefined) return (bar) => analyzer.push(toBar(bar));
  const pushForNews = analyzer.pushForNews.bind(analyzer);
  return (bar) => pushForNews(toBar(bar));
}
