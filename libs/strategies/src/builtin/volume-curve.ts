import type { Bar } from '@tape/market';
import { zoneClock } from '../schedule/zone-clock.js';

/** Mean volume by minute of the local day at which a bar opens, and of how many sessions. Plain JSON. */
export type VolumeCurve = Readonly<Record<number, { readonly mean: number; readonly sessions: number }>>;

/** Learns how a market spreads its volume over the day; older sessions fade once there are `sessions` of them. */
export function createCurveLearner(zone: string, sessions: number, curve: VolumeCurve = {}) {
  const clock = zoneClock(zone);
  const slots: Record<number, { readonly mean: number; readonly sessions: number }> = { ...curve };
  return {
    push: (bar: Bar): void => {
      const { minuteOfDay } = clock(bar.openTimeMs);
      const slot = slots[minuteOfDay] ?? { mean: 0, sessions: 0 };
      const seen = Math.min(slot.sessions + 1, sessions);
      slots[minuteOfDay] = { mean: slot.mean + (bar.volume - slot.mean) / seen, sessions: seen };
    },
    /** What is expected of bars that open at these times; all alike where one of them was never seen. */
    weights: (openTimesMs: readonly number[]): readonly number[] => {
      const means = openTimesMs.map((timeMs) => slots[clock(timeMs).minuteOfDay]?.mean ?? null);
      const isKnown = means.every((mean) => mean !== null) && means.some((mean) => mean > 0);
      return isKnown ? means : openTimesMs.map(() => 1);
    },
    curve: (): VolumeCurve => slots,
  };
}
