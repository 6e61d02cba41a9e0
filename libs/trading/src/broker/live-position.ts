import type { Instrument } from '@tape/market';
import { amount, decimalText, MONEY_DECIMALS, quoteToAccount, type QuoteRates } from '@tape/risk-rules';
import type { Fill } from '../execution/order.js';
import { closePart, type Position } from '../execution/position.js';
import type { EntryTerms } from '../execution/series-book.js';
import { targetLadder, tighterStop } from '../execution/target-ladder.js';
import { newTrail, trailedLadder } from '../execution/trailing-stop.js';
import { clientOrderIdOf, positionIdOf } from '../ids.js';
import type { LiveOrder } from './live-order.js';

/** What turns prices of a symbol into money of the account. */
export interface MoneyContext {
  readonly instrument: Instrument;
  readonly accountCurrency: string;
  readonly rates: QuoteRates;
}

/**
 * The position after a fill of one of its orders; an entry's first fill opens it.
 * @throws RangeError when an exit is filled of a position that is not there, or more than is held: the books are wrong.
 */
export function bookLiveFill(
  position: Position | null,
  order: LiveOrder,
  terms: EntryTerms,
  fill: Fill,
  context: MoneyContext,
): Position {
  if (order.purpose === 'ENTRY')
    return position === null ? opened(terms, fill, context) : enlarged(position, terms, fill, context);
  if (position === null) throw new RangeError(`order ${order.clientOrderId} closes a position that is not there`);
  const leg = position.targets.find(
    (one) => order.clientOrderId === clientOrderIdOf(position.signalId, 'TARGET', one.leg),
  );
  const behind: Position =
    leg === undefined
      ? position
      : {
          ...position,
          targets: position.targets.filter((other) => other !== leg),
          stop: tighterStop(position.direction, position.stop, leg.stopAfter),
        };
  return closePart(behind, {
    quantity: amount(fill.quantity),
    price: amount(fill.price),
    fees: amount(fill.fees),
    purpose: order.purpose,
    contractSize: amount(context.instrument.contractSize),
    quoteRate: rateOf(fill.price, context),
    atMs: fill.atMs,
  });
}

function rateOf(price: string, { instrument, accountCurrency, rates }: MoneyContext) {
  const rate = quoteToAccount(instrument, amount(price), accountCurrency, rates);
  if (rate === null) throw new RangeError(`no rate from the quote currency of ${instrument.symbol}`);
  return rate;
}

function opened(terms: EntryTerms, fill: Fill, context: MoneyContext): Position {
  const position: Position = {
    id: positionIdOf(terms.id),
    signalId: terms.id,
    campaignId: terms.campaignId,
    symbol: terms.symbol,
    timeframe: terms.timeframe,
    direction: terms.direction,
    quantity: '0',
    initialQuantity: '0',
    entryPrice: fill.price,
    stop: terms.stop,
    targets: [],
    guard: terms.guard,
    trail: newTrail(terms.trailing),
    initialRisk: '0',
    exitPrice: null,
    exitReason: null,
    realisedPnl: '0',
    fees: '0',
    rMultiple: null,
    openedAtMs: fill.atMs,
    closedAtMs: null,
  };
  return enlarged(position, terms, fill, context);
}

function enlarged(position: Position, terms: EntryTerms, fill: Fill, context: MoneyContext): Position {
  const { instrument } = context;
  const before = amount(position.initialQuantity);
  const added = amount(fill.quantity);
  const initial = before.plus(added);
  const entryPrice = before
    .times(amount(position.entryPrice))
    .plus(added.times(amount(fill.price)))
    .div(initial)
    .toDecimalPlaces(MONEY_DECIMALS);
  const held = amount(position.quantity).plus(added);
  const risk = entryPrice
    .minus(amount(terms.stop))
    .abs()
    .times(initial)
    .times(amount(instrument.contractSize))
    .times(rateOf(terms.stop, context));
  return {
    ...position,
    quantity: decimalText(held),
    initialQuantity: decimalText(initial),
    entryPrice: decimalText(entryPrice),
    targets: trailedLadder(
      targetLadder({
        direction: terms.direction,
        targets: terms.targets,
        entryPrice,
        quantity: held,
        quantityStep: amount(instrument.quantityStep),
      }),
      terms.trailing,
    ),
    initialRisk: decimalText(risk.toDecimalPlaces(MONEY_DECIMALS)),
    realisedPnl: decimalText(amount(position.realisedPnl).minus(amount(fill.fees))),
    fees: decimalText(amount(position.fees).plus(amount(fill.fees))),
    // An entry that fills on after its position had been closed opens it again: the money is at risk.
    closedAtMs: null,
    rMultiple: null,
  };
}
