import { type Amount, amount, decimalText } from '@tape/risk-rules';
import { CLASSIC_TILT, type TiltLimits } from './tilt-limits.js';

/** From mildest to hardest. */
export const TILT_MEASURES = ['NONE', 'WARN', 'HALVE_SIZE', 'LOCK_OUT'] as const;
export type TiltMeasure = (typeof TILT_MEASURES)[number];

export const TILT_ANOMALIES = ['REENTRY_AFTER_STOP', 'REVENGE_SIZE', 'MARTINGALE', 'CANCEL_STORM'] as const;
export type TiltAnomalyKind = (typeof TILT_ANOMALIES)[number];

/** What each anomaly does when it is alone; a storm is only warned of until it is one of `stormLocksAt`. */
const MEASURE_OF: Readonly<Record<TiltAnomalyKind, TiltMeasure>> = {
  REENTRY_AFTER_STOP: 'HALVE_SIZE',
  REVENGE_SIZE: 'HALVE_SIZE',
  MARTINGALE: 'LOCK_OUT',
  CANCEL_STORM: 'WARN',
};

/** ENTRY asks for a trade, CLOSE ends one, CANCEL withdraws what waits. */
export type OperatorActionKind = 'ENTRY' | 'CLOSE' | 'CANCEL';

/** Something a person did by hand. */
export interface OperatorAction {
  readonly kind: OperatorActionKind;
  readonly atMs: number;
  /** Null for an action on everything. */
  readonly symbol: string | null;
  /** What an entry puts at risk, percent of equity as decimal text; null for what enters nothing. */
  readonly riskPercent: string | null;
  /** Anomalies that were found in it then. */
  readonly anomalies: number;
}

/** A trade that is over, of this operator or not: a stop hurts whoever watches it. */
export interface EndedTradeFact {
  readonly symbol: string;
  readonly endedAtMs: number;
  readonly isStop: boolean;
  readonly isLoss: boolean;
  /** Percent of equity it had at risk, where this operator entered it by hand; null for others. */
  readonly riskPercent: string | null;
}

export interface TiltHistory {
  readonly actions: readonly OperatorAction[];
  readonly trades: readonly EndedTradeFact[];
  /** End of the lock-out that holds or held last; null without one. */
  readonly lockedUntilMs: number | null;
}

export interface TiltAnomaly {
  readonly kind: TiltAnomalyKind;
  readonly measure: TiltMeasure;
  readonly measured: string;
  readonly limit: string;
  /** One sentence for a person. */
  readonly message: string;
}

export interface TiltVerdict {
  readonly measure: TiltMeasure;
  readonly anomalies: readonly TiltAnomaly[];
  /** What the asked size is multiplied with, decimal text: 1, 0.5 or 0. */
  readonly sizeFactor: '1' | '0.5' | '0';
  /** When entries are possible again; null unless locked out. */
  readonly lockedUntilMs: number | null;
}

/**
 * Judges what a person is about to do by hand, by what went before. Leaving the market is never held back: for a CLOSE or CANCEL
 * the size factor is 1 and a lock-out holds only for what would be entered next.
 *
 * @param history order does not matter; what lies after the action is ignored
 * @throws RangeError for an entry without a risk
 */
export function judgeTilt(
  action: Omit<OperatorAction, 'anomalies'>,
  history: TiltHistory,
  limits: TiltLimits = CLASSIC_TILT,
): TiltVerdict {
  const { atMs, kind } = action;
  if (kind === 'ENTRY' && action.riskPercent === null) throw new RangeError('an entry puts something at risk');
  const past: TiltHistory = {
    actions: history.actions.filter((each) => each.atMs <= atMs).toSorted((a, b) => a.atMs - b.atMs),
    trades: history.trades.filter((each) => each.endedAtMs <= atMs).toSorted((a, b) => a.endedAtMs - b.endedAtMs),
    lockedUntilMs: history.lockedUntilMs,
  };
  const isLocked = past.lockedUntilMs !== null && atMs < past.lockedUntilMs;
  // Asking again while locked out is answered with the same end: patience is what is asked for, not more of it.
  if (kind === 'ENTRY' && isLocked) {
    return { measure: 'LOCK_OUT', anomalies: [], sizeFactor: '0', lockedUntilMs: past.lockedUntilMs };
  }
  const anomalies = kind === 'ENTRY' ? entryAnomalies(action, past, limits) : stormIn(action, past, limits);
  const recent = past.actions.filter((each) => each.atMs > atMs - limits.countMs);
  const counted = recent.reduce((sum, each) => sum + each.anomalies, 0) + anomalies.length;
  const worst = anomalies.reduce<TiltMeasure>((most, { measure }) => harder(most, measure), 'NONE');
  const measure = anomalies.length > 0 && counted >= limits.lockOutAt ? 'LOCK_OUT' : worst;
  const untilMs = measure === 'LOCK_OUT' ? atMs + limits.lockOutMs : null;
  return {
    measure,
    anomalies,
    sizeFactor: kind === 'ENTRY' ? FACTOR_OF[measure] : '1',
    lockedUntilMs: isLocked ? Math.max(past.lockedUntilMs, untilMs ?? 0) : untilMs,
  };
}

