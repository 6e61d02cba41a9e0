import type { Bar } from '@tape/market';
import { zoneClock } from '../schedule/zone-clock.js';
import type { Indicator, IndicatorState } from './indicator.js';
import type { IndicatorSpecs } from './indicator-spec.js';

interface VwapState {
  /** Local day the session began on; null before the first bar. */
  readonly session: number | null;
  readonly turnover: number;
  readonly volume: number;
}

const DAY_MINUTES = 1_440;

/** Of its own, because the library's sums are neither reset by a session nor readable for a snapshot. Null until volume has traded. */
export function sessionVwap(
  { zone, startsAtMinute }: IndicatorSpecs['vwap'],
  state: IndicatorState = { session: null, turnover: 0, volume: 0 },
): Indicator {
  const clock = zoneClock(zone);
  let { session, turnover, volume } = state as unknown as VwapState;
  const push = (bar: Bar): void => {
    const { days, minuteOfDay } = clock(bar.openTimeMs);
    const begun = minuteOfDay < startsAtMinute % DAY_MINUTES ? days - 1 : days;
    if (begun !== session) [session, turnover, volume] = [begun, 0, 0];
    turnover += ((bar.high + bar.low + bar.close) / 3) * bar.volume;
    volume += bar.volume;
  };
  return {
    push,
    value: (output) => (output === 'value' && volume > 0 ? turnover / volume : null),
    snapshot: () => ({ session, turnover, volume }),
  };
}
