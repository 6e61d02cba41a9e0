import type { AnalyzerOptions, Candidate } from '../analysis.js';
import { springType } from '../detector/accumulation/spring.detector.js';
import { levelStrength } from '../level/strength.js';
import { durationBars } from '../range/trading-range.js';
import type { Rules } from '../rules.js';
import { at, type BarSeries } from '../series/bar-series.js';
import { closePosition } from '../series/extreme.js';
import { jumpPrice } from '../target/jump.js';
import type { Draft } from './draft.js';
import { marketContext } from './market-context.js';
import { tradePlan } from './trade-plan.js';
import { volumeGrade } from './volume-grade.js';

/** Weights of the components in the confidence. */
const PATTERN_WEIGHT = 0.5;
const PHASE_WEIGHT = 0.3;
const VOLUME_WEIGHT = 0.2;

export interface CandidateContext {
  readonly options: AnalyzerOptions;
  readonly rules: Rules;
  readonly series: BarSeries;
  readonly now: number;
  readonly maxConfidence: number;
}

/** The candidate a draft has become now that the phase after the bar is known; null when it is not one to trade. */
export function buildCandidate(draft: Draft, context: CandidateContext): Candidate | null {
  const { range, mark, pattern } = draft;
  const { options, rules, series, now } = context;
  if (range.phase === null || range.quality < rules.config.range.tradableQuality) return null;
  if (range.creek - range.ice < rules.minWidthFraction * range.ice) return null;
  const up = range.side === 'ACCUMULATION';
  const bars = up ? series.up : series.down;
  const plan = tradePlan(draft, bars, now, rules);
  if (plan === null) return null;
  const meanVolume = range.volumeSum / range.volumeBars;
  const components = {
    pattern: sum(draft.parts),
    phase: range.phaseConfidence,
    volume: volumeGrade(draft, bars, meanVolume),
  };
  const weighted =
    PATTERN_WEIGHT * components.pattern + PHASE_WEIGHT * components.phase + VOLUME_WEIGHT * components.volume;
  const confidence = Math.min(context.maxConfidence, Math.round(weighted));
  if (confidence < rules.config.candidate.minConfidence) return null;
  const duration = durationBars(range, now);
  return {
    id: `${options.symbol}:${options.timeframe}:${pattern}:${mark.timeMs}:${range.id}`,
    symbol: options.symbol,
    timeframe: options.timeframe,
    pattern,
    side: range.side,
    direction: up ? 'LONG' : 'SHORT',
    phase: range.phase,
    phaseConfidence: range.phaseConfidence,
    phaseBBars: range.phaseBIndex === null ? null : now - range.phaseBIndex,
    eventTimeMs: mark.timeMs,
    knownAtMs: at(bars.time, now),
    ...plan,
    confidence,
    components,
    scoreParts: draft.parts,
    range: {
      id: range.id,
      startTimeMs: range.startTimeMs,
      ice: range.ice,
      creek: range.creek,
      jump: jumpPrice(range.side, range.ice, range.creek, duration),
      iceStrength: levelStrength(range.iceTouches, now),
      creekStrength: levelStrength(range.creekTouches, now),
      quality: range.quality,
      widthPercent: ((range.creek - range.ice) / range.ice) * 100,
      durationBars: duration,
    },
    volume: {
      relativeVolume: mark.relativeVolume,
      rangeRelativeVolume: meanVolume > 0 ? mark.volume / meanVolume : null,
      testVolumeRatio: draft.test !== null && mark.volume > 0 ? at(bars.volume, draft.test.index) / mark.volume : null,
      springType: pattern === 'SPRING' && mark.relativeVolume !== null ? springType(mark.relativeVolume, rules) : null,
      closePosition: closePosition(series.up, mark.index),
    },
    market: marketContext(series, now),
    higher: null,
  };
}

/** Best first: by confidence, then by pattern name, so that one bar's candidates have one order. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  if (a.confidence !== b.confidence) return b.confidence - a.confidence;
  return a.pattern < b.pattern ? -1 : a.pattern > b.pattern ? 1 : a.id < b.id ? -1 : 1;
}

function sum(parts: Readonly<Record<string, number>>): number {
  let total = 0;
  for (const points of Object.values(parts)) total += points;
  return total;
}
