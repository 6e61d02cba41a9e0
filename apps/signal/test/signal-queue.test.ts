import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventOrigin, type OutgoingEvent, outgoing, type EventDefinition } from '@tape/contracts';
import { openDataSource, Outbox, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { comparePriority } from '@tape/trading';
import { readClaimRules } from '../src/claim-rules.js';
import { SignalQueue } from '../src/signal-queue.repository.js';

const NOW = Date.parse('2024-03-01T12:00:00Z');
const DAY = 86_400_000;

const publisher = {
  outgoing: ((definition: EventDefinition, payload: unknown, origin: Omit<EventOrigin, 'source'>): OutgoingEvent =>
    outgoing(definition, payload, { ...origin, source: 'signal' }, 16)) as never,
};

let servers: TestServers;
let database: DataSource;
let queue: SignalQueue;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'signal-test' });
  await runMigrations(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  await database.query(
    'truncate signals, signal_status_history, outbox, orders, portfolios, trading_restrictions cascade',
  );
  queue = new SignalQueue(database, new Outbox('signal'), publisher);
});

async function put(
  id: string,
  priority: number,
  barTimeMs = NOW - DAY,
  symbol = 'AAPL',
  pattern = 'SPRING',
): Promise<void> {
  const content = { id, symbol, timeframe: '1d', correlationId: id };
  await database.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at, expires_at, acknowledged, content)
     values ($1, $1, $6, '1d', $7, 'LONG', 'APPROVED', $2, $3, $3, $4, false, $5::jsonb)`,
    [id, priority, new Date(barTimeMs), new Date(barTimeMs + 6 * DAY), JSON.stringify(content), symbol, pattern],
  );
}

const order = (signalId: string): Promise<unknown> =>
  database.query(
    `insert into orders (client_order_id, signal_id, campaign_id, symbol, timeframe, purpose, buy_sell, quantity, state,
                         filled_quantity, fees, created_at, updated_at)
     values ('o', $1, 'c', 'AAPL', '1d', 'ENTRY', 'BUY', 1, 'SUBMITTED', 0, 0, now(), now())`,
    [signalId],
  );

const claim = (claimer: string, max: number, nowMs = NOW, of: SignalQueue = queue) =>
  of.claim({ claimer, max, leaseMs: 60_000, nowMs, atMs: nowMs, series: null });

const ids = (claims: readonly { signal: { id: string } }[]): string[] => claims.map((each) => each.signal.id);

describe('the signal queue', () => {
  it('gives the best first and each to one claimer', async () => {
    for (const [id, priority] of [
      ['low', 10],
      ['high', 90],
      ['middle', 50],
    ] as const)
      await put(id, priority);
    expect(ids(await claim('a', 2))).toEqual(['high', 'middle']);
    expect(ids(await claim('b', 5))).toEqual(['low']);
    expect(ids(await claim('c', 5))).toEqual([]);
  });

  it('gives nothing twice to claimers who come at the same moment', async () => {
    for (let i = 0; i < 40; i += 1) await put(`s${i}`, i);
    const claims = await Promise.all(Array.from({ length: 8 }, (_, n) => claim(`claimer-${n}`, 10)));
    const all = claims.flatMap(ids);
    expect(all.length).toBe(40);
    expect(new Set(all).size).toBe(40);
  });

  it('gives a claimer its own unacknowledged ones again, others only after the lease', async () => {
    await put('one', 1);
    await claim('a', 1);
    expect(ids(await claim('a', 1))).toEqual(['one']);
    expect(ids(await claim('b', 1, NOW + 30_000))).toEqual([]);
    expect(ids(await claim('b', 1, NOW + 60_001))).toEqual(['one']);
  });

  it('lets only the claimer acknowledge, and the same outcome twice', async () => {
    await put('one', 1);
    await claim('a', 1);
    expect(await queue.acknowledge('one', 'b', 'FILLED', NOW)).toMatchObject({ ok: false, code: 'not-yours' });
    expect(await queue.acknowledge('one', 'a', 'FILLED', NOW)).toEqual({ ok: true, status: 'FILLED' });
    expect(await queue.acknowledge('one', 'a', 'FILLED', NOW)).toEqual({ ok: true, status: 'FILLED' });
    expect(await queue.acknowledge('one', 'a', 'RETURNED', NOW)).toMatchObject({ ok: false, code: 'illegal-step' });
    expect(await queue.acknowledge('none', 'a', 'FILLED', NOW)).toMatchObject({ ok: false, code: 'unknown-signal' });
  });

  it('puts a returned signal back for everybody', async () => {
    await put('one', 1);
    await claim('a', 1);
    await queue.acknowledge('one', 'a', 'RETURNED', NOW);
    expect(ids(await claim('b', 1))).toEqual(['one']);
  });

  it('ends what nobody took by bar time, and says so once', async () => {
    await put('one', 1);
    await queue.load();
    await queue.expire('AAPL', '1d', NOW + 4 * DAY, NOW, 'c');
    expect(await claim('nobody', 0, NOW)).toEqual([]);
    await queue.expire('AAPL', '1d', NOW + 5 * DAY, NOW, 'c');
    await queue.expire('AAPL', '1d', NOW + 6 * DAY, NOW, 'c');
    expect(ids(await claim('a', 1))).toEqual([]);
    const events = await database.query('select message_id from outbox');
    expect(events).toHaveLength(1);
  });

  it('gives what has an order to nobody, neither again nor after the lease', async () => {
    await put('ordered', 1);
    await claim('execution', 1);
    await order('ordered');
    expect(ids(await claim('execution', 1))).toEqual([]);
    expect(ids(await claim('desk', 1, NOW + 60_001))).toEqual([]);
  });

  it('ends what a silent claimer held past its lease, but nothing that has an order', async () => {
    for (const id of ['dropped', 'held', 'ordered']) await put(id, 1);
    await claim('a', 3);
    await database.query(`update signals set lease_expires_at = $1 where id = 'held'`, [new Date(NOW + 2 * DAY)]);
    await order('ordered');
    await queue.load();
    await queue.expire('AAPL', '1d', NOW + 5 * DAY, NOW + DAY, 'c');
    expect(await database.query('select id, status from signals order by id')).toEqual([
      { id: 'dropped', status: 'EXPIRED' },
      { id: 'held', status: 'CLAIMED' },
      { id: 'ordered', status: 'CLAIMED' },
    ]);
    expect(await database.query(`select from_status from signal_status_history where to_status = 'EXPIRED'`)).toEqual([
      { from_status: 'CLAIMED' },
    ]);
  });

  it('gives in the order of comparePriority, whatever was stored first', async () => {
    const waiting = [
      { id: 'b', symbol: 'X', priority: 10, barTimeMs: NOW },
      { id: 'B', symbol: 'X', priority: 10, barTimeMs: NOW },
      { id: 'c', symbol: 'A', priority: 10, barTimeMs: NOW },
      { id: 'd', symbol: 'Z', priority: 10, barTimeMs: NOW - DAY },
      { id: 'e', symbol: 'Z', priority: 10.0001, barTimeMs: NOW },
    ];
    for (const one of waiting) await put(one.id, one.priority, one.barTimeMs, one.symbol);
    expect(ids(await claim('a', 9))).toEqual(waiting.toSorted(comparePriority).map((one) => one.id));
  });

  it('says which signals a claimer has had before', async () => {
    await put('one', 2);
    await claim('a', 1);
    await put('two', 1);
    expect((await claim('a', 5)).map((each) => [each.signal.id, each.again])).toEqual([
      ['one', true],
      ['two', false],
    ]);
    expect((await claim('b', 5, NOW + 60_001)).map((each) => each.again)).toEqual([false, false]);
  });

  it('leaves to outside systems what the rules give them, while execution takes the rest', async () => {
    for (const [id, symbol, pattern] of [
      ['s1', 'AAPL', 'SPRING'],
      ['s2', 'AAPL', 'SOS'],
      ['s3', 'EUR/USD', 'SPRING'],
      ['s4', 'MSFT', 'SPRING'],
    ] as const)
      await put(id, 1, NOW, symbol, pattern);
    const reading = readClaimRules('AAPL:SPRING=desk-a|desk-b,EUR*=desk-b,MSFT=*,*=execution');
    if (!reading.ok) throw new Error(reading.problem);
    const ruled = new SignalQueue(database, new Outbox('signal'), publisher, reading.rules);
    const [execution, deskA, deskB] = await Promise.all(
      ['execution', 'desk-a', 'desk-b'].map((claimer) => claim(claimer, 9, NOW, ruled)),
    );
    const all = [...ids(execution!), ...ids(deskA!), ...ids(deskB!)];
    expect(all.toSorted()).toEqual(['s1', 's2', 's3', 's4']);
    expect(ids(execution!)).toContain('s2');
    expect(ids(execution!)).not.toContain('s1');
    expect(ids(deskB!)).toContain('s3');
    expect(ids(deskA!)).not.toContain('s3');
    // A lapsed lease opens the signal to those of the rule only.
    expect(ids(await claim('execution', 9, NOW + 60_001, ruled))).not.toContain('s1');
  });

  it('shares out among many claimers who die, return and come again, each signal acknowledged once', async () => {
    for (let i = 0; i < 30; i += 1) await put(`s${i}`, i % 7);
    const filled: string[] = [];
    for (let round = 0; round < 40 && filled.length < 30; round += 1) {
      const nowMs = NOW + round * 61_000;
      await Promise.all(
        Array.from({ length: 6 }, async (_, n) => {
          for (const { signal } of await claim(`claimer-${n}`, 3, nowMs)) {
            const fate = (round + n + signal.id.length) % 3;
            if (fate === 0) continue;
            const outcome = fate === 1 ? 'RETURNED' : 'FILLED';
            const said = await queue.acknowledge(signal.id, `claimer-${n}`, outcome, nowMs);
            if (said.ok && said.status === 'FILLED') filled.push(signal.id);
          }
        }),
      );
    }
    expect(filled.length).toBe(30);
    expect(new Set(filled).size).toBe(30);
  });

  it('tells every step in the transaction that takes it', async () => {
    await put('one', 1);
    await claim('a', 1);
    await queue.acknowledge('one', 'a', 'FILLED', NOW + 1);
    await queue.advance('one', 'STOP_OUT', 'execution', NOW + 2);
    const steps: { to_status: string }[] = await database.query(
      'select to_status from signal_status_history order by id',
    );
    expect(steps.map((step) => step.to_status)).toEqual(['CLAIMED', 'FILLED', 'STOPPED']);
    expect(await database.query('select 1 from outbox')).toHaveLength(3);
  });
});

const account = (state: string): Promise<unknown> =>
  database.query(
    `insert into portfolios (id, initial_equity, peak_equity, equity, trading_state) values ('main', 1, 1, 1, $1)`,
    [state],
  );
const restrict = (level: string, name: string, state: string): Promise<unknown> =>
  database.query(
    `insert into trading_restrictions (level, name, state, reason, changed_by, changed_at) values ($1, $2, $3, 'x', 'x', now())`,
    [level, name, state],
  );

describe('what may not be traded', () => {
  it.each([
    ['ACTIVE', 'SYMBOL', 'MSFT', 'ACTIVE', ['apple', 'soft']],
    ['ACTIVE', 'SYMBOL', 'MSFT', 'REDUCING', ['apple']],
    ['ACTIVE', 'ENGINE', 'wyckoff', 'HALTED', []],
    ['REDUCING', 'SYMBOL', 'OTHER', 'HALTED', []],
    ['HALTED', 'SYMBOL', 'OTHER', 'ACTIVE', []],
  ])('with the account %s and %s %s %s leaves others %j', async (state, level, name, restricted, left) => {
    await account(state);
    await restrict(level, name, restricted);
    await put('apple', 90);
    await put('soft', 10, NOW - DAY, 'MSFT');
    expect(ids(await claim('outside', 5))).toEqual(left);
    const series = { symbol: 'MSFT', timeframe: '1d', throughOpenTimeMs: NOW };
    const own = await queue.claim({ claimer: 'execution', max: 5, leaseMs: 1, nowMs: NOW, atMs: NOW, series });
    expect(own).toHaveLength(left.includes('soft') ? 0 : 1);
  });

  it('a halted strategy keeps its own signals back, and no others', async () => {
    await account('ACTIVE');
    await restrict('ENGINE', 'breakout', 'HALTED');
    await put('pattern', 90);
    await put('strategy', 10, NOW - DAY, 'MSFT');
    await database.query(
      `update signals set content = content || '{"strategy": {"id": "breakout", "version": 1}}' where id = 'strategy'`,
    );
    expect(ids(await claim('outside', 5))).toEqual(['pattern']);
  });
});
