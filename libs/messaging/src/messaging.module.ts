import { Module, type DynamicModule, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { BrokerConnection } from './connection/broker-connection.js';
import { messagingOptionsFrom, type MessagingOptions } from './connection/options.js';
import { provisionStreams } from './connection/stream-provisioning.js';
import { JetStreamStrategy } from './jetstream.strategy.js';
import { PROMETHEUS_METRICS, type MessagingMetrics } from './metrics/messaging-metrics.js';
import { EventPublisher } from './publish/event-publisher.js';
import { RpcClient } from './rpc/rpc-client.js';

/** Injection token of {@link MessagingOptions}. */
export const MESSAGING_OPTIONS = Symbol('MESSAGING_OPTIONS');

export interface MessagingOverrides extends Partial<Omit<MessagingOptions, 'service'>> {
  readonly metrics?: MessagingMetrics;
}

/** Closes the connection when everything else of the process is done with it. */
class ConnectionCloser implements OnApplicationShutdown {
  readonly #connection: BrokerConnection;
  readonly #publisher: EventPublisher;
  readonly #options: MessagingOptions;

  constructor(connection: BrokerConnection, publisher: EventPublisher, options: MessagingOptions) {
    this.#connection = connection;
    this.#publisher = publisher;
    this.#options = options;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#publisher.close(this.#connection.connected ? this.#options.timing.drainMs : 0);
    await this.#connection.close();
  }
}

/**
 * One NATS connection, the streams, a publisher, an RPC client and the transport of one service. Global: its providers
 * are there in every module of the process. Start the transport with `app.connectMicroservice({ strategy:
 * app.get(JetStreamStrategy) })`.
 */
@Module({})
export class MessagingModule {
  /** Reads NATS_URL, TAPE_PARTITIONS, NATS_STREAM_REPLICAS and NATS_STREAM_STORAGE; `overrides` win. */
  static forService(service: string, overrides: MessagingOverrides = {}): DynamicModule {
    const { metrics = PROMETHEUS_METRICS, ...rest } = overrides;
    const providers: Provider[] = [
      {
        provide: MESSAGING_OPTIONS,
        useFactory: (): MessagingOptions => ({ ...messagingOptionsFrom(service, process.env), ...rest }),
      },
      {
        provide: BrokerConnection,
        inject: [MESSAGING_OPTIONS],
        useFactory: async (options: MessagingOptions) => {
          const connection = await BrokerConnection.open(service, options.url);
          await provisionStreams(connection.nats, options);
          return connection;
        },
      },
      {
        provide: EventPublisher,
        inject: [BrokerConnection, MESSAGING_OPTIONS],
        useFactory: (connection: BrokerConnection, options: MessagingOptions) =>
          new EventPublisher(connection, options, metrics),
      },
      {
        provide: RpcClient,
        inject: [BrokerConnection],
        useFactory: (connection: BrokerConnection) => new RpcClient(connection, metrics),
      },
      {
        provide: JetStreamStrategy,
        inject: [BrokerConnection, MESSAGING_OPTIONS, EventPublisher],
        useFactory: (connection: BrokerConnection, options: MessagingOptions, publisher: EventPublisher) =>
          new JetStreamStrategy(connection, options, publisher, metrics),
      },
      {
        provide: ConnectionCloser,
        inject: [BrokerConnection, EventPublisher, MESSAGING_OPTIONS],
        useFactory: (connection: BrokerConnection, publisher: EventPublisher, options: MessagingOptions) =>
          new ConnectionCloser(connection, publisher, options),
      },
    ];
    return {
      module: MessagingModule,
      global: true,
      providers,
      exports: [MESSAGING_OPTIONS, BrokerConnection, EventPublisher, RpcClient, JetStreamStrategy],
    };
  }
}
