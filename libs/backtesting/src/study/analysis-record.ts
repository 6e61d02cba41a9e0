import { toBar, type HigherTimeframes } from '@tape/market';
import { CLASSIC_CONFIG, createAnalyzer, STRICT_CONFIG, type DetectorPlugin } from '@tape/wyckoff';
import type { ValidationProfile } from '@tape/validation';
import type { BacktestSeries } from '../merge-series.js';
import type { AnalysisNews, AnalyzerFactory } from '../pipeline-options.js';
import { hasFindings } from '../read-bar.js';
import { seriesKey } from '../series-lane.js';
import { chosenNews, type BacktestChoice } from './choice.js';

/** What the analysis found, by series and by the open of the bar that made it known. */
export type AnalysisRecord = ReadonlyMap<string, ReadonlyMap<number, AnalysisNews>>;

export interface RecordOptions {
  readonly profile: ValidationProfile;
  readonly higherTimeframes?: HigherTimeframes;
  readonly plugins?: readonly DetectorPlugin[];
}

const PROGRESS_EVERY_BARS = 2_000;

/**
 * Analyses each series once, so that runs that decide otherwise need not analyse it again. The analysis of a bar knows nothing of
 * later ones, so any stretch of the record is what a run through that stretch would have been told.
 */
export function recordAnalysis(
  series: readonly BacktestSeries[],
  { profile, higherTimeframes = {}, plugins = [] }: RecordOptions,
  onProgress: (bars: number) => void = () => undefined,
): AnalysisRecord {
  const config = profile === 'strict' ? STRICT_CONFIG : CLASSIC_CONFIG;
  let done = 0;
  return new Map(
    series.map(({ instrument: { symbol }, timeframe, bars }) => {
      const higherTimeframe = higherTimeframes[timeframe] ?? null;
      const analyzer = createAnalyzer({ symbol, timeframe, higherTimeframe, plugins }, config);
      const news = new Map<number, AnalysisNews>();
      for (const bar of bars) {
        const step = analyzer.pushForNews(toBar(bar));
        if (step !== null && hasFindings(step)) {
          news.set(bar.openTimeMs, { candidates: step.candidates, customEvents: step.customEvents });
        }
        done += 1;
        if (done % PROGRESS_EVERY_BARS === 0) onProgress(done);
      }
      return [seriesKey(symbol, timeframe), news];
    }),
  );
}

const NOTHING: ReadonlyMap<number, AnalysisNews> = new Map();

/** The record read back, as a choice wants it. Keeps no state, so that a run may change over from one to another. */
export function recordedAnalyzer(record: AnalysisRecord, choice: BacktestChoice): AnalyzerFactory {
  return ({ symbol, timeframe }) => {
    const news = record.get(seriesKey(symbol, timeframe)) ?? NOTHING;
    const newsAt = (openTimeMs: number): AnalysisNews | null => {
      const found = news.get(openTimeMs);
      return found === undefined ? null : chosenNews(found, choice);
    };
    return { push: ({ openTimeMs }) => newsAt(openTimeMs) ?? { candidates: [] }, newsAt };
  };
}
