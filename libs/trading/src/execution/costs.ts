import type { AssetClass, Instrument, PriceBar } from '@tape/market';
import { Amount, amount, MONEY_DECIMALS, type Amount as Decimal } from '@tape/risk-rules';

/** What trading costs on paper. Percentages are of the price or value, decimal text. */
export interface CostModel {
  readonly commission:
    | { readonly kind: 'PER_UNIT'; readonly perUnit: string; readonly minimum: string }
    | { readonly kind: 'PERCENT'; readonly percent: string };
  /** Paid by every market and stop order; a limit order fills at its price or not at all. */
  readonly slippagePercent: string;
  /** Part of the bar's volume that can be taken without moving the price. */
  readonly freeVolumePercent: string;
  /** Price move for each further percent of the bar's volume; the order is never counted as more than the whole bar. */
  readonly impactPercentPerPercent: string;
}

const IMPACT = { freeVolumePercent: '10', impactPercentPerPercent: '0.01' } as const;

/**
 * Stocks: a retail per-share tariff and 2 basis points. Crypto: 0.1 % taker fee and 5 basis points. Forex: 3.50 a lot and side,
 * 2 basis points for spread and slippage.
 */
export const DEFAULT_COSTS: Readonly<Record<AssetClass, CostModel>> = {
  STOCK: {
    commission: { kind: 'PER_UNIT', perUnit: '0.005', minimum: '1' },
    slippagePercent: '0.02',
    ...IMPACT,
  },
  CRYPTO: { commission: { kind: 'PERCENT', percent: '0.1' }, slippagePercent: '0.05', ...IMPACT },
  FOREX: {
    commission: { kind: 'PER_UNIT', perUnit: '3.5', minimum: '0' },
    slippagePercent: '0.02',
    ...IMPACT,
  },
};

const HUNDRED = new Amount(100);

/**
 * Percent by which an order of this size moves the price. Tick volume counts price changes, not size, so nothing can be said and
 * nothing is charged. A bar that traded nothing is moved as by an order the size of the whole bar.
 */
export function impactPercent(
  costs: CostModel,
  instrument: Instrument,
  quantity: Decimal,
  barVolume: Decimal,
): Decimal {
  if (instrument.volumeSource === 'TICK') return new Amount(0);
  const units = quantity.times(amount(instrument.contractSize));
  const share = barVolume.isZero() ? HUNDRED : Amount.min(HUNDRED, units.div(barVolume).times(100));
  const excess = Amount.max(0, share.minus(amount(costs.freeVolumePercent)));
  return excess.times(amount(costs.impactPercentPerPercent));
}

export interface MarketFill {
  readonly price: Decimal;
  readonly buySell: 'BUY' | 'SELL';
  readonly quantity: Decimal;
  readonly bar: PriceBar;
  readonly instrument: Instrument;
  readonly costs: CostModel;
}

/** Price of a market or stop order: worse by slippage and impact, then rounded to the tick against us; at least one tick. */
export function marketFillPrice({ price, buySell, quantity, bar, instrument, costs }: MarketFill): Decimal {
  const worse = amount(costs.slippagePercent)
    .plus(impactPercent(costs, instrument, quantity, amount(bar.volume)))
    .div(100);
  const isBuy = buySell === 'BUY';
  const moved = price.times(isBuy ? worse.plus(1) : new Amount(1).minus(worse));
  const tick = amount(instrument.tickSize);
  const ticks = moved.div(tick);
  return Amount.max(isBuy ? ticks.ceil() : ticks.floor(), 1).times(tick);
}

/** Fee of one fill in account currency. */
export function commission(costs: CostModel, quantity: Decimal, valueInAccount: Decimal): Decimal {
  const { commission: tariff } = costs;
  if (tariff.kind === 'PERCENT') {
    return valueInAccount.times(amount(tariff.percent)).div(100).toDecimalPlaces(MONEY_DECIMALS, Amount.ROUND_UP);
  }
  const byUnit = quantity.times(amount(tariff.perUnit)).toDecimalPlaces(MONEY_DECIMALS, Amount.ROUND_UP);
  return Amount.max(byUnit, amount(tariff.minimum));
}
