import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { Controller } from '@nestjs/common';
import { STREAMS, guardWatermark, volumeAnalyzed, type CloudEvent, type VolumeAnalyzed } from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import { OnBroadcast, provisionStreams } from '../src/index.js';
import {
  barEvent,
  barEvents,
  runningService,
  sequence,
  storedCount,
  until,
  type RunningService,
} from './running-service.js';

const heard: number[] = [];

@Controller()
class Listener {
  @OnBroadcast([volumeAnalyzed])
  async onVolume({ data }: CloudEvent<VolumeAnalyzed>): Promise<void> {
    if (data.openTimeMs === 3) throw new Error('a listener that fails');
    heard.push(data.openTimeMs);
  }
}

let servers: TestServers;
let service: RunningService;

beforeAll(async () => {
  servers = await testServers();
  service = await runningService(servers.natsUrl, [Listener]);
}, 120_000);
afterAll(async () => {
  await service.stop();
  await servers.stop();
});

describe('publishing', () => {
  it('the same event twice stores it once', async () => {
    const before = await storedCount(service, 'BARS');
    const events = barEvents(service.publisher, 'AAPL', 0, 50);
    await service.publisher.publish([...events, ...events]);
    await service.publisher.publish(events);
    expect(await storedCount(service, 'BARS')).toBe(before + 50);
  });

  it('keeps the order over calls that nobody waited for', async () => {
    const before = await storedCount(service, 'BARS');
    await Promise.all(
      sequence(300).map((index) => service.publisher.publish([barEvent(service.publisher, 'MSFT', index)])),
    );
    const manager = await jetstreamManager(service.connection.nats);
    const last = await manager.streams.getMessage('BARS', { seq: before + 300 });
    const middle = await manager.streams.getMessage('BARS', { seq: before + 150 });
    expect([middle?.header.get('Nats-Msg-Id'), last?.header.get('Nats-Msg-Id')]).toEqual([
      'bar:MSFT:1m:8940000',
      'bar:MSFT:1m:17940000',
    ]);
  });

  it('refuses what no server takes and stores the rest', async () => {
    const before = await storedCount(service, 'BARS');
    const [first, second] = barEvents(service.publisher, 'NVDA', 0, 2);
    const largest = service.connection.nats.info?.max_payload ?? 0;
    const huge = { ...first, messageId: 'huge', envelope: { ...first.envelope, data: 'x'.repeat(largest) } };
    await expect(service.publisher.publish([first, huge, second])).rejects.toThrow(/payload/);
    expect(await storedCount(service, 'BARS')).toBe(before + 2);
  });

  it('to a subject no stream keeps is refused at once', async () => {
    await expect(service.publisher.publishText('elsewhere', 'id', 'text')).rejects.toThrow(
      'no stream stores elsewhere',
    );
  });

  it('of a fleeting event reaches who listens, in order, and a failing listener hears the next one', async () => {
    await service.connection.nats.flush();
    await service.publisher.publish(sequence(6).map((index) => volume(index)));
    await until(() => heard.length === 5);
    expect(heard).toEqual([0, 1, 2, 4, 5]);
  });

  it('knows when nobody listens to a fleeting event, and loses none once somebody does', async () => {
    const { publisher, connection } = service;
    const eventOf = (mark: ReturnType<typeof markOf>) =>
      publisher.outgoing(guardWatermark, mark, { timeMs: 0, correlationId: 'test' });
    expect(publisher.isHeard(guardWatermark, markOf(0))).toBe(true);
    await publisher.publish([eventOf(markOf(0))]);
    await until(() => !publisher.isHeard(guardWatermark, markOf(0)));
    const arrived: number[] = [];
    const subscription = connection.nats.subscribe(eventOf(markOf(0)).subject, {
      callback: (_error, message) => {
        arrived.push(message.json<CloudEvent<{ throughOpenTimeMs: number }>>().data.throughOpenTimeMs);
      },
    });
    await until(() => publisher.isHeard(guardWatermark, markOf(1)));
    await publisher.publish(sequence(5).map((index) => eventOf(markOf(index + 1))));
    await until(() => arrived.length >= 5);
    expect(arrived).toEqual([1, 2, 3, 4, 5]);
    subscription.unsubscribe();
  });
});

describe('streams', () => {
  it('are changed in place, and never lose what they hold', async () => {
    const manager = await jetstreamManager(service.connection.nats);
    await manager.streams.update('BARS', { max_bytes: 1_000_000, description: 'something else' });
    const before = await storedCount(service, 'BARS');
    await provisionStreams(service.connection.nats, { streamReplicas: 1, streamStorage: 'file' });
    const { config } = await manager.streams.info('BARS');
    expect(config).toMatchObject({ max_bytes: STREAMS.BARS.maxBytes, description: STREAMS.BARS.description });
    expect(await storedCount(service, 'BARS')).toBe(before);
  });
});

const markOf = (throughOpenTimeMs: number) => ({ symbol: 'AAPL', timeframe: '1m' as const, throughOpenTimeMs });

function volume(index: number) {
  const payload: VolumeAnalyzed = {
    symbol: 'AAPL',
    timeframe: '1m',
    openTimeMs: index,
    open: '1',
    high: '1',
    low: '1',
    close: '1',
    volume: '1',
    simulated: false,
    ratio: null,
    spread: null,
    closePosition: 0.5,
    effortResult: null,
    warmingBarsToGo: 0,
    side: null,
    phase: null,
  };
  return service.publisher.outgoing(volumeAnalyzed, payload, { timeMs: 0, correlationId: 'test' });
}
