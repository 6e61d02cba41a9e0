import { Controller, Get, Inject, Module, Post } from '@nestjs/common';
import { type BarIngested, barIngested, signalStatusChanged, type SignalStatusChanged } from '@tape/contracts';
import {
  DEFAULT_LANE_TIMING,
  allDone,
  type BatchOutcome,
  type Delivery,
  EventPublisher,
  MessagingModule,
  OnEvents,
} from '@tape/messaging';
import { Inbox, Outbox, PersistenceModule, SeriesProgress } from '@tape/persistence';
import { baseConfig, CACHE, type Cache, SERVICE_CONFIG, wholeNumber } from '@tape/service';
import { DataSource } from 'typeorm';
import type { z } from 'zod';

export const exampleConfig = baseConfig.extend({ SIGNALS_PER_BAR: wholeNumber(1, 10).default(1) });
export type ExampleConfig = z.infer<typeof exampleConfig>;

interface Parts {
  readonly database: DataSource;
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  readonly progress: SeriesProgress;
  readonly publisher: EventPublisher;
  readonly config: ExampleConfig;
}

/** bar.ingested -> signal.status: effect, progress and event in one transaction, once for each bar. */
@Controller()
export class BarHandler {
  readonly #parts: Parts;

  constructor(@Inject('PARTS') parts: Parts) {
    this.#parts = parts;
  }

  @OnEvents({ durable: 'example-bars', events: [barIngested] })
  async handle(batch: readonly Delivery<BarIngested>[]): Promise<BatchOutcome> {
    const { database, outbox, inbox, progress, publisher } = this.#parts;
    await database.transaction(async (manager) => {
      const ids = batch.map(({ event }) => event.id);
      const fresh = await inbox.fresh(manager, 'example-bars', ids);
      const bars = batch.map(({ event }) => event).filter((event) => fresh.has(event.id));
      const events = bars.map((bar) =>
        publisher.outgoing(signalStatusChanged, changeAt(bar.data), {
          timeMs: bar.data.openTimeMs,
          correlationId: bar.correlationid,
          causationId: bar.id,
        }),
      );
      await outbox.append(manager, events);
      await progress.advance(
        manager,
        'example',
        bars.map(({ data }) => ({ symbol: data.symbol, timeframe: data.timeframe, throughMs: data.openTimeMs })),
      );
    });
    outbox.poke();
    return allDone(batch);
  }
}

function changeAt(bar: BarIngested): SignalStatusChanged {
  return {
    signalId: `sig-${bar.symbol}-${bar.openTimeMs}`,
    symbol: bar.symbol,
    timeframe: bar.timeframe,
    from: 'APPROVED',
    to: 'EXPIRED',
    by: 'example',
    atMs: bar.openTimeMs,
  };
}

@Controller('example')
export class ExampleController {
  readonly #config: ExampleConfig;
  readonly #cache: Cache;

  constructor(@Inject(SERVICE_CONFIG) config: ExampleConfig, @Inject(CACHE) cache: Cache) {
    this.#config = config;
    this.#cache = cache;
  }

  @Get()
  async read(): Promise<unknown> {
    await this.#cache.set('example', 'key', { n: 1 }, 60);
    const cached = await this.#cache.get('example', 'key');
    return { signalsPerBar: this.#config.SIGNALS_PER_BAR, cached: cached ?? null };
  }

  /** An error that no caller waits for. */
  @Post('break')
  break(): { broken: true } {
    setImmediate(() => {
      throw new Error('nobody caught this');
    });
    return { broken: true };
  }
}

/** A killed process is missed after two seconds, so that the test of it need not wait longer. */
const QUICK = { ...DEFAULT_LANE_TIMING, ackWaitMs: 2_000 };

@Module({
  imports: [MessagingModule.forService('example', { timing: QUICK }), PersistenceModule.forService('example')],
  controllers: [BarHandler, ExampleController],
  providers: [
    {
      provide: 'PARTS',
      inject: [DataSource, Outbox, Inbox, SeriesProgress, EventPublisher, SERVICE_CONFIG],
      useFactory: (
        database: DataSource,
        outbox: Outbox,
        inbox: Inbox,
        progress: SeriesProgress,
        publisher: EventPublisher,
        config: ExampleConfig,
      ): Parts => ({ database, outbox, inbox, progress, publisher, config }),
    },
  ],
})
export class ExampleModule {}
