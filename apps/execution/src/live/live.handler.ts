import { Controller, Inject, Logger } from '@nestjs/common';
import {
  type EmergencyExitTriggered,
  emergencyExitTriggered,
  type BarIngested,
  barIngested,
  executionWatermark,
  signalGenerated,
  type TradeSignal,
} from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import { allDone, type BatchOutcome, type Delivery, type EventPublisher, OnEvents } from '@tape/messaging';
import type { SeriesThrough } from '@tape/persistence';
import { bySeries, type CoalescedWrites } from '@tape/service';
import type { SignalClaims } from '../signal-claims.js';
import type { LiveTrading } from './live-trading.js';

/** Injection token of {@link LiveHandlerParts}. */
export const LIVE_HANDLER_PARTS = Symbol('LIVE_HANDLER_PARTS');

export interface LiveHandlerParts {
  readonly trading: LiveTrading;
  readonly claims: SignalClaims;
  readonly publisher: EventPublisher;
  readonly progress: CoalescedWrites<SeriesThrough>;
}

/** How often a silent queue is asked before the message is tried again later. */
const CLAIM_TRIES = 5;

/** signal.generated → entries · risk.exit → exits, at once · bar.ingested → targets, trails, and how far execution is. */
@Controller()
export class LiveHandler {
  readonly #log = new Logger(LiveHandler.name);
  readonly #parts: LiveHandlerParts;

  constructor(@Inject(LIVE_HANDLER_PARTS) parts: LiveHandlerParts) {
    this.#parts = parts;
  }

  @OnEvents({ durable: 'execution-live-signals', events: [signalGenerated], maxBatch: 16 })
  async signals(batch: readonly Delivery[]): Promise<BatchOutcome> {
    for (const { event } of batch as readonly Delivery<TradeSignal>[]) {
      const { symbol, timeframe, barTimeMs } = event.data;
      const claimed = await this.#parts.claims.of({ symbol, timeframe }, barTimeMs, CLAIM_TRIES);
      for (const signal of claimed) await this.#parts.trading.enter(signal);
    }
    return allDone(batch);
  }

  @OnEvents({ durable: 'execution-live-exits', events: [emergencyExitTriggered], maxBatch: 16 })
  async exits(batch: readonly Delivery[]): Promise<BatchOutcome> {
    for (const { event } of batch as readonly Delivery<EmergencyExitTriggered>[]) {
      this.#log.warn(`leaving ${event.data.campaignId ?? 'everything'}: ${event.data.message}`);
      await this.#parts.trading.obey(event.data);
    }
    return allDone(batch);
  }

  @OnEvents({ durable: 'execution-bars', events: [barIngested], maxBatch: 256 })
  async bars(batch: readonly Delivery[]): Promise<BatchOutcome> {
    for (const series of bySeries(batch as readonly Delivery<BarIngested>[])) {
      const last = series.at(-1)!;
      for (const { event } of series) {
        const { symbol, timeframe } = event.data;
        await this.#parts.trading.takeProfit(symbol, timeframe, event.data);
        await this.#parts.trading.trail(symbol, timeframe, event.data);
      }
      await this.#announce(last);
    }
    return allDone(batch);
  }

  /** Risk waits for this before it checks its guards. What the broker does in the meantime it hears of by the next bar. */
  async #announce({ event }: Delivery<BarIngested>): Promise<void> {
    const { symbol, timeframe, openTimeMs } = event.data;
    await this.#parts.progress.add([{ symbol, timeframe, throughMs: openTimeMs }]);
    const origin = {
      timeMs: closeTimeMs(openTimeMs, timeframe),
      correlationId: event.correlationid,
      causationId: event.id,
    };
    // No word on news: fills come when they come, so who depends on them reads the tables.
    const mark = { symbol, timeframe, throughOpenTimeMs: openTimeMs };
    await this.#parts.publisher.publish([this.#parts.publisher.outgoing(executionWatermark, mark, origin)]);
  }
}
