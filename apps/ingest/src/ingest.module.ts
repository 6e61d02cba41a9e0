import { Module, type Provider } from '@nestjs/common';
import { BrokerConnection, EventPublisher, MessagingModule } from '@tape/messaging';
import { BarStore, PersistenceModule, SeriesProgress } from '@tape/persistence';
import { SERVICE_CONFIG } from '@tape/service';
import { DataSource } from 'typeorm';
import { AcceptedBarsRepository } from './accepted-bars.repository.js';
import { BarIntake } from './bar-intake.js';
import { BarSink } from './bar-sink.js';
import { BarSinkHandler } from './bar-sink.handler.js';
import { BarStream } from './bar-stream.js';
import type { IngestConfig } from './config.js';
import { FeedWatch } from './feed-watch.js';
import { recoverHeads } from './head-recovery.js';
import { IngestController } from './ingest.controller.js';
import { IngestLifecycle } from './ingest.lifecycle.js';
import { MarketSimulatorFeed } from './market-simulator.feed.js';
import { ReferenceController } from './reference/reference.controller.js';
import { ReferenceImport } from './reference/reference-import.js';
import { SeriesBook } from './series-book.js';
import { TapeWriter } from './tape-writer.js';

const nowMs = (): number => Date.now();

const TAPE: Provider[] = [
  { provide: SeriesBook, useFactory: () => new SeriesBook() },
  {
    provide: AcceptedBarsRepository,
    inject: [DataSource],
    useFactory: (database: DataSource) => new AcceptedBarsRepository(database),
  },
  {
    provide: BarStream,
    inject: [BrokerConnection],
    useFactory: (connection: BrokerConnection) => new BarStream(connection.nats),
  },
  {
    provide: TapeWriter,
    inject: [SERVICE_CONFIG, SeriesBook, AcceptedBarsRepository, BarStream],
    useFactory: (config: IngestConfig, book: SeriesBook, repository: AcceptedBarsRepository, stream: BarStream) =>
      new TapeWriter(config.DATABASE_URL, () => recoverHeads(book, repository, stream)),
  },
  {
    provide: BarIntake,
    inject: [SeriesBook, AcceptedBarsRepository, EventPublisher, TapeWriter, SERVICE_CONFIG],
    useFactory: (
      book: SeriesBook,
      repository: AcceptedBarsRepository,
      publisher: EventPublisher,
      writer: TapeWriter,
      config: IngestConfig,
    ) =>
      new BarIntake({
        book,
        repository,
        publisher,
        mayWrite: () => writer.active,
        forexVolumeSource: config.FOREX_VOLUME_SOURCE,
        nowMs,
      }),
  },
];

const FEED: Provider[] = [
  {
    provide: MarketSimulatorFeed,
    inject: [SERVICE_CONFIG, BarIntake, SeriesBook, TapeWriter],
    useFactory: (config: IngestConfig, intake: BarIntake, book: SeriesBook, writer: TapeWriter) =>
      new MarketSimulatorFeed({
        settings: {
          seed: config.SIMULATOR_SEED,
          barsPerSecond: config.SIMULATOR_BARS_PER_SECOND,
          historyBars: config.SIMULATOR_HISTORY_BARS,
        },
        intake,
        book,
        mayWrite: () => writer.active,
        nowMs,
      }),
  },
  {
    provide: IngestLifecycle,
    inject: [SERVICE_CONFIG, TapeWriter, MarketSimulatorFeed, AcceptedBarsRepository, SeriesBook, EventPublisher],
    useFactory: (
      config: IngestConfig,
      writer: TapeWriter,
      simulator: MarketSimulatorFeed,
      repository: AcceptedBarsRepository,
      book: SeriesBook,
      publisher: EventPublisher,
    ) =>
      new IngestLifecycle({
        writer,
        simulator: config.MARKET_SIMULATOR ? simulator : null,
        repository,
        book,
        watch: new FeedWatch(),
        publisher,
      }),
  },
];

const SINK: Provider = {
  provide: BarSink,
  inject: [DataSource, BarStore, SeriesProgress, BarStream, SeriesBook, EventPublisher],
  useFactory: (
    database: DataSource,
    store: BarStore,
    progress: SeriesProgress,
    stream: BarStream,
    book: SeriesBook,
    publisher: EventPublisher,
  ) => new BarSink({ database, store, progress, stream, book, publisher }),
};

const REFERENCE: Provider = {
  provide: ReferenceImport,
  inject: [DataSource],
  useFactory: (database: DataSource) => new ReferenceImport(database, nowMs),
};

/** The way onto the tape: checks bars, puts them on BARS in order, writes them to Postgres. */
@Module({
  imports: [MessagingModule.forService('ingest'), PersistenceModule.forService('ingest')],
  controllers: [IngestController, ReferenceController, BarSinkHandler],
  providers: [...TAPE, ...FEED, SINK, REFERENCE],
})
export class IngestModule {}
