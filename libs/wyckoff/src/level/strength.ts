import { touchVolumeTrend, type Touch } from './touch.js';

const TOUCH_POINTS = [0, 10, 20, 30, 40] as const;
const HOLD_BARS = 40;

/**
 * How much a level is worth, 0-100: touches 40, volume trend over the touches 30, rejection wicks 20, time held 10. Falling
 * volume means each test finds less of the other side. Source: docs/wyckoff/levels.md#strength
 */
export function levelStrength(touches: readonly Touch[], now: number): number {
  const first = touches[0];
  if (first === undefined) return 0;
  const count = TOUCH_POINTS[Math.min(touches.length, 4)]!;
  const trend = touchVolumeTrend(touches);
  const volume = trend === 'FALLING' ? 30 : trend === 'RISING' ? 0 : 15;
  let wicks = 0;
  for (let i = 0; i < touches.length; i += 1) wicks += touches[i]!.wick;
  const rejection = Math.min(20, (wicks / touches.length) * 40);
  const hold = Math.min(10, ((now - first.index) / HOLD_BARS) * 10);
  return Math.round(count + volume + rejection + hold);
}
