import type { Timeframe } from '../time/timeframe.js';

/** One closed bar as the analysis reads it: binary floats, finite, low ≤ open, close ≤ high. Built only by checked constructors. */
export interface Bar {
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** The same bar as money reads it: canonical decimal text. This is what travels and what is stored. */
export interface PriceBar {
  readonly openTimeMs: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** A bar with the series it belongs to. */
export interface SeriesBar extends PriceBar {
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/** Reads decimal text into the floats of the analysis; the text stays the truth for money. */
export function toBar(bar: PriceBar): Bar {
  return {
    openTimeMs: bar.openTimeMs,
    open: Number(bar.open),
    high: Number(bar.high),
    low: Number(bar.low),
    close: Number(bar.close),
    volume: Number(bar.volume),
  };
}
