import { closeTimeMs, type Instrument } from '@tape/market';
import { amount, Amount, decimalText, percentOf } from '@tape/risk-rules';
import type { Candidate } from '@tape/wyckoff';
import type { DetectedPattern } from './detected-pattern.js';
import { onTick, tickText } from './tick.js';

/** The scale on which scores and confidences travel: whole numbers from 0 to 100. */
function wholeScore(value: number): number {
  return Math.min(100, Math.max(0, Math.round(value)));
}

function ratio(value: number | null): number | null {
  return value === null ? null : Math.max(0, Math.round(value * 1e6) / 1e6);
}

function percentile(value: number | null): number | null {
  return value === null ? null : Math.min(100, Math.max(0, Math.round(value * 1e4) / 1e4));
}

/**
 * Entry, stop and objectives on the tick. Stops move away from the entry and objectives towards it, so rounding can only make the
 * trade look worse. Where a tick is coarse against the trade, stop and objectives keep one tick of distance, and the reward rule
 * judges what is left.
 */
function tradeLevels(candidate: Candidate, tickSize: string): Pick<DetectedPattern, 'entry' | 'stop' | 'targets'> {
  const isLong = candidate.direction === 'LONG';
  const tick = amount(tickSize);
  const nearestEntry = onTick(candidate.entry, tickSize, 'nearest');
  // A long at the lowest price there is would have no room for its stop, a short none for its objective.
  const entry = Amount.max(nearestEntry, tick.times(2));
  const above = (price: Amount): Amount => Amount.max(price, entry.plus(tick));
  const below = (price: Amount): Amount => Amount.min(price, entry.minus(tick));
  const objective = (price: number): string =>
    decimalText(isLong ? above(onTick(price, tickSize, 'down')) : below(onTick(price, tickSize, 'up')));
  const stop = isLong ? below(onTick(candidate.stop, tickSize, 'down')) : above(onTick(candidate.stop, tickSize, 'up'));
  const { primary, secondary, conservative } = candidate.targets;
  return {
    entry: decimalText(entry),
    stop: decimalText(stop),
    targets: {
      primary: objective(primary),
      secondary: secondary.map(objective),
      conservative: conservative === null ? null : objective(conservative),
    },
  };
}

function rangeLevels(candidate: Candidate, tickSize: string): DetectedPattern['range'] {
  const { range } = candidate;
  const ice = onTick(range.ice, tickSize, 'nearest');
  const creek = onTick(range.creek, tickSize, 'nearest');
  return {
    id: range.id,
    startTimeMs: range.startTimeMs,
    ice: decimalText(ice),
    creek: decimalText(creek),
    jump: range.jump === null ? null : tickText(range.jump, tickSize, 'nearest'),
    iceStrength: wholeScore(range.iceStrength),
    creekStrength: wholeScore(range.creekStrength),
    quality: wholeScore(range.quality),
    widthPercent: Math.max(0, percentOf(creek.minus(ice), ice).toDecimalPlaces(4).toNumber()),
    durationBars: range.durationBars,
  };
}

function higherLevels({ higher }: Candidate, tickSize: string): DetectedPattern['higher'] {
  if (higher === null) return null;
  const level = (price: number | null): string | null => (price === null ? null : tickText(price, tickSize, 'nearest'));
  return { ...higher, ice: level(higher.ice), creek: level(higher.creek) };
}

/**
 * From the floats of the analysis to the decimal text of money: the one place where levels are rounded to the tick. The guard is
 * rounded away from the trade, so that the level itself is never its own break; the width is recomputed from the rounded edges.
 *
 * @throws RangeError on a level that is not a finite number, or sides that make no trade (stop beyond the entry): the analysis is
 * broken, and passing it on would hide that.
 */
export function toDetectedPattern(
  candidate: Candidate,
  instrument: Instrument,
  options: { readonly simulated: boolean },
): DetectedPattern {
  const { direction, entry, stop, targets } = candidate;
  const isOrdered =
    direction === 'LONG' ? stop < entry && entry < targets.primary : targets.primary < entry && entry < stop;
  if (!isOrdered) {
    throw new RangeError(
      `${candidate.id}: stop ${stop}, entry ${entry}, target ${targets.primary} make no ${direction}`,
    );
  }
  const { tickSize } = instrument;
  return {
    id: candidate.id,
    symbol: candidate.symbol,
    timeframe: candidate.timeframe,
    assetClass: instrument.assetClass,
    simulated: options.simulated,
    pattern: candidate.pattern,
    side: candidate.side,
    direction,
    phase: candidate.phase,
    phaseConfidence: wholeScore(candidate.phaseConfidence),
    phaseBBars: candidate.phaseBBars,
    eventTimeMs: candidate.eventTimeMs,
    knownAtMs: candidate.knownAtMs,
    closeTimeMs: closeTimeMs(candidate.knownAtMs, candidate.timeframe),
    ...tradeLevels(candidate, tickSize),
    guard: {
      kind: candidate.guard.kind,
      price: tickText(candidate.guard.price, tickSize, direction === 'LONG' ? 'down' : 'up'),
    },
    confidence: wholeScore(candidate.confidence),
    components: {
      pattern: wholeScore(candidate.components.pattern),
      phase: wholeScore(candidate.components.phase),
      volume: wholeScore(candidate.components.volume),
    },
    scoreParts: { ...candidate.scoreParts },
    range: rangeLevels(candidate, tickSize),
    volume: {
      relativeVolume: ratio(candidate.volume.relativeVolume),
      rangeRelativeVolume: ratio(candidate.volume.rangeRelativeVolume),
      testVolumeRatio: ratio(candidate.volume.testVolumeRatio),
      springType: candidate.volume.springType,
      closePosition: Math.min(1, Math.max(0, candidate.volume.closePosition)),
      source: instrument.volumeSource,
    },
    market: {
      atr: candidate.market.atr === null ? null : decimalText(new Amount(candidate.market.atr).toDecimalPlaces(8)),
      atrPercentile: percentile(candidate.market.atrPercentile),
      volumePercentile: percentile(candidate.market.volumePercentile),
      adx: percentile(candidate.market.adx),
      trend: candidate.market.trend,
    },
    higher: higherLevels(candidate, tickSize),
  };
}