const FACTOR_OF: Readonly<Record<TiltMeasure, TiltVerdict['sizeFactor']>> = {
  NONE: '1',
  WARN: '1',
  HALVE_SIZE: '0.5',
  LOCK_OUT: '0',
};

function harder(a: TiltMeasure, b: TiltMeasure): TiltMeasure {
  return TILT_MEASURES.indexOf(a) >= TILT_MEASURES.indexOf(b) ? a : b;
}

type Attempt = Omit<OperatorAction, 'anomalies'>;

function entryAnomalies(action: Attempt, past: TiltHistory, limits: TiltLimits): readonly TiltAnomaly[] {
  return [reentry(action, past, limits), revenge(action, past, limits), martingale(action, past, limits)].filter(
    (each) => each !== null,
  );
}

function reentry({ symbol, atMs }: Attempt, { trades }: TiltHistory, { reentryMs }: TiltLimits): TiltAnomaly | null {
  const stop = trades.findLast((trade) => trade.isStop && trade.symbol === symbol);
  if (stop === undefined || atMs - stop.endedAtMs >= reentryMs) return null;
  const [seconds, least] = [Math.floor((atMs - stop.endedAtMs) / 1_000), reentryMs / 1_000];
  return anomaly('REENTRY_AFTER_STOP', `${seconds} s`, `${least} s`, {
    message: `${symbol} was stopped out ${seconds} s ago; look again before you go back in`,
  });
}

function revenge({ atMs, riskPercent }: Attempt, past: TiltHistory, limits: TiltLimits): TiltAnomaly | null {
  const loss = past.trades.findLast(({ isLoss }) => isLoss);
  if (loss === undefined || atMs - loss.endedAtMs > limits.revengeMs) return null;
  const entries = past.actions.filter(({ kind }) => kind === 'ENTRY').map((each) => amount(each.riskPercent!));
  if (entries.length < limits.usualEntries) return null;
  const most = medianOf(entries).times(amount(limits.revengeFactor));
  const asked = amount(riskPercent!);
  if (asked.lessThanOrEqualTo(most)) return null;
  const minutes = Math.floor((atMs - loss.endedAtMs) / 60_000);
  return anomaly('REVENGE_SIZE', `${decimalText(asked)} %`, `${decimalText(most)} %`, {
    message: `${decimalText(asked)} % at risk ${minutes} min after a loss is more than ${limits.revengeFactor} times your usual size`,
  });
}

function martingale({ riskPercent }: Attempt, { trades }: TiltHistory, limits: TiltLimits): TiltAnomaly | null {
  const own = trades.filter((trade) => trade.riskPercent !== null);
  const lost = own.slice(-limits.martingaleLosses);
  if (lost.length < limits.martingaleLosses || !lost.every(({ isLoss }) => isLoss)) return null;
  const most = amount(lost.at(-1)!.riskPercent!).times(amount(limits.martingaleFactor));
  const asked = amount(riskPercent!);
  if (asked.lessThan(most)) return null;
  return anomaly('MARTINGALE', `${decimalText(asked)} %`, `under ${decimalText(most)} %`, {
    message: `${lost.length} trades in a row were lost and this one is to be larger than the last: that is how accounts end`,
  });
}

function stormIn({ atMs }: Attempt, { actions }: TiltHistory, limits: TiltLimits): readonly TiltAnomaly[] {
  const { stormMs, stormWarnsAt, stormLocksAt } = limits;
  const calledOff = actions.filter(({ kind, atMs: then }) => kind !== 'ENTRY' && then > atMs - stormMs).length + 1;
  if (calledOff < stormWarnsAt) return [];
  const measure = calledOff >= stormLocksAt ? 'LOCK_OUT' : MEASURE_OF.CANCEL_STORM;
  const message = `${calledOff} trades were called off by hand within ${stormMs / 1_000} s`;
  return [{ ...anomaly('CANCEL_STORM', String(calledOff), `under ${stormWarnsAt}`, { message }), measure }];
}

function anomaly(kind: TiltAnomalyKind, measured: string, limit: string, said: { message: string }): TiltAnomaly {
  return { kind, measure: MEASURE_OF[kind], measured, limit, message: said.message };
}

function medianOf(values: readonly Amount[]): Amount {
  const sorted = values.toSorted((a, b) => a.comparedTo(b));
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half]! : sorted[half - 1]!.plus(sorted[half]!).div(2);
}
