import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller } from '@nestjs/common';
import {
  barIngested,
  releaseReservation,
  volumeAnalyzed,
  type BarIngested,
  type CloudEvent,
  type VolumeAnalyzed,
} from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import { allDone, OnBroadcast, OnEvents, OnRpc, type BatchOutcome, type Delivery } from '../src/index.js';
import {
  barEvents,
  delay,
  indexOf,
  runningService,
  sequence,
  storedCount,
  until,
  type RunningService,
} from './running-service.js';

let servers: TestServers;
let service: RunningService;
let handled: { symbol: string; index: number }[];
let broadcasts: number;

@Controller()
class Everything {
  @OnEvents({ durable: 'crash-bars', events: [barIngested], maxBatch: 32 })
  async onBars(batch: readonly Delivery<BarIngested>[]): Promise<BatchOutcome> {
    await delay(1);
    for (const { event } of batch) handled.push({ symbol: event.data.symbol, index: indexOf(event.data.openTimeMs) });
    return allDone(batch);
  }
  @OnBroadcast([volumeAnalyzed])
  onVolume(_event: CloudEvent<VolumeAnalyzed>): void {
    broadcasts += 1;
  }
  @OnRpc(releaseReservation)
  onRelease(): { released: boolean } {
    return { released: true };
  }
}

beforeEach(async () => {
  handled = [];
  broadcasts = 0;
  servers = await testServers();
  service = await runningService(servers.natsUrl, [Everything], { partitions: 4 });
}, 120_000);
afterEach(async () => {
  await service.stop();
  await servers.stop();
}, 60_000);

function indicesOf(symbol: string): number[] {
  return handled.filter((bar) => bar.symbol === symbol).map(({ index }) => index);
}

/** Much more at once than may be under way, so that every crash finds some sent and some waiting. */
async function publishAll(symbols: readonly string[], perSymbol: number): Promise<void> {
  const { publisher } = service;
  await Promise.all(symbols.map((symbol) => publisher.publish(barEvents(publisher, symbol, 0, perSymbol))));
}

async function crash(): Promise<void> {
  await servers.nats.kill();
  await servers.nats.start();
}

describe('a NATS server that is killed and comes back with its data', () => {
  it('loses and doubles nothing of what is being published and handled meanwhile', async () => {
    const symbols = ['AAPL', 'MSFT', 'NVDA', 'BTCUSDT', 'EUR/USD'];
    const perSymbol = 3_000;
    const publishing = publishAll(symbols, perSymbol);
    for (const goal of [1_000, 5_000, 10_000]) {
      await until(() => handled.length >= goal);
      await crash();
    }
    await publishing;
    await until(() => symbols.every((symbol) => indicesOf(symbol).length >= perSymbol));
    for (const symbol of symbols) expect(indicesOf(symbol)).toEqual(sequence(perSymbol));
    expect(await storedCount(service, 'BARS')).toBe(symbols.length * perSymbol);
  }, 120_000);

  it('loses and doubles nothing when only the connection breaks, again and again', async () => {
    const symbols = ['AAPL', 'MSFT', 'NVDA', 'BTCUSDT', 'EUR/USD'];
    const perSymbol = 3_000;
    const publishing = publishAll(symbols, perSymbol);
    for (let goal = 1_000; goal <= 10_000; goal += 1_000) {
      await until(() => handled.length >= goal);
      await service.connection.nats.reconnect();
    }
    await publishing;
    await until(() => symbols.every((symbol) => indicesOf(symbol).length >= perSymbol));
    for (const symbol of symbols) expect(indicesOf(symbol)).toEqual(sequence(perSymbol));
    expect(await storedCount(service, 'BARS')).toBe(symbols.length * perSymbol);
  }, 60_000);

  it('is found again by idle lanes, broadcasts and questions', async () => {
    await crash();
    await until(() => service.connection.connected);
    await expect(service.rpc.call(releaseReservation, { reservationId: 'r', reason: 'test' })).resolves.toEqual({
      released: true,
    });
    await service.publisher.publish(barEvents(service.publisher, 'AAPL', 0, 3));
    await until(() => indicesOf('AAPL').length === 3);
    await service.publisher.publish([volumeEvent(service, 0)]);
    await until(() => broadcasts === 1);
    expect(indicesOf('AAPL')).toEqual([0, 1, 2]);
  }, 60_000);
});

function volumeEvent({ publisher }: RunningService, index: number) {
  return publisher.outgoing(
    volumeAnalyzed,
    {
      symbol: 'AAPL',
      timeframe: '1m',
      openTimeMs: index * 60_000,
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
    },
    { timeMs: 0, correlationId: 'test' },
  );
}
