import { Controller, Inject } from '@nestjs/common';
import { type BarIngested, barIngested } from '@tape/contracts';
import { type BatchOutcome, type Delivery, OnEvents, allDone } from '@tape/messaging';
import type { BarStore, InstrumentStore, RateReader, SeriesThrough, StoredBar } from '@tape/persistence';
import { CLASSIC_RISK, conversionCurrencies, createRateTable } from '@tape/risk-rules';
import { type CoalescedWrites, type WatermarkGate, bySeries } from '@tape/service';
import { DEFAULT_COSTS, type ShadowMarket, type ShadowTrade, stepShadow } from '@tape/trading';
import type { DataSource } from 'typeorm';
import type { ShadowRepository } from './shadow.repository.js';

type BarDelivery = Delivery<BarIngested>;

/** A series whose analysis stands still must not hold up the others of its lane for longer. */
const PATIENCE_MS = 30_000;

/** Injection token of {@link ShadowParts}. */
export const SHADOW_PARTS = Symbol('SHADOW_PARTS');

export interface ShadowParts {
  readonly shadows: ShadowRepository;
  readonly instruments: InstrumentStore;
  readonly bars: BarStore;
  readonly rates: RateReader;
  readonly database: DataSource;
  readonly gate: WatermarkGate;
  readonly progress: CoalescedWrites<SeriesThrough>;
}

/**
 * bar.ingested → what refused candidates would have earned. Follows behind: nobody waits for it. A bar is worked once the
 * refusals of the bars before it are stored; one that comes later all the same begins with the stored bars. So a replay at
 * any speed gives the same outcomes. A bar that changes no shadow is not kept: worked again after a crash, it changes
 * nothing again.
 */
@Controller()
export class ShadowHandler {
  readonly #shadows: ShadowRepository;
  readonly #instruments: InstrumentStore;
  readonly #bars: BarStore;
  readonly #rates: RateReader;
  readonly #database: DataSource;
  readonly #gate: WatermarkGate;
  readonly #progress: CoalescedWrites<SeriesThrough>;

  constructor(@Inject(SHADOW_PARTS) parts: ShadowParts) {
    this.#shadows = parts.shadows;
    this.#instruments = parts.instruments;
    this.#bars = parts.bars;
    this.#rates = parts.rates;
    this.#database = parts.database;
    this.#gate = parts.gate;
    this.#progress = parts.progress;
  }

  @OnEvents({ durable: 'signal-shadows', events: [barIngested], maxBatch: 256 })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    const series = bySeries(batch as readonly BarDelivery[]);
    const newest = series.map((deliveries) => deliveries.at(-1)!.event.data);
    await Promise.all(newest.map((bar) => this.#decidedBefore(bar)));
    const open = await this.#shadows.open(this.#database, newest);
    if (open.length > 0) await this.#follow(series, open);
    await this.#progress.add(
      newest.map(({ symbol, timeframe, openTimeMs }) => ({ symbol, timeframe, throughMs: openTimeMs })),
    );
    return allDone(batch);
  }

  async #follow(series: readonly (readonly BarDelivery[])[], open: readonly ShadowTrade[]): Promise<void> {
    const changed: ShadowTrade[] = [];
    for (const deliveries of series) {
      const bars = deliveries.map(({ event }) => event.data);
      const { symbol, timeframe } = bars[0]!;
      const own = open.filter((shadow) => shadow.symbol === symbol && shadow.timeframe === timeframe);
      if (own.length === 0) continue;
      // Those not entered yet may begin before these bars.
      const starts = own.flatMap(({ book, throughMs }) => (book === null ? [throughMs] : []));
      const marketAt = await this.#markets(symbol, Math.min(bars[0]!.openTimeMs, ...starts), bars.at(-1)!);
      for (const before of own) {
        const missed = await this.#missed(before, bars);
        if (missed === null) continue;
        const after = [...missed, ...bars].reduce((shadow, bar) => stepShadow(shadow, bar, marketAt(bar)), before);
        if (after !== before) changed.push(after);
      }
    }
    await this.#shadows.save(this.#database, changed);
  }

  /** What the paper account would know at each bar. Rates are read once for all of them, and only where a cross needs them. */
  async #markets(
    symbol: string,
    fromMs: number,
    last: BarIngested,
  ): Promise<(bar: Pick<BarIngested, 'openTimeMs'>) => ShadowMarket> {
    const instrument = await this.#instruments.of(symbol);
    const costs = DEFAULT_COSTS[last.assetClass];
    const { accountCurrency } = CLASSIC_RISK;
    const currencies = conversionCurrencies(instrument, accountCurrency);
    if (currencies.length === 0) return () => ({ instrument, costs, rates: {} });
    const table = createRateTable(await this.#rates.history(currencies, { fromMs, toMs: last.openTimeMs }));
    return ({ openTimeMs: atMs }) => ({
      instrument,
      costs,
      rates: table.ratesFor(instrument, { accountCurrency, atMs }),
    });
  }

  /**
   * Bars between the refusal and these that were worked before the refusal was stored; none but after an outage. Null while
   * they are not all in the table: the next bar asks again.
   */
  async #missed({ book, throughMs }: ShadowTrade, bars: readonly BarIngested[]): Promise<readonly StoredBar[] | null> {
    const next = bars.find((bar) => bar.openTimeMs > throughMs);
    const beforeMs = next?.previousOpenTimeMs ?? throughMs;
    if (book !== null || next === undefined || beforeMs <= throughMs) return [];
    const { symbol, timeframe } = next;
    const missed = await this.#bars.read({ symbol, timeframe, fromMs: throughMs + 1, toMs: beforeMs });
    return missed.at(-1)?.openTimeMs === beforeMs ? missed : null;
  }

  /** Waits until the refusals of the bars before this one are stored. */
  async #decidedBefore(bar: BarIngested): Promise<void> {
    if (bar.previousOpenTimeMs === null) return;
    const reached = await this.#gate.reach('signal', bar, bar.previousOpenTimeMs, PATIENCE_MS);
    if (reached === 'closed') throw new Error('stopping: the bars are left for the next start');
  }
}
