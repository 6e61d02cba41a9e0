import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { Controller } from '@nestjs/common';
import { barIngested, type BarIngested } from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import {
  allDone,
  BrokerConnection,
  discardAt,
  provisionStreams,
  OnEvents,
  retryFrom,
  type BatchOutcome,
  type Delivery,
} from '../src/index.js';
import {
  bar,
  barEvents,
  deadLetters,
  delay,
  indexOf,
  purge,
  runningService,
  sequence,
  until,
  type RunningService,
  type ServiceOptions,
} from './running-service.js';

type BarBatch = readonly Delivery<BarIngested>[];
type Handle = (batch: BarBatch) => Promise<BatchOutcome>;

let servers: TestServers;
let natsUrl: string;
const running: RunningService[] = [];
let durables = 0;
/** The server drops ids it has seen lately, so each test has a symbol of its own. */
let symbol: string;

beforeAll(async () => {
  servers = await testServers();
}, 120_000);
afterAll(() => servers.stop());
beforeEach(async () => {
  natsUrl = servers.natsUrl;
  symbol = nextDurable().toUpperCase();
  const connection = await BrokerConnection.open('cleaner', natsUrl);
  await provisionStreams(connection.nats, { streamReplicas: 1, streamStorage: 'file' });
  await purge(connection, ['BARS', 'DLQ']);
  await connection.close();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

function nextDurable(): string {
  durables += 1;
  return `bars-${durables}`;
}

async function started(
  handle: Handle,
  {
    durable = nextDurable(),
    maxBatch = 16,
    maxAttempts = 5,
    ...options
  }: ServiceOptions & {
    durable?: string;
    maxBatch?: number;
    maxAttempts?: number;
  } = {},
): Promise<RunningService> {
  @Controller()
  class Bars {
    @OnEvents({ durable, events: [barIngested], maxBatch, maxAttempts })
    async onBars(batch: BarBatch): Promise<BatchOutcome> {
      return await handle(batch);
    }
  }
  const service = await runningService(natsUrl, [Bars], options);
  running.push(service);
  return service;
}

describe('a lane', () => {
  it('hands over every event once, in order, in batches that belong to one lane', async () => {
    const seen = new Map<string, number[]>();
    let largest = 0;
    const service = await started(async (batch) => {
      largest = Math.max(largest, batch.length);
      for (const { event } of batch) {
        seen.set(event.data.symbol, [...(seen.get(event.data.symbol) ?? []), indexOf(event.data.openTimeMs)]);
      }
      return allDone(batch);
    });
    const symbols = ['AAPL', 'BRK.B', 'EUR/USD', 'BTCUSDT'];
    await Promise.all(symbols.map((each) => service.publisher.publish(barEvents(service.publisher, each, 0, 500))));
    await until(() => symbols.every((each) => seen.get(each)?.length === 500));
    for (const each of symbols) expect(seen.get(each)).toEqual(sequence(500));
    expect(largest).toBe(16);
  });

  it('keeps the order when the head is retried, and counts the attempts', async () => {
    const seen: number[] = [];
    const attempts: number[] = [];
    const service = await started(async (batch) => {
      for (const [position, { event, attempt }] of batch.entries()) {
        if (indexOf(event.data.openTimeMs) === 7) attempts.push(attempt);
        if (indexOf(event.data.openTimeMs) === 7 && attempt < 3) return retryFrom(position, 'not yet', 20);
        seen.push(indexOf(event.data.openTimeMs));
      }
      return allDone(batch);
    });
    await service.publisher.publish(barEvents(service.publisher, symbol, 0, 30));
    await until(() => seen.length === 30);
    expect(seen).toEqual(sequence(30));
    expect(attempts).toEqual([1, 2, 3]);
    expect(await deadLetters(service)).toEqual([]);
  });

  it('keeps what was discarded as a dead letter and goes on', async () => {
    const seen: number[] = [];
    const service = await started(async (batch) => {
      const bad = batch.findIndex(({ event }) => indexOf(event.data.openTimeMs) === 3);
      const finished = bad === -1 ? batch : batch.slice(0, bad);
      seen.push(...finished.map(({ event }) => indexOf(event.data.openTimeMs)));
      return bad === -1 ? allDone(batch) : discardAt(bad, 'older-than-history');
    });
    await service.publisher.publish(barEvents(service.publisher, symbol, 0, 10));
    await until(() => seen.length === 9);
    expect(seen).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9]);
    expect(await deadLetters(service)).toMatchObject([
      {
        service: 'test',
        stream: 'BARS',
        subject: expect.stringMatching(/^tape\.v1\.bar\.ingested\.1m\.BARS-\d+\.\d$/),
        messageId: `bar:${symbol}:1m:180000`,
        reason: 'older-than-history',
        deliveries: 1,
        body: expect.stringContaining('"openTimeMs":180000'),
      },
    ]);
  });

  it('gives a message up after its attempts, and only that one', async () => {
    const seen: number[] = [];
    let tries = 0;
    const service = await started(
      async (batch) => {
        if (batch.some(({ event }) => indexOf(event.data.openTimeMs) === 5)) {
          tries += batch.length === 1 ? 1 : 0;
          throw new Error('cannot be divided');
        }
        seen.push(...batch.map(({ event }) => indexOf(event.data.openTimeMs)));
        return allDone(batch);
      },
      { maxAttempts: 3 },
    );
    await service.publisher.publish(barEvents(service.publisher, symbol, 0, 12));
    await until(() => seen.length === 11);
    expect(seen).toEqual(sequence(12).filter((index) => index !== 5));
    expect(tries).toBe(3);
    expect(await deadLetters(service)).toMatchObject([
      { messageId: `bar:${symbol}:1m:300000`, reason: 'cannot be divided', deliveries: 3 },
    ]);
  });

  it('waits through an outage of something else without giving anything up', async () => {
    const seen: number[] = [];
    let calls = 0;
    const service = await started(
      async (batch) => {
        calls += 1;
        if (calls <= 4) throw Object.assign(new Error('terminating connection'), { code: '57P01' });
        seen.push(...batch.map(({ event }) => indexOf(event.data.openTimeMs)));
        return allDone(batch);
      },
      { maxAttempts: 2 },
    );
    await service.publisher.publish(barEvents(service.publisher, symbol, 0, 5));
    await until(() => seen.length === 5);
    expect(seen).toEqual(sequence(5));
    expect(await deadLetters(service)).toEqual([]);
  });

  it.each([
    ['is not JSON', 'rubbish', 'bar.ingested: the message is not JSON'],
    [
      'breaks its contract',
      JSON.stringify({
        specversion: '1.0',
        id: 'x',
        source: 's',
        type: 'tape.v1.bar.ingested',
        subject: 's',
        time: 't',
        dataschema: 'd',
        correlationid: 'c',
        partitionkey: 'p',
        data: { ...bar('AAPL', 1), close: 1.5 },
      }),
      'bar.ingested: close: Invalid input: expected string, received number',
    ],
  ])('makes a dead letter at once of what %s', async (_, body, reason) => {
    const seen: number[] = [];
    const service = await started(async (batch) => {
      seen.push(...batch.map(({ event }) => indexOf(event.data.openTimeMs)));
      return allDone(batch);
    });
    const [before, after] = barEvents(service.publisher, symbol, 0, 2);
    await service.publisher.publish([before]);
    await service.publisher.publishText(before.subject, `bad:${symbol}`, body);
    await service.publisher.publish([after]);
    await until(() => seen.length === 2);
    expect(seen).toEqual([0, 1]);
    expect(await deadLetters(service)).toMatchObject([{ reason, body }]);
  });

  it('keeps a message alive that is worked on for longer than the ack wait', async () => {
    const seen: number[] = [];
    let concurrent = 0;
    let most = 0;
    const service = await started(
      async (batch) => {
        concurrent += 1;
        most = Math.max(most, concurrent);
        if (indexOf(batch[0].event.data.openTimeMs) === 0) await delay(3_500);
        seen.push(...batch.map(({ event }) => indexOf(event.data.openTimeMs)));
        concurrent -= 1;
        return allDone(batch);
      },
      { maxBatch: 1, timing: { ackWaitMs: 1_000 } },
    );
    await service.publisher.publish(barEvents(service.publisher, symbol, 0, 5));
    await until(() => seen.length === 5);
    await delay(1_500);
    expect(seen).toEqual(sequence(5));
    expect(most).toBe(1);
    const manager = await jetstreamManager(service.connection.nats);
    const infos = await manager.consumers.list('BARS').next();
    expect(infos.map((info) => info.num_redelivered)).toEqual(infos.map(() => 0));
  }, 30_000);

  it('finishes the running batch at shutdown and leaves the rest, in order, to the next process', async () => {
    const seen: number[] = [];
    const durable = nextDurable();
    const slow: Handle = async (batch) => {
      await delay(30);
      seen.push(...batch.map(({ event }) => indexOf(event.data.openTimeMs)));
      return allDone(batch);
    };
    const first = await started(slow, { durable, maxBatch: 4 });
    await first.publisher.publish(barEvents(first.publisher, symbol, 0, 60));
    await until(() => seen.length >= 8);

    await first.stop();

    running.splice(running.indexOf(first), 1);
    const handed = seen.length;
    expect(handed).toBeLessThan(60);
    await started(slow, { durable, maxBatch: 4 });
    await until(() => seen.length >= 60);
    expect(seen).toEqual(sequence(60));
  });

  it('comes back behind the last finished message when its consumer is deleted', async () => {
    const seen: number[] = [];
    const durable = nextDurable();
    const service = await started(
      async (batch) => {
        seen.push(...batch.map(({ event }) => indexOf(event.data.openTimeMs)));
        return allDone(batch);
      },
      { durable, partitions: 1 },
    );
    await service.publisher.publish(barEvents(service.publisher, symbol, 0, 20));
    await until(() => seen.length === 20);
    const manager = await jetstreamManager(service.connection.nats);
    await manager.consumers.delete('BARS', `${durable}-0`);
    await service.publisher.publish(barEvents(service.publisher, symbol, 20, 20));
    await until(() => seen.length >= 40);
    expect(seen).toEqual(sequence(40));
  });

  it('goes on settling after the server has looked at its consumer', async () => {
    const seen: number[] = [];
    const durable = nextDurable();
    const timing = { ackWaitMs: 1_000 };
    const service = await started(
      async (batch) => {
        seen.push(...batch.map(({ event }) => indexOf(event.data.openTimeMs)));
        return allDone(batch);
      },
      { durable, partitions: 1, timing },
    );
    await service.publisher.publish(barEvents(service.publisher, symbol, 0, 300));
    await until(() => seen.length === 300);
    // Once an ack wait the server moves its ack floor up to all that it has sent, where nothing is unsettled.
    await delay(2_500);
    for (let from = 300; from < 340; from += 1) {
      await service.publisher.publish(barEvents(service.publisher, symbol, from, 1));
    }
    await until(() => seen.length >= 340);
    const manager = await jetstreamManager(service.connection.nats);
    await until(async () => (await manager.consumers.info('BARS', `${durable}-0`)).num_ack_pending === 0);
    expect(seen).toEqual(sequence(340));
  });
});
