import type { Bar } from '@tape/market';
import { BarSeries } from '../series/bar-series.js';
import { BarMeter } from '../volume/bar-meter.js';

export const DAY_MS = 86_400_000;

/** [open, high, low, close, volume] */
export type BarRow = readonly [number, number, number, number, number];

export function barsOf(rows: readonly BarRow[], stepMs = DAY_MS): Bar[] {
  return rows.map(([open, high, low, close, volume], index) => ({
    openTimeMs: index * stepMs,
    open,
    high,
    low,
    close,
    volume,
  }));
}

/** `count` bars around `price` that swing by one, so that volume 1000 and spread 2 are "usual". */
export function calm(count: number, price = 110): BarRow[] {
  return Array.from({ length: count }, (_, i): BarRow => {
    const close = price + (i % 2 === 0 ? 0.25 : -0.25);
    return [price, price + 1, price - 1, close, 1000];
  });
}

/** The bars as detectors read them: measured, from both sides. */
export function seriesOf(bars: readonly Bar[]): BarSeries {
  const series = new BarSeries();
  const meter = new BarMeter(false);
  for (const bar of bars) {
    series.push(bar);
    meter.measure(series);
  }
  return series;
}

/** The same bars with the chart turned upside down around `axis`. */
export function upsideDown(bars: readonly Bar[], axis: number): Bar[] {
  return bars.map((bar) => ({
    openTimeMs: bar.openTimeMs,
    open: 2 * axis - bar.open,
    high: 2 * axis - bar.low,
    low: 2 * axis - bar.high,
    close: 2 * axis - bar.close,
    volume: bar.volume,
  }));
}

export function scaled(bars: readonly Bar[], price: number, volume: number): Bar[] {
  return bars.map((bar) => ({
    openTimeMs: bar.openTimeMs,
    open: bar.open * price,
    high: bar.high * price,
    low: bar.low * price,
    close: bar.close * price,
    volume: bar.volume * volume,
  }));
}

export function times(count: number, row: BarRow): BarRow[] {
  return Array.from({ length: count }, () => row);
}
