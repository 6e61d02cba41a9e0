import { Module, type Provider } from '@nestjs/common';
import { BrokerConnection, MessagingModule } from '@tape/messaging';
import { type Logger, metrics } from '@tape/observability';
import { PersistenceModule } from '@tape/persistence';
import { LOGGER, Readiness, SERVICE_CONFIG } from '@tape/service';
import { DataSource } from 'typeorm';
import type { Channel } from './channel/channel.js';
import { configuredChannels } from './channel/configured-channels.js';
import type { NotificationConfig } from './config.js';
import { ChannelSender } from './delivery/channel-sender.js';
import { DeliveryService } from './delivery/delivery-service.js';
import { NotificationStore } from './delivery/notification-store.repository.js';
import { PushSubscriptions } from './delivery/push-subscriptions.repository.js';
import { DeadLetterReader } from './intake/dead-letter-reader.js';
import { NewsHandler } from './intake/news.handler.js';
import { NoticeIntake } from './intake/notice-intake.js';
import {
  NOTIFICATION_DESK_PARTS,
  NotificationDeskController,
  type NotificationDeskParts,
} from './notification-desk.controller.js';

const CHANNELS = Symbol('CHANNELS');

/** Long enough for a record to be written after the last moment of an attempt. */
const LEASE_SLACK_MS = 5_000;
/** Who stores something rings; this is for what becomes due, and for what another replica left. */
const POLL_MS = 1_000;

const STORES: Provider[] = [
  {
    provide: NotificationStore,
    inject: [DataSource],
    useFactory: (database: DataSource) => new NotificationStore(database),
  },
  {
    provide: PushSubscriptions,
    inject: [DataSource],
    useFactory: (database: DataSource) => new PushSubscriptions(database),
  },
];

const SENDING: Provider[] = [
  {
    provide: CHANNELS,
    inject: [SERVICE_CONFIG, PushSubscriptions, LOGGER],
    useFactory: (config: NotificationConfig, subscriptions: PushSubscriptions, logger: Logger) => {
      const channels = configuredChannels(config, subscriptions);
      const names = channels.map(({ name }) => name);
      if (names.length === 0) logger.warn('no notification channel is configured: nobody will be told of anything');
      else logger.info({ channels: names }, 'notification channels');
      return channels;
    },
  },
  {
    provide: DeliveryService,
    inject: [CHANNELS, NotificationStore, SERVICE_CONFIG, LOGGER, Readiness],
    useFactory: (
      channels: readonly Channel[],
      store: NotificationStore,
      config: NotificationConfig,
      logger: Logger,
      readiness: Readiness,
    ) => {
      const options = {
        timeoutMs: config.NOTIFY_TIMEOUT_MS,
        leaseSlackMs: LEASE_SLACK_MS,
        pollMs: POLL_MS,
        onDoubt: config.NOTIFY_ON_DOUBT,
      };
      const senders = channels.map((channel) => new ChannelSender({ channel, store, logger, metrics, options }));
      return new DeliveryService(senders, store, readiness);
    },
  },
];

const INTAKE: Provider[] = [
  {
    provide: NoticeIntake,
    inject: [CHANNELS, NotificationStore, DeliveryService, SERVICE_CONFIG],
    useFactory: (
      channels: readonly Channel[],
      store: NotificationStore,
      senders: DeliveryService,
      config: NotificationConfig,
    ) => new NoticeIntake(channels, store, senders, config.NOTIFY_MAX_ATTEMPTS),
  },
  {
    provide: DeadLetterReader,
    inject: [BrokerConnection, NoticeIntake, LOGGER],
    useFactory: (broker: BrokerConnection, intake: NoticeIntake, logger: Logger) =>
      new DeadLetterReader(broker.nats, intake, logger),
  },
  {
    provide: NOTIFICATION_DESK_PARTS,
    inject: [CHANNELS, NoticeIntake, NotificationStore, DeliveryService, PushSubscriptions, SERVICE_CONFIG],
    useFactory: (
      channels: readonly Channel[],
      intake: NoticeIntake,
      store: NotificationStore,
      senders: DeliveryService,
      subscriptions: PushSubscriptions,
      config: NotificationConfig,
    ): NotificationDeskParts => ({ channels, intake, store, senders, subscriptions, config }),
  },
];

/** Tells people what happened, by the channels that are configured. */
@Module({
  imports: [MessagingModule.forService('notification'), PersistenceModule.forService('notification')],
  controllers: [NewsHandler, NotificationDeskController],
  providers: [...STORES, ...SENDING, ...INTAKE],
})
export class NotificationModule {}
