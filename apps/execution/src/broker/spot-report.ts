import type { BrokerOrderReport } from '@tape/trading';
import { Amount, decimalText, floorToStep, MONEY_DECIMALS } from '@tape/risk-rules';
import type { SpotMarket, SpotOrder, SpotTrade } from './spot-exchange.js';

/** ccxt's words for an order, in ours. */
const STATE: Readonly<Record<string, BrokerOrderReport['state']>> = {
  open: 'SUBMITTED',
  canceling: 'SUBMITTED',
  closed: 'FILLED',
  canceled: 'CANCELLED',
  expired: 'CANCELLED',
  rejected: 'REJECTED',
};

export type SpotReport =
  | { readonly ok: true; readonly value: BrokerOrderReport }
  | { readonly ok: false; readonly reason: string };

/**
 * An order with its trades as a report. A fee that was kept back in the coin that was bought makes the quantity smaller and the
 * price higher, so that what is booked is what can be sold; parts of a lot stay behind. A fee in our currency is a fee. One in a
 * third currency (an exchange's own coin) is not known in money of the account and not booked.
 */
export function spotReport(order: SpotOrder, trades: readonly SpotTrade[], market: SpotMarket): SpotReport {
  const state = STATE[order.status ?? ''];
  const { clientOrderId } = order;
  if (state === undefined || clientOrderId === undefined) {
    return { ok: false, reason: `order ${order.id} is '${order.status}' in a form that is not known` };
  }
  const filled = new Amount(order.filled ?? 0);
  const traded = sumOf(trades.map((trade) => trade.amount));
  if (!traded.eq(filled)) {
    return {
      ok: false,
      reason: `order ${order.id}: ${filled.toFixed()} is filled, trades tell of ${traded.toFixed()} so far`,
    };
  }
  const feesIn = (currency: string): Amount =>
    sumOf(trades.flatMap(({ fee }) => (fee?.currency === currency ? [fee.cost] : [])));
  const kept =
    order.side === 'buy' ? floorToStep(filled.minus(feesIn(market.base)), new Amount(market.precision.amount)) : filled;
  const isPart = state === 'SUBMITTED' && !kept.isZero();
  return {
    ok: true,
    value: {
      clientOrderId,
      brokerOrderId: order.id,
      state: isPart ? 'PARTIALLY_FILLED' : state,
      filledQuantity: decimalText(kept),
      averagePrice: kept.isZero()
        ? null
        : decimalText(new Amount(order.cost ?? 0).div(kept).toDecimalPlaces(MONEY_DECIMALS)),
      fees: decimalText(feesIn(market.quote)),
      reason: state === 'CANCELLED' || state === 'REJECTED' ? (order.status ?? null) : null,
    },
  };
}

function sumOf(values: readonly string[]): Amount {
  return values.reduce((sum, value) => sum.plus(value), new Amount(0));
}
