import type { Bar } from '@tape/market';

/** Plain JSON; the indicator made of it goes on bit for bit as the one it was taken from. */
export type IndicatorState = Readonly<Record<string, unknown>>;

/** An indicator of one series. Cost and memory of a bar depend on its period, never on the length of the history. */
export interface Indicator {
  push(bar: Bar): void;
  /** After the last bar; null while it is warming up. */
  value(output: string): number | null;
  snapshot(): IndicatorState;
}

/** Readings by output. */
export type Readings = Readonly<Record<string, number | null>>;
