import type { TradablePattern } from '@tape/wyckoff';
import { SUFFICIENT_SAMPLE } from '../metrics.js';
import { meanInterval, meanOf, medianOf } from './bootstrap.js';
import type { Draw } from './evidence-rules.js';
import type { EvidenceTrade, SeriesEvidence } from './series-evidence.js';

/** The 95 % interval of the difference lies above zero, below it, or holds it. It describes these bars and predicts nothing. */
export type AgainstRandom = 'ABOVE' | 'BELOW' | 'NOT_TOLD_APART' | 'INSUFFICIENT_SAMPLE';

/** From this confidence on a candidate counts as a strong one. */
const STRONG_CONFIDENCE = 80;

export interface PatternEvidence {
  readonly pattern: TradablePattern;
  readonly candidates: number;
  /** Entered and ended: what all figures below are taken over. */
  readonly n: number;
  readonly notEntered: number;
  readonly unfinished: number;
  readonly candidatesPerSymbolYear: number;
  /** Percent of trades with a result above zero after costs. */
  readonly hitRatePercent: number | null;
  readonly targetRatePercent: number | null;
  readonly meanR: number | null;
  readonly medianR: number | null;
  readonly meanRInterval: readonly [number, number] | null;
  readonly randomHitRatePercent: number | null;
  readonly randomMeanR: number | null;
  /** Mean of each trade's R less the mean R of its own random entries. */
  readonly differenceR: number | null;
  readonly differenceRInterval: readonly [number, number] | null;
  readonly againstRandom: AgainstRandom;
  readonly insufficientSample: boolean;
  /** Does confidence order outcomes? */
  readonly strong: { readonly fromConfidence: number; readonly n: number; readonly meanR: number | null };
  readonly weak: { readonly n: number; readonly meanR: number | null };
}

export function patternEvidence(
  pattern: TradablePattern,
  series: readonly SeriesEvidence[],
  samples: number,
  draw: Draw,
): PatternEvidence {
  const trades = series.flatMap((one) => one.trades.filter((trade) => trade.pattern === pattern));
  const counts = series.flatMap((one) => one.counts[pattern] ?? []);
  const years = sum(series.map(({ symbolYears }) => symbolYears));
  const candidates = sum(counts.map((count) => count.candidates));
  const compared = trades.flatMap(({ r, month, random }) =>
    random === null ? [] : [{ value: r - random.meanR, group: month, random }],
  );
  const insufficientSample = trades.length < SUFFICIENT_SAMPLE;
  const differenceRInterval = meanInterval(compared, samples, draw);
  const rs = trades.map(({ r }) => r);
  const strong = trades.filter(({ confidence }) => confidence >= STRONG_CONFIDENCE);
  const weak = trades.filter(({ confidence }) => confidence < STRONG_CONFIDENCE);
  return {
    pattern,
    candidates,
    n: trades.length,
    notEntered: sum(counts.map((count) => count.notEntered)),
    unfinished: sum(counts.map((count) => count.unfinished)),
    candidatesPerSymbolYear: years === 0 ? 0 : candidates / years,
    hitRatePercent: share(trades.filter(({ r }) => r > 0).length, trades.length),
    targetRatePercent: share(trades.filter(({ ending }) => ending === 'target').length, trades.length),
    meanR: meanOf(rs),
    medianR: medianOf(rs),
    meanRInterval: meanInterval(
      trades.map(({ r, month }) => ({ value: r, group: month })),
      samples,
      draw,
    ),
    randomHitRatePercent: share(
      sum(compared.map(({ random }) => random.hits)),
      sum(compared.map(({ random }) => random.n)),
    ),
    randomMeanR: meanOf(compared.map(({ random }) => random.meanR)),
    differenceR: meanOf(compared.map(({ value }) => value)),
    differenceRInterval,
    againstRandom: insufficientSample ? 'INSUFFICIENT_SAMPLE' : against(differenceRInterval),
    insufficientSample,
    strong: { fromConfidence: STRONG_CONFIDENCE, n: strong.length, meanR: meanR(strong) },
    weak: { n: weak.length, meanR: meanR(weak) },
  };
}

function against(interval: readonly [number, number] | null): AgainstRandom {
  if (interval === null) return 'NOT_TOLD_APART';
  const [low, high] = interval;
  if (low > 0) return 'ABOVE';
  return high < 0 ? 'BELOW' : 'NOT_TOLD_APART';
}

function meanR(trades: readonly EvidenceTrade[]): number | null {
  return meanOf(trades.map(({ r }) => r));
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : (part / whole) * 100;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
