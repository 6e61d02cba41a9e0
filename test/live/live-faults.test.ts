import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlaceFault } from '../../apps/execution/test/stand-in/broker-stand-in.js';
import { LiveStack } from './live-stack.js';

const PATIENCE_MS = 150_000;
let live: LiveStack;

beforeAll(async () => {
  live = await LiveStack.start();
}, 120_000);

afterAll(async () => {
  await live?.stop();
});

afterEach(() => {
  live.broker.fillsAtOnce = true;
  live.broker.faults.length = 0;
  live.broker.onCancel = () => undefined;
});

describe('a broker in trouble', () => {
  it.each<[string, string, PlaceFault]>([
    ['says 429', 'BUSY', { kind: 'status', status: 429, taken: false }],
    ['says 500 and has not taken the order', 'ERR0', { kind: 'status', status: 500, taken: false }],
    ['says 500 and has taken it', 'ERR1', { kind: 'status', status: 500, taken: true }],
    ['hangs up before it takes the order', 'CUT0', { kind: 'disconnect', taken: false }],
    ['hangs up after it took it', 'CUT1', { kind: 'disconnect', taken: true }],
    ['does not answer and has not taken the order', 'MUTE0', { kind: 'silence', taken: false }],
    ['does not answer and has taken it', 'MUTE1', { kind: 'silence', taken: true }],
  ])(
    'that %s gets one order',
    async (_what, symbol, fault) => {
      live.broker.faults.push(fault);
      await live.signal(symbol);
      await live.protectedPosition(symbol);
      await live.expectAgreement(symbol, 100);
      expect(live.broker.orders.filter((order) => order.symbol === symbol && order.side === 'buy')).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'that refuses an order ends it with the reason',
    async () => {
      live.broker.faults.push({ kind: 'status', status: 403, taken: false });
      await live.signal('POOR');
      const [order] = await live.until(
        'a rejected order',
        () => live.orders('POOR'),
        ([one]) => one?.state === 'REJECTED',
      );
      expect(order?.reason).toBe('403 out of order');
      await live.expectAgreement('POOR', 0);
    },
    PATIENCE_MS,
  );

  it(
    'whose fill was quicker than the cancellation is believed, and the shares are sold again',
    async () => {
      live.broker.fillsAtOnce = false;
      await live.signal('RACE');
      await live.until(
        'an order at work',
        () => live.orders('RACE'),
        ([order]) => order?.state === 'SUBMITTED',
      );
      live.broker.onCancel = (order) => {
        if (order.symbol !== 'RACE' || order.side !== 'buy') return;
        live.broker.fill(order);
        live.broker.fillsAtOnce = true;
      };
      await live.exit('RACE');
      await live.until(
        'a closed position',
        () => live.position('RACE'),
        ([position]) => position?.closed ?? false,
      );
      await live.expectAgreement('RACE', 0);
    },
    PATIENCE_MS,
  );

  it(
    'is left alone after many failures and asked again later',
    async () => {
      await live.broker.stop();
      await live.signal('AWAY');
      await live.until(
        'an open breaker',
        async () => (await live.logOf('execution')).includes('breaker OPEN'),
        (isOpen) => isOpen,
      );
      await live.broker.start();
      await live.protectedPosition('AWAY');
      await live.expectAgreement('AWAY', 100);
      expect(await live.logOf('execution')).toContain('breaker CLOSED');
    },
    PATIENCE_MS,
  );
});

describe('books that differ from the broker', () => {
  it(
    'are shown, hold entries of the symbol back, and are agreed on by an operator’s choice',
    async () => {
      live.broker.trade('HAND', 30);
      const [difference] = await live.until(
        'a difference',
        () =>
          live.rows<{ id: string; ours: string; theirs: string }>(
            `select id, ours, theirs from broker_differences where subject = 'HAND' and status = 'OPEN'`,
          ),
        (rows) => rows.length === 1,
      );
      expect(difference).toMatchObject({ ours: '0', theirs: '30' });
      await live.signal('HAND');
      await live.until(
        'an order that waits',
        () => live.orders('HAND'),
        ([order]) => order?.state === 'NEW',
      );
      expect(await live.resolve(difference!.id, 'ADOPT')).toMatchObject({ ok: false });
      expect(await live.resolve(difference!.id, 'EXPLAIN')).toMatchObject({ ok: true });
      await live.protectedPosition('HAND');
      expect(live.broker.position('HAND')).toBe(130);
    },
    PATIENCE_MS,
  );

  it(
    'can be flattened at the broker',
    async () => {
      live.broker.trade('FLAT', 30);
      const [difference] = await live.until(
        'a difference',
        () => live.rows<{ id: string }>(`select id from broker_differences where subject = 'FLAT' and status = 'OPEN'`),
        (rows) => rows.length === 1,
      );
      expect(await live.resolve(difference!.id, 'FLATTEN')).toMatchObject({ ok: true });
      await live.until(
        'nothing held',
        async () => live.broker.position('FLAT'),
        (held) => held === 0,
      );
    },
    PATIENCE_MS,
  );

  it(
    'take a sale by hand into the books when it is adopted',
    async () => {
      await live.signal('SOLD');
      await live.protectedPosition('SOLD');
      live.broker.trade('SOLD', -100);
      const [difference] = await live.until(
        'a difference',
        () => live.rows<{ id: string }>(`select id from broker_differences where subject = 'SOLD' and status = 'OPEN'`),
        (rows) => rows.length === 1,
      );
      expect(await live.resolve(difference!.id, 'ADOPT')).toMatchObject({ ok: true });
      await live.until(
        'a closed position',
        () => live.position('SOLD'),
        ([position]) => position?.closed ?? false,
      );
      await live.until(
        'no working stop',
        async () => live.broker.orders.filter((order) => order.symbol === 'SOLD' && order.status === 'new').length,
        (open) => open === 0,
      );
      expect((await live.agreement('SOLD')).theirs).toBe(0);
    },
    PATIENCE_MS,
  );
});
