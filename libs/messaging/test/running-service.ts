import { Logger, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { jetstreamManager } from '@nats-io/jetstream';
import { barIngested, deadLetter, type BarIngested, type DeadLetter, type OutgoingEvent } from '@tape/contracts';
import {
  BrokerConnection,
  DEFAULT_LANE_TIMING,
  EventPublisher,
  JetStreamStrategy,
  MessagingModule,
  RpcClient,
  SILENT_METRICS,
  type LaneTiming,
} from '../src/index.js';

/** Lost messages and crashes are what these tests are about; their log lines would hide the failures. */
Logger.overrideLogger(process.env['TAPE_TEST_LOG'] === undefined ? false : ['log', 'warn', 'error']);

export interface ServiceOptions {
  readonly name?: string;
  readonly partitions?: number;
  readonly timing?: Partial<LaneTiming>;
}

/** A service as it runs in production, with nothing in it but the controllers of a test. */
export interface RunningService {
  readonly publisher: EventPublisher;
  readonly rpc: RpcClient;
  readonly connection: BrokerConnection;
  stop(): Promise<void>;
}

export async function runningService(
  natsUrl: string,
  controllers: Type[],
  options: ServiceOptions = {},
): Promise<RunningService> {
  const messaging = MessagingModule.forService(options.name ?? 'test', {
    url: natsUrl,
    partitions: options.partitions ?? 2,
    timing: { ...DEFAULT_LANE_TIMING, ...options.timing },
    metrics: SILENT_METRICS,
  });
  class TestModule {}
  const app = await NestFactory.createMicroservice(
    { module: TestModule, imports: [messaging], controllers },
    {
      inject: [JetStreamStrategy],
      useFactory: (strategy: JetStreamStrategy) => ({ strategy }),
      logger: false,
    },
  );
  await app.listen();
  return {
    publisher: app.get(EventPublisher),
    rpc: app.get(RpcClient),
    connection: app.get(BrokerConnection),
    stop: () => app.close(),
  };
}

/** The `index`-th bar of a symbol. */
export function bar(symbol: string, index: number): BarIngested {
  return {
    symbol,
    timeframe: '1m',
    assetClass: 'STOCK',
    openTimeMs: index * 60_000,
    open: '10',
    high: '12',
    low: '9',
    close: '11',
    volume: '100',
    source: 'REPLAY',
    previousOpenTimeMs: index === 0 ? null : (index - 1) * 60_000,
  };
}

export function barEvent(publisher: EventPublisher, symbol: string, index: number): OutgoingEvent {
  return publisher.outgoing(barIngested, bar(symbol, index), { timeMs: index * 60_000, correlationId: 'test' });
}

export function barEvents(publisher: EventPublisher, symbol: string, from: number, count: number): OutgoingEvent[] {
  return Array.from({ length: count }, (_, offset) => barEvent(publisher, symbol, from + offset));
}

export function indexOf(openTimeMs: number): number {
  return openTimeMs / 60_000;
}

export function sequence(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Waits until `holds`; the time limit is that of the test. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(10);
}

export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export async function deadLetters({ connection }: RunningService): Promise<DeadLetter[]> {
  const manager = await jetstreamManager(connection.nats);
  const { state } = await manager.streams.info('DLQ');
  const letters: DeadLetter[] = [];
  for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq += 1) {
    const stored = await manager.streams.getMessage('DLQ', { seq });
    if (stored !== null) letters.push(deadLetter.parse(stored.json()));
  }
  return letters;
}

export async function storedCount({ connection }: RunningService, stream: string): Promise<number> {
  return (await (await jetstreamManager(connection.nats)).streams.info(stream)).state.messages;
}

/** Empties streams; the ids they held stay known to the server for a while. */
export async function purge(connection: BrokerConnection, streams: readonly string[]): Promise<void> {
  const manager = await jetstreamManager(connection.nats);
  for (const stream of streams) await manager.streams.purge(stream);
}
