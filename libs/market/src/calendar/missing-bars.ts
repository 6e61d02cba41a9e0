import { DAY_MS } from '../time/civil-date.js';
import { TIMEFRAME_MS, type Timeframe } from '../time/timeframe.js';
import type { AssetClass } from '../instrument/instrument.js';
import { isForexTradingDay, sessionDay, sessionOfDay } from './session.js';
import { isStockTradingDay } from './us-holidays.js';

/** A forex day stamped with its true start, 21:00 or 22:00 UTC of the day before, is counted as the day it belongs to. */
const FOREX_DAY_SHIFT_MS = 3 * 3_600_000;

/**
 * Bars that the calendar expects strictly between two neighbours of a series.
 *
 * The rule: crypto trades always. Forex trades from Sunday 17:00 to Friday 17:00 New York, but not on Christmas and New
 * Year's Day. Stocks trade 9:30 to 16:00 New York on the exchange's days; what a vendor sends outside the session is
 * welcome and never expected. Weeks are expected every seven days. Where a bar's place in the session is a vendor's
 * choice, the smaller count is taken: a gap that is reported is real.
 */
export function missingBars(
  previousOpenTimeMs: number,
  nextOpenTimeMs: number,
  timeframe: Timeframe,
  assetClass: AssetClass,
): number {
  const length = TIMEFRAME_MS[timeframe];
  const span = nextOpenTimeMs - previousOpenTimeMs;
  if (span <= length) return 0;
  if (timeframe === '1w') return Math.max(0, Math.round(span / length) - 1);
  if (assetClass === 'CRYPTO') return Math.floor(span / length) - 1;
  if (timeframe === '1d') return missingDays(previousOpenTimeMs, nextOpenTimeMs, assetClass);
  return missingInSessions(previousOpenTimeMs + length, nextOpenTimeMs, length, assetClass);
}

function missingDays(previousMs: number, nextMs: number, assetClass: 'STOCK' | 'FOREX'): number {
  const shift = assetClass === 'FOREX' ? FOREX_DAY_SHIFT_MS : 0;
  const isTradingDay = assetClass === 'FOREX' ? isForexTradingDay : isStockTradingDay;
  const last = Math.floor((nextMs + shift) / DAY_MS);
  let missing = 0;
  for (let day = Math.floor((previousMs + shift) / DAY_MS) + 1; day < last; day += 1)
    if (isTradingDay(day)) missing += 1;
  return missing;
}

/** Bars that fit into the trading time of [fromMs, toMs), session by session. */
function missingInSessions(fromMs: number, toMs: number, length: number, assetClass: 'STOCK' | 'FOREX'): number {
  const lastDay = sessionDay(toMs, assetClass);
  let missing = 0;
  for (let day = sessionDay(fromMs, assetClass); day <= lastDay; day += 1) {
    const session = sessionOfDay(day, assetClass);
    if (session === null) continue;
    const start = Math.max(fromMs, session.startMs);
    const cut = toMs < session.endMs;
    const bars = (cut ? toMs - start : session.endMs - start) / length;
    // A session's last bar may be a short one (15:30 to 16:00), so its end rounds up; the bar at `toMs` is there, so its start rounds down.
    if (bars > 0) missing += cut ? Math.floor(bars) : Math.ceil(bars);
  }
  return missing;
}
