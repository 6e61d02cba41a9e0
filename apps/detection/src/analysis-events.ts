import type { BarIngested, CustomDetected, PhaseDetected, RangeDetected, VolumeAnalyzed } from '@tape/contracts';
import { type Instrument, roundToTick } from '@tape/market';
import type { AnalysisStep, CustomEvent, PhaseChange, RangeView } from '@tape/wyckoff';

/** One bar's measures as they are shown; the bar goes with them so that a chart needs nothing else. */
export function toVolumeAnalyzed(bar: BarIngested, step: AnalysisStep): VolumeAnalyzed {
  return {
    symbol: bar.symbol,
    timeframe: bar.timeframe,
    openTimeMs: bar.openTimeMs,
    open: bar.open,
    high: bar.high,
    low: bar.low,
    close: bar.close,
    volume: bar.volume,
    simulated: bar.source === 'SIMULATED',
    ratio: step.measures.relativeVolume,
    spread: step.measures.relativeSpread,
    closePosition: step.measures.closePosition,
    effortResult: step.measures.effortResult,
    warmingBarsToGo: step.warmingBarsToGo,
    side: step.current.side,
    phase: step.current.phase,
  };
}

export function toRangeDetected(bar: BarIngested, range: RangeView, instrument: Instrument): RangeDetected {
  const level = (price: number): string => roundToTick(price, instrument.tickSize);
  return {
    rangeId: range.id,
    symbol: bar.symbol,
    timeframe: bar.timeframe,
    side: range.side,
    state: range.state,
    startTimeMs: range.startTimeMs,
    knownAtMs: bar.openTimeMs,
    ice: level(range.ice),
    creek: level(range.creek),
    jump: range.jump === null ? null : level(range.jump),
    conservativeObjective: range.conservativeObjective === null ? null : level(range.conservativeObjective),
    quality: range.quality,
    iceStrength: range.iceStrength,
    creekStrength: range.creekStrength,
    durationBars: range.durationBars,
  };
}

export function toPhaseDetected(bar: BarIngested, change: PhaseChange, instrument: Instrument): PhaseDetected {
  return {
    symbol: bar.symbol,
    timeframe: bar.timeframe,
    rangeId: change.rangeId,
    side: change.side,
    event: change.event,
    phase: change.phase,
    previousPhase: change.previousPhase,
    confidence: change.confidence,
    reason: change.reason,
    eventTimeMs: change.eventTimeMs,
    knownAtMs: change.knownAtMs,
    price: roundToTick(change.price, instrument.tickSize),
    score: change.score,
  };
}

export function toCustomDetected(bar: BarIngested, event: CustomEvent, instrument: Instrument): CustomDetected {
  const price = roundToTick(event.price, instrument.tickSize);
  return { symbol: bar.symbol, timeframe: bar.timeframe, ...event, price };
}
