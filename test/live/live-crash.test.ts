import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { StandInOrder } from '../../apps/execution/test/stand-in/broker-stand-in.js';
import { LiveStack } from './live-stack.js';

const PATIENCE_MS = 150_000;
let live: LiveStack;

beforeAll(async () => {
  live = await LiveStack.start({ FLATTEN_ON_SHUTDOWN: 'true' });
}, 120_000);

afterAll(async () => {
  await live?.stop();
});

afterEach(() => {
  live.broker.fillsAtOnce = true;
  live.broker.faults.length = 0;
  live.broker.onTaken = () => undefined;
  live.broker.onCancel = () => undefined;
});

/** Kills the service once, when the broker has taken an order that it is about to confirm. */
function killWhenTaken(isIt: (order: StandInOrder) => boolean): void {
  live.broker.onTaken = async (order) => {
    if (!isIt(order)) return;
    live.broker.onTaken = () => undefined;
    await live.killExecution();
  };
}

describe('an order whose process is killed', () => {
  it(
    'before it was sent is sent once after the restart',
    async () => {
      await live.broker.stop();
      await live.signal('BEFORE');
      await live.until(
        'an order that waits',
        () => live.orders('BEFORE'),
        (orders) => orders[0]?.state === 'NEW',
      );
      await live.killExecution();
      await live.broker.start();
      await live.protectedPosition('BEFORE');
      await live.expectAgreement('BEFORE', 100);
    },
    PATIENCE_MS,
  );

  it(
    'after it was sent, before the answer, is found again and not sent twice',
    async () => {
      killWhenTaken((order) => order.symbol === 'SENT');
      await live.signal('SENT');
      await live.protectedPosition('SENT');
      await live.expectAgreement('SENT', 100);
    },
    PATIENCE_MS,
  );

  it(
    'after the answer is filled afterwards',
    async () => {
      live.broker.fillsAtOnce = false;
      await live.signal('ACKED');
      await live.until(
        'an order at work',
        () => live.orders('ACKED'),
        (orders) => orders[0]?.state === 'SUBMITTED',
      );
      await live.killExecution();
      live.broker.fill(live.broker.orders.find((order) => order.symbol === 'ACKED')!);
      await live.protectedPosition('ACKED');
      await live.expectAgreement('ACKED', 100);
    },
    PATIENCE_MS,
  );

  it(
    'between two parts of its fill books both',
    async () => {
      live.broker.fillsAtOnce = false;
      await live.signal('PARTS');
      const taken = await live.until(
        'an order at the broker',
        async () => live.broker.orders.find((order) => order.symbol === 'PARTS'),
        (order) => order !== undefined,
      );
      live.broker.fill(taken!, 40, 100);
      await live.until(
        'the first part',
        () => live.orders('PARTS'),
        (orders) => orders[0]?.filled === '40',
      );
      await live.killExecution();
      live.broker.fill(taken!, 100, 101);
      await live.until(
        'the whole',
        () => live.position('PARTS'),
        ([position]) => position?.quantity === '100',
      );
      await live.until(
        'one stop for all of it',
        () => live.orders('PARTS'),
        (orders) => orders.some((order) => order.purpose === 'STOP' && order.state === 'SUBMITTED'),
      );
      await live.expectAgreement('PARTS', 100);
      const fills = await live.rows<{ quantity: string; price: string }>(
        `select trim_scale(f.quantity)::text as quantity, trim_scale(f.price)::text as price
       from fills f join orders o using (client_order_id) where o.symbol = 'PARTS' order by f.at`,
      );
      expect(fills).toEqual([
        { quantity: '40', price: '100' },
        { quantity: '60', price: '101' },
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'while its stop is sent ends with one stop',
    async () => {
      killWhenTaken((order) => order.symbol === 'STOPPED' && order.type === 'stop');
      await live.signal('STOPPED');
      await live.protectedPosition('STOPPED');
      const stops = live.broker.orders.filter((order) => order.symbol === 'STOPPED' && order.type === 'stop');
      expect(stops.filter((order) => order.status === 'new')).toHaveLength(1);
      await live.expectAgreement('STOPPED', 100);
    },
    PATIENCE_MS,
  );

  it.each([
    ['the stop is withdrawn', 'LEAVE1', 'cancel'],
    ['the exit is sent', 'LEAVE2', 'exit'],
  ])(
    'during an emergency exit, when %s, is out of the position once',
    async (_what, symbol, when) => {
      await live.signal(symbol);
      await live.protectedPosition(symbol);
      if (when === 'exit')
        killWhenTaken((order) => order.symbol === symbol && order.side === 'sell' && order.type === 'market');
      else {
        live.broker.onCancel = async (order) => {
          if (order.symbol !== symbol) return;
          live.broker.onCancel = () => undefined;
          await live.killExecution();
        };
      }
      await live.exit(symbol);
      await live.until(
        'a closed position',
        () => live.position(symbol),
        ([position]) => position?.closed ?? false,
      );
      await live.expectAgreement(symbol, 0);
      expect(await live.position(symbol)).toMatchObject([{ reason: 'EMERGENCY_EXIT' }]);
    },
    PATIENCE_MS,
  );
});

describe('a service that is told to stop, and to flatten', () => {
  it(
    'is out of everything before it ends',
    async () => {
      await live.signal('LASTLY');
      await live.protectedPosition('LASTLY');
      await live.stack.services.restart('execution');
      expect(live.broker.orders.filter((order) => order.symbol === 'LASTLY').map(({ status }) => status)).toEqual([
        'filled',
        'canceled',
        'filled',
      ]);
      expect(await live.position('LASTLY')).toMatchObject([{ closed: true, reason: 'MANUAL_CLOSE' }]);
      await live.expectAgreement('LASTLY', 0);
      const snapshots = await live.rows<{ open: number }>('select open_positions as open from account_snapshots');
      expect(snapshots.length).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );
});
