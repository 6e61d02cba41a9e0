import type { Instrument } from '@tape/market';
import type { DetectedPattern } from './detected-pattern.js';

/** Who proposes without reading the tape does not grade either: the least confidence that is tradable. Scale 0..100. */
const UNGRADED_CONFIDENCE = 70;

/** What a candidate says of its pattern, its range and the market. */
type Reading = Pick<
  DetectedPattern,
  | 'phaseConfidence'
  | 'phaseBBars'
  | 'confidence'
  | 'components'
  | 'scoreParts'
  | 'range'
  | 'volume'
  | 'market'
  | 'higher'
>;

/**
 * The reading of a candidate that no analysis stands behind, as a strategy or a person proposes it: its bar is its range, and
 * what speaks of a pattern says nothing.
 *
 * @param bar floats; `ice` and `creek` are its low and high as decimal text
 */
export function noReading(
  originId: string,
  bar: { readonly openTimeMs: number; readonly high: number; readonly low: number; readonly close: number },
  { ice, creek }: { readonly ice: string; readonly creek: string },
  source: Instrument['volumeSource'],
): Reading {
  const { high, low, close } = bar;
  return {
    phaseConfidence: 0,
    phaseBBars: null,
    confidence: UNGRADED_CONFIDENCE,
    components: { pattern: UNGRADED_CONFIDENCE, phase: UNGRADED_CONFIDENCE, volume: UNGRADED_CONFIDENCE },
    scoreParts: {},
    range: {
      id: `strategy:${originId}`,
      startTimeMs: bar.openTimeMs,
      ice,
      creek,
      jump: null,
      iceStrength: 0,
      creekStrength: 0,
      quality: 0,
      widthPercent: 0,
      durationBars: 0,
    },
    volume: {
      relativeVolume: null,
      rangeRelativeVolume: null,
      testVolumeRatio: null,
      springType: null,
      closePosition: high > low ? (close - low) / (high - low) : 0.5,
      source,
    },
    market: { atr: null, atrPercentile: null, volumePercentile: null, adx: null, trend: null },
    higher: null,
  };
}
