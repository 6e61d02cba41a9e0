import { Module } from '@nestjs/common';
import { EventPublisher, MessagingModule } from '@tape/messaging';
import { Outbox, PersistenceModule, type SeriesThrough } from '@tape/persistence';
import { type CoalescedWrites, PROGRESS_WRITES, WatermarkModule } from '@tape/service';
import { DataSource } from 'typeorm';
import { ExpiryController } from './expiry.controller.js';
import { QueueController } from './queue.controller.js';
import { SignalQueue } from './signal-queue.repository.js';
import { SignalStore } from './signal-store.repository.js';
import { TradeOutcomeHandler } from './trade-outcome.handler.js';
import { VERDICT_PARTS, VerdictHandler, type VerdictParts } from './verdict.handler.js';

@Module({
  imports: [
    MessagingModule.forService('signal'),
    PersistenceModule.forService('signal'),
    WatermarkModule.forStage('signal', []),
  ],
  controllers: [VerdictHandler, TradeOutcomeHandler, QueueController, ExpiryController],
  providers: [
    {
      provide: SignalQueue,
      inject: [DataSource, Outbox, EventPublisher],
      useFactory: async (database: DataSource, outbox: Outbox, publisher: EventPublisher) => {
        const queue = new SignalQueue(database, outbox, publisher);
        await queue.load();
        return queue;
      },
    },
    {
      provide: VERDICT_PARTS,
      inject: [DataSource, Outbox, SignalQueue, PROGRESS_WRITES, EventPublisher],
      useFactory: (
        database: DataSource,
        outbox: Outbox,
        queue: SignalQueue,
        progress: CoalescedWrites<SeriesThrough>,
        publisher: EventPublisher,
      ): VerdictParts => ({ store: new SignalStore(database, outbox), queue, progress, publisher }),
    },
  ],
})
export class SignalModule {}
