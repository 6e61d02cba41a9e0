import { isoTime } from '../time/iso-time.js';
import type { Timeframe } from '../time/timeframe.js';
import type { PriceBar } from './bar.js';
import { shortestStepMs } from './bar-grid.js';
import { type BarPlace, type BarRefusal, refusal } from './refusal.js';

/** What is known of the series a bar wants to join. */
export interface SeriesPosition {
  /** Open time of the last accepted bar; null when there is none. */
  readonly lastOpenTimeMs: number | null;
  /** The accepted bar with the same open time, when there is one. Asked only for bars at or before the last. */
  readonly acceptedAt: (openTimeMs: number) => PriceBar | undefined;
}

/**
 * Whether a good bar may be the next of its series. Bars are appended, never inserted or changed: what was decided on
 * the tape must stay explainable by the tape.
 * @returns null when it may; otherwise why not. `duplicate` is harmless: the very same bar is there already.
 */
export function placeBar(
  bar: PriceBar,
  position: SeriesPosition,
  place: BarPlace & { readonly timeframe: Timeframe },
): BarRefusal | null {
  const { lastOpenTimeMs } = position;
  if (lastOpenTimeMs === null) return null;
  if (bar.openTimeMs > lastOpenTimeMs) {
    if (bar.openTimeMs - lastOpenTimeMs >= shortestStepMs(place.timeframe)) return null;
    const text = `${isoTime(bar.openTimeMs)} begins before the bar of ${isoTime(lastOpenTimeMs)} has ended; check the timeframe`;
    return refusal(place, 'timestamp', 'overlapping', text);
  }
  const accepted = position.acceptedAt(bar.openTimeMs);
  if (accepted === undefined) {
    const text = `${isoTime(bar.openTimeMs)} comes after ${isoTime(lastOpenTimeMs)} was accepted; send bars in ascending time`;
    return refusal(place, 'timestamp', 'out-of-order', text);
  }
  const field = differingField(bar, accepted);
  if (field === null) {
    return refusal(place, 'timestamp', 'duplicate', `${isoTime(bar.openTimeMs)} was accepted before; nothing to do`);
  }
  const text = `${isoTime(bar.openTimeMs)} was accepted with ${field} ${accepted[field]}, now sent with ${bar[field]}; a bar is never changed`;
  return refusal(place, field, 'conflicting-duplicate', text);
}

const VALUES = ['open', 'high', 'low', 'close', 'volume'] as const;

/** First value in which two bars of one time differ; null when they are the same bar. Both in canonical decimals. */
export function differingField(left: PriceBar, right: PriceBar): (typeof VALUES)[number] | null {
  return VALUES.find((field) => left[field] !== right[field]) ?? null;
}
