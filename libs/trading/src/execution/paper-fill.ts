import type { Instrument, PriceBar } from '@tape/market';
import {
  amount,
  decimalText,
  quoteToAccount,
  type Amount as Decimal,
  type QuoteRates,
  type TradingState,
} from '@tape/risk-rules';
import { fillIdOf } from '../ids.js';
import { commission, marketFillPrice, type CostModel } from './costs.js';
import type { BookActivity } from './execution-event.js';
import { actOnOrder, type ExitPurpose, type Fill, type Order } from './order.js';
import type { EntryTerms } from './series-book.js';
import { closePart, positionSnapshot, type Position } from './position.js';

/** What the paper broker must know besides book and bar. */
export interface PaperMarket {
  readonly instrument: Instrument;
  readonly costs: CostModel;
  /** As it stands for this bar's trading day, of each entry where engines differ; entries need ACTIVE, exits never ask. */
  readonly tradingState: TradingState | ((entry: EntryTerms) => TradingState);
  readonly accountCurrency: string;
  readonly rates: QuoteRates;
}

interface Execution {
  readonly order: Order;
  readonly fill: Fill;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly fees: Decimal;
  readonly quoteRate: Decimal;
}

export function rateAt(price: Decimal, { instrument, accountCurrency, rates }: PaperMarket): Decimal | null {
  return quoteToAccount(instrument, price, accountCurrency, rates);
}

/** @throws RangeError when the rate of an open position has gone: an exit cannot be booked at a made-up value. */
function knownRateAt(price: Decimal, market: PaperMarket): Decimal {
  const rate = rateAt(price, market);
  if (rate === null) throw new RangeError(`no rate from the quote currency of ${market.instrument.symbol}`);
  return rate;
}

export function fillWhole(
  order: Order,
  price: Decimal,
  quoteRate: Decimal,
  atMs: number,
  market: PaperMarket,
): Execution {
  const quantity = amount(order.quantity);
  const value = quantity.times(amount(market.instrument.contractSize)).times(price).times(quoteRate);
  const fees = commission(market.costs, quantity, value);
  const filled: Order = {
    ...actOnOrder(order, 'FILL', atMs, order.reason),
    filledQuantity: order.quantity,
    averagePrice: decimalText(price),
    fees: decimalText(fees),
  };
  const fill: Fill = {
    id: fillIdOf(order.clientOrderId, 1),
    clientOrderId: order.clientOrderId,
    quantity: order.quantity,
    price: decimalText(price),
    fees: decimalText(fees),
    atMs,
  };
  return { order: filled, fill, price, quantity, fees, quoteRate };
}

export function report(execution: Execution, activity: BookActivity): void {
  activity.events.push({ kind: 'order', step: 'filled', order: execution.order });
  activity.fills.push(execution.fill);
}

export function bookExit(
  position: Position,
  order: Order,
  price: Decimal,
  purpose: ExitPurpose,
  atMs: number,
  market: PaperMarket,
  activity: BookActivity,
): Position {
  const execution = fillWhole(order, price, knownRateAt(price, market), atMs, market);
  report(execution, activity);
  const after = closePart(position, {
    quantity: execution.quantity,
    price,
    fees: execution.fees,
    purpose,
    contractSize: amount(market.instrument.contractSize),
    quoteRate: execution.quoteRate,
    atMs,
  });
  const step = after.closedAtMs === null ? 'modified' : 'closed';
  activity.events.push({ kind: 'position', step, position: positionSnapshot(after, atMs) });
  return after;
}

export function exitAtMarket(
  position: Position,
  order: Order,
  at: Decimal,
  bar: PriceBar,
  market: PaperMarket,
  activity: BookActivity,
): Position {
  const { instrument, costs } = market;
  const quantity = amount(order.quantity);
  const price = marketFillPrice({ price: at, buySell: order.buySell, quantity, bar, instrument, costs });
  const purpose: ExitPurpose = order.purpose === 'ENTRY' ? 'MANUAL_CLOSE' : order.purpose;
  return bookExit(position, order, price, purpose, bar.openTimeMs, market, activity);
}
