import { Module } from '@nestjs/common';
import { EventPublisher, MessagingModule } from '@tape/messaging';
import {
  BarStore,
  InstrumentStore,
  Outbox,
  PersistenceModule,
  RateReader,
  SeriesProgress,
  type SeriesThrough,
} from '@tape/persistence';
import { BAR_RATE_DELAY_MS } from '@tape/risk-rules';
import { CoalescedWrites, PROGRESS_WRITES, SERVICE_CONFIG, WatermarkGate, WatermarkModule } from '@tape/service';
import { DataSource } from 'typeorm';
import type { SignalConfig } from './config.js';
import { ExpiryController } from './expiry.controller.js';
import { QueueController } from './queue.controller.js';
import { SHADOW_PARTS, ShadowHandler, type ShadowParts } from './shadow.handler.js';
import { ShadowRepository } from './shadow.repository.js';
import { SignalQueue } from './signal-queue.repository.js';
import { SplitController } from './split.controller.js';
import { SignalStore } from './signal-store.repository.js';
import { TradeOutcomeHandler } from './trade-outcome.handler.js';
import { VERDICT_PARTS, VerdictHandler, type VerdictParts } from './verdict.handler.js';

/** Shadows follow behind: gathered this long, many small batches become few large ones. */
const SHADOW_GATHER_MS = 100;

@Module({
  imports: [
    MessagingModule.forService('signal'),
    PersistenceModule.forService('signal'),
    WatermarkModule.forStage('signal', []),
  ],
  controllers: [VerdictHandler, TradeOutcomeHandler, ShadowHandler, QueueController, SplitController, ExpiryController],
  providers: [
    {
      provide: SignalQueue,
      inject: [DataSource, Outbox, EventPublisher, SERVICE_CONFIG],
      useFactory: async (database: DataSource, outbox: Outbox, publisher: EventPublisher, config: SignalConfig) => {
        const queue = new SignalQueue(database, outbox, publisher, config.SIGNAL_CLAIMERS);
        await queue.load();
        return queue;
      },
    },
    {
      provide: VERDICT_PARTS,
      inject: [DataSource, Outbox, SignalQueue, PROGRESS_WRITES, WatermarkGate, EventPublisher],
      useFactory: (
        database: DataSource,
        outbox: Outbox,
        queue: SignalQueue,
        progress: CoalescedWrites<SeriesThrough>,
        gate: WatermarkGate,
        publisher: EventPublisher,
      ): VerdictParts => ({
        store: new SignalStore(database, outbox, new ShadowRepository()),
        queue,
        progress,
        gate,
        publisher,
      }),
    },
    {
      provide: SHADOW_PARTS,
      inject: [DataSource, InstrumentStore, BarStore, SeriesProgress, WatermarkGate],
      useFactory: (
        database: DataSource,
        instruments: InstrumentStore,
        bars: BarStore,
        progress: SeriesProgress,
        gate: WatermarkGate,
      ): ShadowParts => ({
        shadows: new ShadowRepository(),
        instruments,
        bars,
        rates: new RateReader(database, BAR_RATE_DELAY_MS),
        database,
        gate,
        progress: new CoalescedWrites((rows) => progress.advance(database, 'shadow', rows), SHADOW_GATHER_MS),
      }),
    },
  ],
})
export class SignalModule {}
