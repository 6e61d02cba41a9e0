import type { Timeframe } from '@tape/market';
import { amount, decimalText, MONEY_DECIMALS, type Amount as Decimal, type Guard } from '@tape/risk-rules';
import type { Direction } from '@tape/wyckoff';
import type { ExitPurpose } from './order.js';
import type { TargetLeg } from './target-ladder.js';
import type { Trail } from './trailing-stop.js';

/** A position as it is stored; what is published of it is `positionSnapshot`. Amounts in account currency. */
export interface Position {
  readonly id: string;
  readonly signalId: string;
  readonly campaignId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly direction: Direction;
  /** Units still held. */
  readonly quantity: string;
  readonly initialQuantity: string;
  readonly entryPrice: string;
  readonly stop: string;
  /** Legs not yet filled, nearest first. */
  readonly targets: readonly TargetLeg[];
  readonly guard: Guard;
  /** How its stop follows the price; null, or left out, where it does not. */
  readonly trail?: Trail | null;
  /** Loss from the entry to the first stop, without costs. */
  readonly initialRisk: string;
  readonly exitPrice: string | null;
  readonly exitReason: ExitPurpose | null;
  /** Net of all fees paid so far, entry included: what the account has gained. */
  readonly realisedPnl: string;
  readonly fees: string;
  readonly rMultiple: string | null;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
}

/** Field for field the payload of the position events. */
export interface PositionSnapshot {
  readonly positionId: string;
  readonly signalId: string;
  readonly campaignId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly direction: Direction;
  readonly quantity: string;
  readonly initialQuantity: string;
  readonly entryPrice: string;
  readonly stop: string;
  readonly exitPrice: string | null;
  readonly exitReason: ExitPurpose | null;
  readonly realisedPnl: string;
  readonly fees: string;
  readonly rMultiple: string | null;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
  readonly atMs: number;
}

export function positionSnapshot(position: Position, atMs: number): PositionSnapshot {
  const { id, targets: _targets, guard: _guard, trail: _trail, initialRisk: _risk, ...rest } = position;
  return { positionId: id, ...rest, atMs };
}

export interface ExitFill {
  readonly quantity: Decimal;
  readonly price: Decimal;
  readonly fees: Decimal;
  readonly purpose: ExitPurpose;
  readonly contractSize: Decimal;
  /** Account currency for one unit of quote currency at the fill. */
  readonly quoteRate: Decimal;
  readonly atMs: number;
}

function averageExit(position: Position, fill: ExitFill): Decimal {
  if (position.exitPrice === null) return fill.price;
  const sold = amount(position.initialQuantity).minus(amount(position.quantity));
  const value = amount(position.exitPrice).times(sold).plus(fill.price.times(fill.quantity));
  return value.div(sold.plus(fill.quantity)).toDecimalPlaces(MONEY_DECIMALS);
}

/**
 * The position after part or all of it was closed.
 *
 * @throws RangeError when more would be closed than is held: that would open a position the other way.
 */
export function closePart(position: Position, fill: ExitFill): Position {
  const left = amount(position.quantity).minus(fill.quantity);
  if (left.isNegative()) throw new RangeError(`position ${position.id} holds less than ${fill.quantity.toFixed()}`);
  const move = fill.price.minus(amount(position.entryPrice));
  const signed = position.direction === 'LONG' ? move : move.negated();
  const moved = signed.times(fill.quantity).times(fill.contractSize).times(fill.quoteRate);
  const gained = moved.toDecimalPlaces(MONEY_DECIMALS).minus(fill.fees);
  const realised = amount(position.realisedPnl).plus(gained);
  const isClosed = left.isZero();
  return {
    ...position,
    quantity: decimalText(left),
    targets: isClosed ? [] : position.targets,
    exitPrice: decimalText(averageExit(position, fill)),
    exitReason: fill.purpose,
    realisedPnl: decimalText(realised),
    fees: decimalText(amount(position.fees).plus(fill.fees)),
    rMultiple: isClosed ? decimalText(realised.div(amount(position.initialRisk)).toDecimalPlaces(4)) : null,
    closedAtMs: isClosed ? fill.atMs : null,
  };
}
