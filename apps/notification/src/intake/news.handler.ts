import { Controller, Inject } from '@nestjs/common';
import {
  type CloudEvent,
  type EmergencyExitTriggered,
  type FeedEvent,
  type ServiceEvent,
  type TradeSignal,
  type TradingStateChanged,
  emergencyExitTriggered,
  feedStale,
  serviceError,
  signalGenerated,
  tradingStateChanged,
} from '@tape/contracts';
import { type BatchOutcome, type Delivery, OnEvents, allDone } from '@tape/messaging';
import {
  type EventFrame,
  exitNotice,
  feedStaleNotice,
  serviceErrorNotice,
  signalNotice,
  stateNotice,
} from '@tape/notification';
import { SERVICE_CONFIG } from '@tape/service';
import type { NotificationConfig } from '../config.js';
import { NoticeIntake } from './notice-intake.js';

const BATCH = 64;

/**
 * What people should hear of, from the streams to the outbox of notifications. Who publishes waits for nothing here: an
 * exit was ordered before its event is read. A service that never ran begins with what comes next, because nobody wants
 * to be told the past.
 */
@Controller()
export class NewsHandler {
  readonly #intake: NoticeIntake;
  readonly #signals: boolean;

  constructor(
    @Inject(NoticeIntake) intake: NoticeIntake,
    @Inject(SERVICE_CONFIG) config: Pick<NotificationConfig, 'NOTIFY_SIGNALS'>,
  ) {
    this.#intake = intake;
    this.#signals = config.NOTIFY_SIGNALS;
  }

  @OnEvents({
    durable: 'notification-risk',
    events: [emergencyExitTriggered, tradingStateChanged],
    maxBatch: BATCH,
    startAt: 'new',
  })
  async risk(batch: readonly Delivery[]): Promise<BatchOutcome> {
    await this.#intake.take(
      batch.map(({ definition, event }) =>
        definition.name === emergencyExitTriggered.name
          ? exitNotice(frameOf(event), event.data as EmergencyExitTriggered)
          : stateNotice(frameOf(event), event.data as TradingStateChanged),
      ),
    );
    return allDone(batch);
  }

  @OnEvents({ durable: 'notification-ops', events: [feedStale, serviceError], maxBatch: BATCH, startAt: 'new' })
  async operations(batch: readonly Delivery[]): Promise<BatchOutcome> {
    await this.#intake.take(
      batch.map(({ definition, event }) =>
        definition.name === feedStale.name
          ? feedStaleNotice(frameOf(event), event.data as FeedEvent)
          : serviceErrorNotice(frameOf(event), event.data as ServiceEvent),
      ),
    );
    return allDone(batch);
  }

  @OnEvents({ durable: 'notification-signals', events: [signalGenerated], maxBatch: BATCH, startAt: 'new' })
  async signals(batch: readonly Delivery<TradeSignal>[]): Promise<BatchOutcome> {
    if (this.#signals) {
      const notices = batch.map(({ event }) => signalNotice(frameOf(event), event.data, Date.now()));
      await this.#intake.take(notices.filter((notice) => notice !== null));
    }
    return allDone(batch);
  }
}

function frameOf(event: CloudEvent): EventFrame {
  return { eventId: event.id, occurredAtMs: Date.parse(event.time), correlationId: event.correlationid };
}
