import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type EventDefinition,
  type EventOrigin,
  type OutgoingEvent,
  outgoing,
  rejected,
  validated,
  validationWatermark,
} from '@tape/contracts';
import type { Delivery, EventPublisher } from '@tape/messaging';
import { openDataSource, Outbox, runMigrations, SeriesProgress, type SeriesThrough } from '@tape/persistence';
import { CoalescedWrites, WatermarkGate } from '@tape/service';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { ShadowRepository } from '../src/shadow.repository.js';
import { SignalQueue } from '../src/signal-queue.repository.js';
import { SignalStore } from '../src/signal-store.repository.js';
import { VerdictHandler } from '../src/verdict.handler.js';
import { DAY_0_MS, pattern, verdict } from './sample-verdict.js';

const publisher = {
  outgoing: (definition: EventDefinition, payload: unknown, origin: Omit<EventOrigin, 'source'>): OutgoingEvent =>
    outgoing(definition, payload, { ...origin, source: 'signal' }, 16),
  publish: () => Promise.resolve(),
} as unknown as EventPublisher;

let servers: TestServers;
let database: DataSource;
let gate: WatermarkGate;
let handler: VerdictHandler;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'verdict-test' });
  await runMigrations(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  await database.query('truncate signals, signal_status_history, rejected_signals, outbox, series_progress cascade');
  const outbox = new Outbox('signal');
  const progress = new SeriesProgress();
  gate = new WatermarkGate({ read: (of, series) => progress.read(database, of, series) });
  handler = new VerdictHandler({
    store: new SignalStore(database, outbox, new ShadowRepository()),
    queue: new SignalQueue(database, outbox, publisher),
    progress: new CoalescedWrites<SeriesThrough>((rows) => progress.advance(database, 'signal', rows)),
    gate,
    publisher,
  });
});

const patternId = (name: string): string => `ACME:1d:SPRING:${DAY_0_MS}:${name}`;

function delivery(definition: EventDefinition, data: unknown): Delivery<never> {
  const event = { data, id: 'e', correlationid: 'c', traceparent: undefined } as unknown as Delivery<never>['event'];
  return { event, definition, streamSequence: 1, attempt: 1, pending: 0 };
}

const passed = (name: string, ...overrides: Parameters<typeof verdict> | []) => {
  const [patternOverrides = {}, sizing = {}] = overrides;
  return delivery(validated, verdict({ id: patternId(name), ...patternOverrides }, sizing));
};
const refusal = (name: string) => {
  const stage = { stage: 'VOLUME', status: 'FAIL', validator: 'v', reason: 'volume-too-high', message: 'loud' };
  const measures = { measured: '1.2', limit: '0.7', nearMiss: false, atMs: 1, metadata: {} };
  const chain = { overall: 'FAIL', needsReview: false, stages: [{ ...stage, ...measures }] };
  return delivery(rejected, { pattern: pattern({ id: patternId(name) }), chain, sizing: null });
};
const through = (throughOpenTimeMs: number) =>
  delivery(validationWatermark, { symbol: 'ACME', timeframe: '1d', throughOpenTimeMs });

const stored = async (): Promise<unknown> => ({
  signals: (await database.query<{ p: string }[]>('select pattern_id as p from signals order by 1')).map(({ p }) => p),
  rejections: await database.query('select count(*)::int as n from rejected_signals'),
  shadows: await database.query('select count(*)::int as n from shadow_outcomes'),
  events: await database.query('select count(*)::int as n from outbox'),
});

describe('verdicts', () => {
  it('become a signal, or a rejection with its shadow, once however often they come', async () => {
    const batch = [passed('a'), refusal('b'), through(DAY_0_MS)];
    expect(await handler.handle(batch)).toEqual({ done: 3 });
    expect(await handler.handle(batch)).toEqual({ done: 3 });
    expect(await stored()).toEqual({
      signals: [patternId('a')],
      rejections: [{ n: 1 }],
      shadows: [{ n: 1 }],
      events: [{ n: 2 }],
    });
    expect(gate.through('signal', { symbol: 'ACME', timeframe: '1d' })).toBe(DAY_0_MS);
  });

  it.each([
    ['a stop beyond the entry', passed('bad', { stop: '101' }), 'stop 101, entry 100, target 115 make no LONG'],
    ['an R its prices do not make', passed('bad', {}, { rMultiple: '3.1' }), 'its R is 3.1, but its prices make 3'],
    ['a confidence off its parts', passed('bad', { confidence: 82 }), 'confidence 82 disagrees with its parts'],
    ['a refusal in which nobody refused', delivery(rejected, verdict({ id: patternId('bad') })), 'no stage refused it'],
  ])('with %s is put aside at once with the reason; those before it are kept', async (_what, broken, reason) => {
    const outcome = await handler.handle([passed('a'), broken, passed('c'), through(DAY_0_MS)]);
    expect(outcome).toEqual({ done: 1, next: { kind: 'discard', reason: expect.stringContaining(reason) } });
    expect(await stored()).toMatchObject({ signals: [patternId('a')], rejections: [{ n: 0 }] });
    // The mark behind it has not been reached: the bar is not decided yet.
    expect(gate.through('signal', { symbol: 'ACME', timeframe: '1d' })).toBeUndefined();
  });
});
