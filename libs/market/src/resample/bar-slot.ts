import { sessionDay, sessionOfDay, type Session } from '../calendar/session.js';
import type { AssetClass } from '../instrument/instrument.js';
import { DAY_MS, weekdayOfDays } from '../time/civil-date.js';
import { fromNewYork } from '../time/new-york-time.js';
import { closeTimeMs, TIMEFRAME_MS, type Timeframe } from '../time/timeframe.js';

/** Where a bar belongs in a higher timeframe. */
export interface BarSlot {
  /** Open time of the higher bar, as it is stamped. */
  readonly openTimeMs: number;
  /** Business time from which nothing more can join the higher bar. */
  readonly endMs: number;
  /** Business time at which the lower bar is complete. */
  readonly lowerEndMs: number;
}

type LocalMarket = Exclude<AssetClass, 'CRYPTO'>;

const STOCK_OPEN_MINUTE = 9 * 60 + 30;
const FOREX_CUT_MINUTE = 17 * 60;
const DAYS_OF_WEEK = 7;

/** A daily forex bar may be stamped at midnight or at its true start, 21:00 or 22:00 UTC of the day before. */
const FOREX_DAY_SHIFT_MS = 3 * 3_600_000;

/**
 * The higher bar a lower bar belongs to.
 *
 * Crypto is cut in UTC, weeks on Monday. Forex is cut from 17:00 New York, and a day or week is stamped there. Bars of
 * stocks are made of the session alone, cut from its open, so that the last one may be short; a day is stamped at
 * midnight UTC of its session, a week at that of its Monday. On a day the calendar does not know as open, everything counts.
 * @returns null for a stock bar outside the session: it belongs to no higher bar.
 */
export function barSlot(openTimeMs: number, from: Timeframe, to: Timeframe, assetClass: AssetClass): BarSlot | null {
  if (assetClass === 'CRYPTO') return universalSlot(openTimeMs, from, to);
  if (from === '1d') return weekSlot(dailyBarDay(openTimeMs, assetClass), assetClass);
  const lowerEndMs = closeTimeMs(openTimeMs, from);
  const placed = place(openTimeMs, lowerEndMs, assetClass);
  if (placed === null) return null;
  const { day, session, at } = placed;
  if (to === '1w') return { ...weekSlot(day, assetClass), lowerEndMs };
  if (to === '1d') return { openTimeMs: dayStamp(day, assetClass), endMs: session.endMs, lowerEndMs };
  const length = TIMEFRAME_MS[to];
  const open = session.startMs + Math.floor((at - session.startMs) / length) * length;
  return { openTimeMs: open, endMs: Math.min(open + length, session.endMs), lowerEndMs };
}

function universalSlot(openTimeMs: number, from: Timeframe, to: Timeframe): BarSlot {
  const length = TIMEFRAME_MS[to];
  // The epoch began on a Thursday; weeks begin on Monday.
  const origin = to === '1w' ? 4 * DAY_MS : 0;
  const open = Math.floor((openTimeMs - origin) / length) * length + origin;
  return { openTimeMs: open, endMs: open + length, lowerEndMs: closeTimeMs(openTimeMs, from) };
}

interface Placed {
  readonly day: number;
  readonly session: Session;
  /** The bar's open, or the session's when the bar began before it. */
  readonly at: number;
}

function place(openTimeMs: number, endMs: number, market: LocalMarket): Placed | null {
  // The bar's last moment decides its day: a bar stamped before the cut may reach into the session behind it.
  const day = sessionDay(market === 'STOCK' ? openTimeMs : endMs - 1, market);
  const session = sessionOfDay(day, market);
  if (session === null) return { day, session: unknownSession(day, market), at: openTimeMs };
  if (market === 'STOCK' && (openTimeMs >= session.endMs || endMs <= session.startMs)) return null;
  return { day, session, at: Math.max(openTimeMs, session.startMs) };
}

/** The whole local day, cut as a session's would be: bars that come although the market is said to be closed. */
function unknownSession(day: number, market: LocalMarket): Session {
  if (market === 'FOREX') {
    return { startMs: fromNewYork(day - 1, FOREX_CUT_MINUTE), endMs: fromNewYork(day, FOREX_CUT_MINUTE) };
  }
  return { startMs: fromNewYork(day, STOCK_OPEN_MINUTE), endMs: fromNewYork(day + 1, 0) };
}

function dayStamp(day: number, market: LocalMarket): number {
  return market === 'STOCK' ? day * DAY_MS : fromNewYork(day - 1, FOREX_CUT_MINUTE);
}

function dailyBarDay(openTimeMs: number, market: LocalMarket): number {
  return Math.floor((openTimeMs + (market === 'FOREX' ? FOREX_DAY_SHIFT_MS : 0)) / DAY_MS);
}

/** The week of a day, Monday to Sunday, which ends with its last session: on Thursday before Good Friday. */
function weekSlot(day: number, market: LocalMarket): BarSlot {
  const monday = day - ((weekdayOfDays(day) + 6) % DAYS_OF_WEEK);
  let last = monday + DAYS_OF_WEEK - 1;
  while (last > day && sessionOfDay(last, market) === null) last -= 1;
  return {
    openTimeMs: dayStamp(monday, market),
    endMs: endOf(last, market),
    lowerEndMs: endOf(day, market),
  };
}

function endOf(day: number, market: LocalMarket): number {
  return (sessionOfDay(day, market) ?? unknownSession(day, market)).endMs;
}
