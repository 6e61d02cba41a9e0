import { closeTimeMs } from '@tape/market';
import type { Campaign } from './campaign.js';
import { Amount, amount, decimalText, MONEY_DECIMALS, percentOf } from './decimal.js';
import type { EmergencyExit } from './emergency-trigger.js';
import type { RiskPattern } from './risk-candidate.js';

/** A position that was open when the exit fired. */
export interface ExitedPosition {
  readonly positionId: string;
  readonly signalId: string;
  readonly campaignId: string;
  readonly symbol: string;
  readonly direction: 'LONG' | 'SHORT';
  readonly pattern: RiskPattern;
  /** At the start. */
  readonly quantity: string;
  readonly entryPrice: string;
  readonly exitPrice: string | null;
  readonly exitReason: string | null;
  readonly initialRisk: string;
  readonly realisedPnl: string;
  readonly fees: string;
  readonly rMultiple: string | null;
  readonly openedAtMs: number;
  /** Null while the closing order is on its way. */
  readonly closedAtMs: number | null;
}

/** A fill of an order that the exit sent. */
export interface ExitFillRecord {
  readonly id: string;
  readonly clientOrderId: string;
  readonly positionId: string;
  readonly quantity: string;
  readonly price: string;
  readonly fees: string;
  readonly atMs: number;
}

/** Money that was held for an entry and came free, because the exit withdrew it. */
export interface WithdrawnEntry {
  readonly reservationId: string;
  readonly patternId: string;
  readonly reason: string;
}

/** Everything that is known once an exit has done its work. */
export interface ExitFacts {
  readonly exit: EmergencyExit;
  /** The campaign it ended; null for an exit of the whole account. */
  readonly campaign: Pick<Campaign, 'id' | 'direction' | 'state' | 'rangeId' | 'openedAtMs' | 'blockedUntilMs'> | null;
  /** See {@link isExited}. */
  readonly positions: readonly ExitedPosition[];
  readonly fills: readonly ExitFillRecord[];
  readonly withdrawn: readonly WithdrawnEntry[];
}

export interface ReportedPosition extends ExitedPosition {
  readonly heldSeconds: number | null;
  /** From the level or limit that broke to the fill, percent of the level, against the trade positive; null for limits in percent. */
  readonly slippagePercent: string | null;
}

/** What an exit closed, why, and what came of it. Amounts in account currency, decimal text. */
export interface ExitReport {
  readonly exitId: string;
  readonly trigger: EmergencyExit['trigger'];
  /** One sentence for a person. */
  readonly cause: string;
  readonly measured: string;
  readonly limit: string;
  readonly campaign: ExitFacts['campaign'];
  /** Close of the bar that broke the level. */
  readonly triggeredAtMs: number;
  /** When the last position was flat; null when none had been open. */
  readonly closedAtMs: number | null;
  readonly secondsToFlat: number | null;
  readonly positionsClosed: number;
  readonly realisedPnl: string;
  readonly fees: string;
  /** Result in units of the risk that was taken; null when nothing had been open. */
  readonly rMultiple: string | null;
  /** Of the position that was held longest; null when nothing had been open. */
  readonly heldSeconds: number | null;
  readonly positions: readonly ReportedPosition[];
  readonly fills: readonly ExitFillRecord[];
  readonly withdrawnEntries: readonly WithdrawnEntry[];
}

/** Moment at which an exit is known and its orders go out. */
export function exitTimeMs(exit: Pick<EmergencyExit, 'barTimeMs' | 'timeframe'>): number {
  return closeTimeMs(exit.barTimeMs, exit.timeframe);
}

/** Whether an exit means this position: of its campaign or of the account, and open when the exit fired. A daily loss closes none. */
export function isExited(
  exit: Pick<EmergencyExit, 'trigger' | 'campaignId' | 'barTimeMs' | 'timeframe'>,
  position: Pick<ExitedPosition, 'campaignId' | 'openedAtMs' | 'closedAtMs'>,
): boolean {
  if (exit.trigger === 'DAILY_LOSS') return false;
  if (exit.campaignId !== null && exit.campaignId !== position.campaignId) return false;
  const atMs = exitTimeMs(exit);
  return position.openedAtMs < atMs && (position.closedAtMs === null || position.closedAtMs >= atMs);
}

function isPriceLevel({ trigger }: EmergencyExit): boolean {
  return trigger !== 'DAILY_LOSS' && trigger !== 'MAX_DRAWDOWN';
}

function slippage(exit: EmergencyExit, position: ExitedPosition): string | null {
  if (!isPriceLevel(exit) || position.exitPrice === null) return null;
  const level = amount(exit.limit);
  if (level.isZero()) return null;
  const beyond = level.minus(amount(position.exitPrice));
  return decimalText(percentOf(position.direction === 'LONG' ? beyond : beyond.negated(), level).toDecimalPlaces(4));
}

function sumOf(texts: readonly string[]): Amount {
  return texts.reduce((sum, text) => sum.plus(amount(text)), new Amount(0));
}

/**
 * The report of an exit; null while a position it closes is still open. Pure: told the same facts, it says the same, so that it may
 * be built again after a crash.
 */
export function exitReport(facts: ExitFacts): ExitReport | null {
  const { exit, campaign, fills, withdrawn } = facts;
  const triggeredAtMs = exitTimeMs(exit);
  const exited = facts.positions.filter((position) => isExited(exit, position));
  if (exited.some((position) => position.closedAtMs === null)) return null;
  const positions = exited
    .map((position) => ({
      ...position,
      heldSeconds: position.closedAtMs === null ? null : (position.closedAtMs - position.openedAtMs) / 1_000,
      slippagePercent: slippage(exit, position),
    }))
    .toSorted((a, b) => a.openedAtMs - b.openedAtMs || (a.positionId < b.positionId ? -1 : 1));
  const ids = new Set(positions.map((position) => position.positionId));
  const realised = sumOf(positions.map((position) => position.realisedPnl));
  const risked = sumOf(positions.map((position) => position.initialRisk));
  const closedAtMs = positions.length === 0 ? null : Math.max(...positions.map((one) => one.closedAtMs ?? 0));
  return {
    exitId: exit.id,
    trigger: exit.trigger,
    cause: exit.message,
    measured: exit.measured,
    limit: exit.limit,
    campaign,
    triggeredAtMs,
    closedAtMs,
    secondsToFlat: closedAtMs === null ? null : (closedAtMs - triggeredAtMs) / 1_000,
    positionsClosed: positions.length,
    realisedPnl: decimalText(realised.toDecimalPlaces(MONEY_DECIMALS)),
    fees: decimalText(sumOf(positions.map((position) => position.fees)).toDecimalPlaces(MONEY_DECIMALS)),
    rMultiple: risked.isZero() ? null : decimalText(realised.div(risked).toDecimalPlaces(4)),
    heldSeconds: positions.length === 0 ? null : Math.max(...positions.map((one) => one.heldSeconds ?? 0)),
    positions,
    fills: fills.filter((fill) => ids.has(fill.positionId)),
    withdrawnEntries: withdrawn,
  };
}
