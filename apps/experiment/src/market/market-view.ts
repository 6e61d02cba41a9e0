import { CONTEXT_BARS, type ExperimentSignal } from '@tape/experiments';
import type { Instrument, PriceBar } from '@tape/market';
import {
  type BarStore,
  type InstrumentStore,
  type RateReader,
  type SqlRunner,
  UnknownInstrument,
} from '@tape/persistence';
import { CLASSIC_RISK, conversionCurrencies, createRateTable, type QuoteRates } from '@tape/risk-rules';
import { type CostModel, DEFAULT_COSTS, type ShadowMarket } from '@tape/trading';

/** What a signal needs is not there yet and may come: its bar, or its instrument. */
export class NotYet extends Error {
  override readonly name = 'NotYet';
}

/** What a signal needs will never come. */
export class NeverWill extends Error {
  override readonly name = 'NeverWill';
}

export interface MarketAtSignal {
  readonly instrument: Instrument;
  readonly costs: CostModel;
  readonly rates: QuoteRates;
  readonly bars: readonly PriceBar[];
}

/** The market as the paper account would have known it, from what is stored. */
export class MarketView {
  readonly #instruments: InstrumentStore;
  readonly #bars: BarStore;
  readonly #rates: RateReader;

  constructor(instruments: InstrumentStore, bars: BarStore, rates: RateReader) {
    this.#instruments = instruments;
    this.#bars = bars;
    this.#rates = rates;
  }

  /**
   * At the close of the signal's bar.
   * @throws NotYet while that bar or the instrument is unknown, NeverWill when later bars are there and that one is not
   */
  async atSignal({ symbol, timeframe, barTimeMs, createdAtMs }: ExperimentSignal): Promise<MarketAtSignal> {
    const instrument = await this.#instrumentOf(symbol);
    const query = { symbol, timeframe, toMs: barTimeMs, order: 'desc', limit: CONTEXT_BARS } as const;
    const bars = (await this.#bars.read(query)).toReversed();
    if (bars.at(-1)?.openTimeMs !== barTimeMs) {
      const newest = await this.#bars.last({ symbol, timeframe });
      const bar = `${symbol} ${timeframe} ${new Date(barTimeMs).toISOString()}`;
      if (newest !== undefined && newest.openTimeMs > barTimeMs) throw new NeverWill(`there is no bar ${bar}`);
      throw new NotYet(`the bar ${bar} is not stored yet`);
    }
    const marketAt = await this.between(instrument, { fromMs: createdAtMs, toMs: createdAtMs });
    return { ...marketAt(createdAtMs), bars };
  }

  /**
   * By time, within a period. Rates are read once for all of it, and only where a cross needs them.
   * @param sql the caller's transaction, where it has one: a second connection may not be free
   */
  async between(
    instrument: Instrument,
    { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
    sql?: SqlRunner,
  ): Promise<(atMs: number) => ShadowMarket> {
    const costs = DEFAULT_COSTS[instrument.assetClass];
    const { accountCurrency } = CLASSIC_RISK;
    const currencies = conversionCurrencies(instrument, accountCurrency);
    if (currencies.length === 0) return () => ({ instrument, costs, rates: {} });
    const table = createRateTable(await this.#rates.history(currencies, { fromMs, toMs }, sql));
    return (atMs) => ({ instrument, costs, rates: table.ratesFor(instrument, { accountCurrency, atMs }) });
  }

  async #instrumentOf(symbol: string): Promise<Instrument> {
    try {
      return await this.#instruments.of(symbol);
    } catch (error) {
      if (error instanceof UnknownInstrument) throw new NotYet(error.message);
      throw error;
    }
  }
}
