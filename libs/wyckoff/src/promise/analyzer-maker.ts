import type { Analyzer, AnalyzerOptions, AnalyzerSnapshot } from '../analysis.js';
import { createAnalyzer, restoreAnalyzer } from '../analyzer.js';
import { CLASSIC_CONFIG, type AnalysisConfig } from '../config.js';

/** How analyzers of one series are made. A check of promises takes this, so that any analyzer can be held to them. */
export interface AnalyzerMaker {
  readonly create: () => CheckedAnalyzer;
  readonly restore: (snapshot: AnalyzerSnapshot) => CheckedAnalyzer;
}

/** As much of an analyzer as its promises are about. */
export type CheckedAnalyzer = Pick<Analyzer, 'push' | 'snapshot' | 'lastOpenTimeMs'>;

/** The analyzers of this library. */
export function analyzerMaker(options: AnalyzerOptions, config: AnalysisConfig = CLASSIC_CONFIG): AnalyzerMaker {
  return {
    create: () => createAnalyzer(options, config),
    restore: (snapshot) => restoreAnalyzer(snapshot, options, config),
  };
}
