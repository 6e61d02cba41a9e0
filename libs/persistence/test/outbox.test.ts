import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataSource, Outbox, OutboxRelay, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { eventNumber, RecordingSink, silent, until } from './events.js';

let servers: TestServers;
let database: DataSource;
let outbox: Outbox;
let sink: RecordingSink;
let relays: OutboxRelay[];
let test = 0;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'outbox-test' });
  await runMigrations(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

beforeEach(() => {
  outbox = new Outbox(`service-${(test += 1)}`);
  sink = new RecordingSink();
  relays = [];
});

afterEach(async () => {
  for (const relay of relays) await relay.stop();
});

function relay(options: { pollMs?: number; outbox?: Outbox; batch?: number } = {}): OutboxRelay {
  const started = new OutboxRelay({ url: servers.databaseUrl, outbox, sink, logger: silent, ...options });
  relays.push(started);
  started.start();
  return started;
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const ids = (from: number, to: number) => numbers(from, to).map((n) => eventNumber(n).messageId);
const events = (from: number, to: number) => numbers(from, to).map((n) => eventNumber(n));
const append = (from: number, to: number) =>
  database.transaction(async (manager) => await outbox.append(manager, events(from, to)));
const isEmpty = async () => (await outbox.size(database)) === 0;

/** Ends every connection of the relays, as a restart of Postgres does. */
async function breakRelayConnections(): Promise<void> {
  await database.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1`, [
    `tape-${outbox.service}-relay`,
  ]);
}

async function twoRelaysAreConnected(): Promise<void> {
  const connections = `select 1 from pg_stat_activity where application_name = $1 and query <> ''`;
  await until(async () => {
    const rows = await database.query<unknown[]>(connections, [`tape-${outbox.service}-relay`]);
    return rows.length === 2;
  });
}

describe('Outbox', () => {
  it('keeps nothing of a transaction that was rolled back', async () => {
    const attempt = database.transaction(async (manager) => {
      await outbox.append(manager, events(1, 3));
      throw new Error('the decision failed');
    });
    await expect(attempt).rejects.toThrow('the decision failed');
    expect(await isEmpty()).toBe(true);
  });

  it('stores an id once while it waits, and apart for each service', async () => {
    await append(1, 2);
    await append(2, 3);
    const other = new Outbox(`${outbox.service}-other`);
    await other.append(database, events(1, 1));
    expect(await outbox.size(database)).toBe(3);
    expect(await other.size(database)).toBe(1);
  });

  it('gives back exactly the event that was stored', async () => {
    await append(7, 7);
    const [waiting] = await outbox.waiting(database, 10);
    expect(waiting?.event).toEqual(eventNumber(7));
  });
});

describe('OutboxRelay', () => {
  it('publishes in order, over many batches, and removes what was acknowledged', async () => {
    await append(1, 60);
    await append(61, 100);
    relay({ batch: 7 });
    await until(isEmpty);
    expect(sink.stored).toEqual(ids(1, 100));
    expect(sink.offered).toHaveLength(100);
  });

  it('publishes at once when poked, not at its next look', async () => {
    const active = relay({ pollMs: 3_600_000 });
    await append(1, 1);
    outbox.poke();
    await until(isEmpty);
    await append(2, 2);
    active.poke();
    await until(isEmpty);
    expect(sink.stored).toEqual(ids(1, 2));
  });

  it('loses and doubles nothing when it dies between publishing and removing', async () => {
    await append(1, 20);
    let crashes = 0;
    sink.after = async () => {
      crashes += 1;
      if (crashes <= 3) await breakRelayConnections();
    };
    relay({ batch: 5, pollMs: 50 });
    await until(isEmpty);
    expect(sink.stored).toEqual(ids(1, 20));
    expect(sink.offered.length).toBeGreaterThan(20);
  });

  it('keeps everything, in order, while the sink refuses', async () => {
    let refusals = 0;
    sink.before = () => {
      refusals += 1;
      if (refusals <= 2) throw new Error('no responders');
    };
    relay({ batch: 4, pollMs: 50 });
    await append(1, 10);
    outbox.poke();
    await until(isEmpty);
    expect(refusals).toBeGreaterThan(2);
    expect(sink.stored).toEqual(ids(1, 10));
  });

  it('goes on after Postgres cut its connection', async () => {
    relay({ pollMs: 50 });
    await append(1, 1);
    await until(isEmpty);
    await breakRelayConnections();
    await append(2, 2);
    await until(isEmpty);
    expect(sink.stored).toEqual(ids(1, 2));
  });

  it('relays in one replica only, and another takes over when that one goes', async () => {
    const first = relay({ pollMs: 20 });
    await append(1, 1);
    await until(isEmpty);
    const offeredByFirst = sink;
    sink = new RecordingSink();
    const secondOutbox = new Outbox(outbox.service);
    relay({ pollMs: 1, outbox: secondOutbox });
    await twoRelaysAreConnected();
    for (let number = 2; number <= 30; number += 1) {
      await append(number, number);
      await until(isEmpty);
    }
    expect(offeredByFirst.stored).toEqual(ids(1, 30));
    expect(sink.stored).toEqual([]);
    await first.stop();
    await append(31, 31);
    await until(isEmpty);
    expect(sink.stored).toEqual(ids(31, 31));
  });

  it('wakes the replica that leads when another one stored something', async () => {
    relay({ pollMs: 3_600_000 });
    await append(1, 1);
    outbox.poke();
    await until(isEmpty);
    const follower = new Outbox(outbox.service);
    const following = relay({ pollMs: 3_600_000, outbox: follower });
    await twoRelaysAreConnected();
    await append(2, 2);
    following.poke();
    await until(isEmpty);
    expect(sink.stored).toEqual(ids(1, 2));
  });

  it('publishes what is left before it stops', async () => {
    const active = relay({ pollMs: 3_600_000, batch: 3 });
    await append(1, 25);
    expect(await active.drain(5_000)).toBe(true);
    expect(sink.stored).toEqual(ids(1, 25));
    expect(await isEmpty()).toBe(true);
  });

  it('tells when everything stored up to now is published', async () => {
    relay({ pollMs: 3_600_000, batch: 2 });
    await append(1, 9);
    await outbox.flushed(database);
    expect(sink.stored).toEqual(ids(1, 9));
    await outbox.flushed(database);
  });

  it('says so when it cannot drain in time, and leaves the events stored', async () => {
    sink.before = () => {
      throw new Error('NATS is away');
    };
    const active = relay();
    await append(1, 2);
    expect(await active.drain(150)).toBe(false);
    expect(await outbox.size(database)).toBe(2);
  });
});
