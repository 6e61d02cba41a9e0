import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SUBJECT_ROOT, type DeadLetter } from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { get, migratedDatabase, post, startGateway, stopGateways } from './gateway-under-test.js';

const SUBJECT = `${SUBJECT_ROOT}.order.created.AAPL.0`;

let servers: TestServers;
let database: DataSource;
let nats: NatsConnection;
let letters: string;

async function keep(letter: Partial<DeadLetter>): Promise<number> {
  const whole: DeadLetter = {
    service: 'execution',
    stream: 'EXECUTION',
    streamSequence: 1,
    subject: SUBJECT,
    messageId: `order.created:${Math.random()}`,
    reason: 'the broker said no',
    deliveries: 5,
    atMs: Date.UTC(2024, 0, 1),
    body: '{"the":"message"}',
    ...letter,
  };
  return (await jetstream(nats).publish(`dlq.execution.${whole.subject}`, JSON.stringify(whole))).seq;
}

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  const gateway = await startGateway(servers);
  nats = await connect({ servers: new URL(servers.natsUrl).host });
  letters = `${gateway.url}/api/v1/dead-letters`;
}, 120_000);

afterAll(async () => {
  await nats?.close();
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

describe('dead letters', () => {
  it('come newest first, page by page, with the reason', async () => {
    const kept = [await keep({}), await keep({ reason: 'no such field' }), await keep({})];
    const seen: { sequence: number; reason: string }[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await get(`${letters}?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.items);
      cursor = body.next_cursor;
    }
    expect(seen.slice(0, 3).map(({ sequence }) => sequence)).toEqual(kept.toReversed());
    expect(new Set(seen.map(({ sequence }) => sequence)).size).toBe(seen.length);
    expect(seen[1]).toMatchObject({ reason: 'no such field', service: 'execution', at: '2024-01-01T00:00:00.000Z' });
  });

  it('go back to where they came from under their own id, once, and it is written down who did that', async () => {
    const sequence = await keep({ messageId: 'order.created:once', body: '{"once":true}' });
    expect(await post(`${letters}/${sequence}/replay`, {})).toMatchObject({
      status: 200,
      body: { subject: SUBJECT, message_id: 'order.created:once' },
    });
    const manager = await jetstreamManager(nats);
    const message = await manager.streams.getMessage('EXECUTION', { last_by_subj: SUBJECT });
    expect(message?.string()).toBe('{"once":true}');
    expect(message?.header.get('Nats-Msg-Id')).toBe('order.created:once');
    expect(await post(`${letters}/${sequence}/replay`, {})).toMatchObject({ status: 404 });
    const audit = await get(letters.replace('dead-letters', 'audit?action=dead-letter.replay'));
    expect(audit.body.items).toMatchObject([{ subject: 'order.created:once' }]);
  });

  it('stay while the stream would drop them as a repeat, and when they are no events', async () => {
    await jetstream(nats).publish(SUBJECT, 'first', { msgID: 'order.created:fresh' });
    const fresh = await keep({ messageId: 'order.created:fresh' });
    expect(await post(`${letters}/${fresh}/replay`, {})).toMatchObject({ status: 409, body: { code: 'too-soon' } });
    const foreign = await keep({ subject: '$JS.API.STREAM.DELETE.BARS' });
    expect(await post(`${letters}/${foreign}/replay`, {})).toMatchObject({
      status: 409,
      body: { code: 'not-an-event' },
    });
    const { body } = await get(letters);
    expect(body.items.map(({ sequence }: { sequence: number }) => sequence)).toEqual(
      expect.arrayContaining([fresh, foreign]),
    );
  });

  it.each(['0', '999999', '99999999999999999999'])('has none at place %s', async (place) => {
    expect(await post(`${letters}/${place}/replay`, {})).toMatchObject({ status: 404 });
  });
});
