import { amount, percentOf } from '@tape/risk-rules';

/** Equity of the account from a time on, decimal text. */
export interface EquityPoint {
  readonly timeMs: number;
  readonly equity: string;
}

/** A fall from a high of the curve; times are those of its points. */
export interface Drawdown {
  /** Of the high, at the lowest point. */
  readonly percent: number;
  readonly fromMs: number;
  readonly lowMs: number;
  /** Null while the high has not been seen again. */
  readonly recoveredMs: number | null;
}

/** What the curve of equity says. Ratios are null where there is nothing to divide. */
export interface EquityStatistics {
  /** Compound annual growth, percent; null under 30 days, which say nothing of a year. */
  readonly cagrPercent: number | null;
  readonly maxDrawdownPercent: number;
  /** The deepest one; null for a curve that never fell. */
  readonly maxDrawdown: Drawdown | null;
  /** From a high until it was seen again, or to the end: the longest of them, days. */
  readonly longestDrawdownDays: number;
  /** Mean of the daily returns over their deviation, for a year, without a risk-free rate. */
  readonly sharpe: number | null;
  /** As Sharpe, over the deviation of the losing days only. */
  readonly sortino: number | null;
}

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.25;
const MIN_CAGR_DAYS = 30;

/** @param curve oldest first, a point wherever equity changed. */
export function equityStatistics(curve: readonly EquityPoint[]): EquityStatistics {
  const drawdowns = drawdownsOf(curve);
  const worst = drawdowns.reduce<Fall | null>(
    (deepest, fall) => (deepest === null || fall.depth > deepest.depth ? fall : deepest),
    null,
  );
  const endMs = curve.at(-1)?.timeMs ?? 0;
  const longestMs = drawdowns.reduce(
    (longest, fall) => Math.max(longest, (fall.recoveredMs ?? endMs) - fall.fromMs),
    0,
  );
  const returns = dailyReturns(curve);
  const mean = meanOf(returns);
  return {
    cagrPercent: cagrPercent(curve),
    maxDrawdownPercent: worst === null ? 0 : percentBetween(worst),
    maxDrawdown:
      worst === null
        ? null
        : { percent: percentBetween(worst), fromMs: worst.fromMs, lowMs: worst.lowMs, recoveredMs: worst.recoveredMs },
    longestDrawdownDays: rounded(longestMs / DAY_MS),
    sharpe: annual(mean, deviationOf(returns, mean)),
    sortino: annual(mean, Math.sqrt(meanOf(returns.map((each) => Math.min(each, 0) ** 2)))),
  };
}

/** Largest fall from a high of the curve, in percent of that high; 0 for a curve that never fell. */
export function maxDrawdownPercent(curve: readonly EquityPoint[]): number {
  return equityStatistics(curve).maxDrawdownPercent;
}

/**
 * The return of every calendar day between the first and the last point; a day on which equity did not change returned nothing.
 * Days without a market are counted too, so that any mixture of markets is measured alike: they thin out mean and variance by the
 * same share, which the longer year makes up for.
 */
export function dailyReturns(curve: readonly EquityPoint[]): readonly number[] {
  const [first] = curve;
  if (first === undefined) return [];
  const returns: number[] = [];
  let day = dayOf(first.timeMs);
  let before = Number(first.equity);
  let now = before;
  const close = (): void => {
    returns.push(before > 0 ? now / before - 1 : 0);
    before = now;
  };
  for (const point of curve) {
    for (const next = dayOf(point.timeMs); day < next; day += 1) close();
    now = Number(point.equity);
  }
  close();
  return returns;
}

interface Fall {
  readonly high: EquityPoint;
  low: EquityPoint;
  depth: number;
  readonly fromMs: number;
  lowMs: number;
  recoveredMs: number | null;
}

/** Floats find where the falls are; what is said of them is computed from the text. */
function drawdownsOf(curve: readonly EquityPoint[]): readonly Fall[] {
  const falls: Fall[] = [];
  let high: EquityPoint | null = null;
  let highest = 0;
  let open: Fall | null = null;
  for (const point of curve) {
    const equity = Number(point.equity);
    if (high === null || equity >= highest) {
      if (open !== null) open.recoveredMs = point.timeMs;
      open = null;
      high = point;
      highest = equity;
      continue;
    }
    const depth = highest > 0 ? (highest - equity) / highest : 0;
    if (open === null) {
      open = { high, low: point, depth, fromMs: high.timeMs, lowMs: point.timeMs, recoveredMs: null };
      falls.push(open);
    } else if (depth > open.depth) {
      open.low = point;
      open.lowMs = point.timeMs;
      open.depth = depth;
    }
  }
  return falls;
}

function percentBetween({ high, low }: Fall): number {
  const from = amount(high.equity);
  if (!from.greaterThan(0)) return 0;
  return percentOf(from.minus(amount(low.equity)), from)
    .toDecimalPlaces(4)
    .toNumber();
}

function cagrPercent(curve: readonly EquityPoint[]): number | null {
  const [first] = curve;
  const last = curve.at(-1);
  if (first === undefined || last === undefined) return null;
  const days = (last.timeMs - first.timeMs) / DAY_MS;
  const from = Number(first.equity);
  const to = Number(last.equity);
  if (days < MIN_CAGR_DAYS || from <= 0 || to <= 0) return null;
  return rounded(((to / from) ** (YEAR_DAYS / days) - 1) * 100);
}

/** Rounding leaves a deviation of this share of the mean where there is none. */
const NO_DEVIATION = 1e-12;

function annual(mean: number, deviation: number): number | null {
  return deviation <= Math.abs(mean) * NO_DEVIATION ? null : rounded((mean / deviation) * Math.sqrt(YEAR_DAYS));
}

function dayOf(timeMs: number): number {
  // A close at midnight belongs to the day that ends there.
  return Math.floor((timeMs - 1) / DAY_MS);
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of a sample: over n - 1. */
function deviationOf(values: readonly number[], mean: number): number {
  if (values.length < 2) return 0;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
