import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import {
  analysisWatermark,
  type EventDefinition,
  outgoing,
  type PayloadOf,
  signalGenerated,
  signalRejected,
  tradingStateChanged,
  volumeAnalyzed,
} from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { FeedListener } from './feed-listener.js';
import { migratedDatabase, startGateway, stopGateways, type RunningGateway } from './gateway-under-test.js';
import { sampleRejection, sampleSignal } from './sample-signal.js';

let servers: TestServers;
let database: DataSource;
let gateway: RunningGateway;
let second: RunningGateway;
let nats: NatsConnection;
const listeners: FeedListener[] = [];

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  gateway = await startGateway(servers, { WS_MAX_BUFFERED_BYTES: '65536' });
  second = await startGateway(servers);
  nats = await connect({ servers: new URL(servers.natsUrl).host });
}, 120_000);

afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close()));
});

afterAll(async () => {
  await nats?.close();
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

async function listen(url: string, first?: unknown): Promise<FeedListener> {
  const listener = await FeedListener.open(url, first);
  listeners.push(listener);
  return listener;
}

async function publish<Definition extends EventDefinition>(
  definition: Definition,
  payload: PayloadOf<Definition>,
): Promise<void> {
  const event = outgoing(definition, payload, { source: 'test', timeMs: 0, correlationId: 'c' }, 16);
  const text = JSON.stringify(event.envelope);
  if (!event.durable) {
    nats.publish(event.subject, text);
    await nats.flush();
    return;
  }
  const head = headers();
  head.set('Nats-Msg-Id', event.messageId);
  await jetstream(nats).publish(event.subject, text, { headers: head });
}

async function lastOfFeed(): Promise<number> {
  return (await (await jetstreamManager(nats)).streams.info('FEED')).state.last_seq;
}

describe('the feed', () => {
  it('hands on what is stored, with one sequence for all gateways, without watermarks', async () => {
    const here = await listen(gateway.wsUrl);
    const there = await listen(second.wsUrl);
    await publish(analysisWatermark, { symbol: 'AAPL', timeframe: '1d', throughOpenTimeMs: 0 });
    await publish(signalGenerated, sampleSignal(100));
    await publish(tradingStateChanged, {
      revision: 1,
      scope: { level: 'ACCOUNT', name: null },
      from: 'ACTIVE',
      to: 'REDUCING',
      reason: 'test',
      by: 'test',
      atMs: 0,
    });
    await Promise.all([here.heard('portfolio'), there.heard('portfolio')]);
    const facts = here.ofType('signal_generated', 'portfolio');
    expect(facts).toHaveLength(2);
    expect(facts[0]?.data).toMatchObject({ id: 'sig_AAPL_100', r_multiple: '3.91' });
    expect(there.ofType('signal_generated', 'portfolio')).toEqual(facts);
    expect(new Set(here.frames.map((frame) => frame.type))).not.toContain('watermark');
    const [one, two] = facts.map((frame) => frame.sequence);
    expect(two).toBeGreaterThan(one ?? Infinity);
  });

  it('filters by symbol and type', async () => {
    const listener = await listen(gateway.wsUrl, { subscribe: { symbols: ['MSFT'], types: ['signal_rejected'] } });
    await listener.heard('resumed');
    await publish(signalGenerated, sampleSignal(200, 'MSFT'));
    await publish(signalRejected, sampleRejection(200, 'AAPL'));
    await publish(signalRejected, sampleRejection(200, 'MSFT'));
    const [rejection] = await listener.heard('signal_rejected');
    expect(rejection?.data.symbol).toBe('MSFT');
    expect(listener.ofType('signal_rejected', 'signal_generated')).toHaveLength(1);
  });

  it('sends bars only to who names them, under the last durable sequence', async () => {
    const bar = {
      symbol: 'AAPL',
      timeframe: '1d' as const,
      openTimeMs: 0,
      open: '1',
      high: '2',
      low: '1',
      close: '2',
      volume: '10',
      simulated: true,
      ratio: null,
      spread: null,
      closePosition: 1,
      effortResult: null,
      warmingBarsToGo: 3,
      side: null,
      phase: null,
    };
    const all = await listen(gateway.wsUrl);
    const bars = await listen(gateway.wsUrl, { subscribe: { types: ['bar'] } });
    await all.heard('resumed');
    await bars.heard('resumed');
    await publish(volumeAnalyzed, bar);
    const [frame] = await bars.heard('bar');
    expect(frame).toMatchObject({ sequence: await lastOfFeed(), data: { open_time: '1970-01-01T00:00:00.000Z' } });
    await publish(signalGenerated, sampleSignal(300));
    await all.heard('signal_generated');
    expect(all.ofType('bar')).toEqual([]);
  });

  it('replays everything after a sequence, across a restart of the gateway, once and in order', async () => {
    let doomed = await startGateway(servers);
    const before = await listen(doomed.wsUrl);
    await before.heard('resumed');
    for (let n = 400; n < 420; n += 1) await publish(signalGenerated, sampleSignal(n));
    const [first] = await before.heard('signal_generated', 20);
    const seen = first?.sequence ?? -1;
    await doomed.stop();
    for (let n = 420; n < 1_420; n += 1) void publish(signalGenerated, sampleSignal(n));
    doomed = await startGateway(servers);
    const after = await listen(doomed.wsUrl, { resume: { after: seen } });
    for (let n = 1_420; n < 1_440; n += 1) await publish(signalGenerated, sampleSignal(n));
    const heard = await after.heard('signal_generated', 1_039);
    await doomed.stop();
    expect(new Set(heard.map((frame) => frame.data.id))).toEqual(
      new Set(Array.from({ length: 1_039 }, (_, i) => `sig_AAPL_${401 + i}`)),
    );
    const numbers = heard.map((frame) => frame.sequence);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(numbers[0]).toBe(seen + 1);
  }, 60_000);

  it('goes on at another gateway where one has gone, each event once', async () => {
    const doomed = await startGateway(servers);
    const before = await listen(doomed.wsUrl, { subscribe: { symbols: ['NFLX'] } });
    await before.heard('resumed');
    for (let n = 0; n < 10; n += 1) await publish(signalGenerated, sampleSignal(9_000 + n, 'NFLX'));
    const seen = (await before.heard('signal_generated', 10)).at(-1)?.sequence ?? -1;
    await doomed.stop('SIGKILL');
    for (let n = 10; n < 20; n += 1) await publish(signalGenerated, sampleSignal(9_000 + n, 'NFLX'));
    const after = await listen(second.wsUrl, { subscribe: { symbols: ['NFLX'] }, resume: { after: seen } });
    await publish(signalGenerated, sampleSignal(9_020, 'NFLX'));
    const heard = await after.heard('signal_generated', 11);
    const ids = [...before.ofType('signal_generated'), ...heard].map((frame) => frame.data.id);
    expect(ids).toEqual(Array.from({ length: 21 }, (_, n) => `sig_NFLX_${9_000 + n}`));
  }, 60_000);

  it('says so when it cannot resume from there', async () => {
    const listener = await listen(gateway.wsUrl, { resume: { after: 99_999_999 } });
    const [reset] = await listener.heard('reset');
    expect(reset?.data).toMatchObject({ reason: 'sequence-not-reached', asked_after: 99_999_999 });
    await publish(signalGenerated, sampleSignal(1_500));
    await listener.heard('signal_generated');
  });

  it('answers what it cannot read, and closes on a client that goes on', async () => {
    const listener = await listen(gateway.wsUrl);
    listener.say('{');
    listener.say({ subscribe: { symbol: 'AAPL' } });
    listener.say({ ping: 1 });
    await listener.heard('pong');
    expect(listener.ofType('error').map((frame) => frame.data.code)).toEqual(['not-json', 'invalid-request']);
    const closed = once(listener.socket, 'close');
    for (let i = 0; i < 20; i += 1) listener.say('?');
    expect((await closed)[0]).toBe(4009);
    const other = await listen(gateway.wsUrl);
    const refused = once(other.socket, 'close');
    other.say('x'.repeat(20_000));
    expect((await refused)[0]).toBe(1009);
  });

  it('tells a client that does not read, closes it, and lets it resume', async () => {
    const slow = await listen(gateway.wsUrl);
    await slow.heard('resumed');
    slow.socket.pause();
    const start = await lastOfFeed();
    for (let n = 2_000; n < 8_000; n += 500) {
      await Promise.all(Array.from({ length: 500 }, (_, i) => publish(signalGenerated, sampleSignal(n + i))));
    }
    const fast = await listen(gateway.wsUrl, { subscribe: { types: ['signal_generated'] }, resume: { after: start } });
    await fast.heard('signal_generated', 6_000);
    const closed = once(slow.socket, 'close');
    slow.socket.resume();
    expect((await closed)[0]).toBe(4008);
    const lagging = slow.frames.at(-1);
    expect(lagging?.type).toBe('lagging');
    const last = slow.ofType('signal_generated').at(-1)?.sequence ?? -1;
    const again = await listen(gateway.wsUrl, { resume: { after: last } });
    const rest = await again.heard('signal_generated', 6_000 - (last - start));
    expect(rest[0]?.sequence).toBe(last + 1);
  }, 90_000);
});
