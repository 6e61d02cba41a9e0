import type { Logger } from '@nestjs/common';
import { type EventDefinition, type EventOrigin, type OutgoingEvent, outgoing } from '@tape/contracts';
import { InstrumentStore, Outbox, RateReader } from '@tape/persistence';
import { BAR_RATE_DELAY_MS } from '@tape/risk-rules';
import type { Broker } from '@tape/trading';
import type { DataSource } from 'typeorm';
import { signalOf } from './stand-in/sample-signal.js';
import { BrokerLine } from '../src/live/broker-line.js';
import { DifferenceRepository } from '../src/live/difference.repository.js';
import { EntryGate } from '../src/live/entry-gate.js';
import { LiveOrderRepository } from '../src/live/live-order.repository.js';
import { LiveTrading } from '../src/live/live-trading.js';
import { OrderDesk } from '../src/live/order-desk.js';

const publisher = {
  outgoing: ((definition: EventDefinition, payload: unknown, origin: Omit<EventOrigin, 'source'>): OutgoingEvent =>
    outgoing(definition, payload, { ...origin, source: 'execution' }, 16)) as never,
};

/** What would be logged is asserted by what is stored. */
export const QUIET = { log: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Logger;

/** A clock that a test moves. */
export interface Clock {
  nowMs: number;
}

/** The parts of a live execution service that trade, as one process has them; another one over the same tables is the next start. */
export function deskOver(database: DataSource, broker: Broker, clock: Clock) {
  const nowMs = (): number => clock.nowMs;
  const orders = new LiveOrderRepository(broker.name);
  const outbox = new Outbox('execution');
  const desk = new OrderDesk({
    database,
    orders,
    instruments: new InstrumentStore(database),
    rates: new RateReader(database, BAR_RATE_DELAY_MS),
    outbox,
    publisher,
    line: new BrokerLine(broker, nowMs, () => undefined),
    gate: new EntryGate({
      differences: new DifferenceRepository(broker.name),
      sellsShort: broker.sellsShort,
      oldestSignalMs: 3_600_000,
      nowMs,
    }),
    accountCurrency: 'USD',
    nowMs,
    draw: () => 0,
    logger: QUIET,
  });
  return { desk, orders, trading: new LiveTrading({ database, orders, desk, outbox, nowMs }) };
}

/** A signal to buy 100, stored; the desk reads its terms from there. */
export async function storeSignal(database: DataSource, symbol: string, clock: Clock, overrides: object = {}) {
  const content = { ...signalOf(symbol, clock.nowMs), ...overrides };
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source)
     values ($1, $2, 0.01, 1, 'SHARES', 1, 'TRADED') on conflict do nothing`,
    [symbol, symbol.endsWith('USDT') ? 'CRYPTO' : 'STOCK'],
  );
  await database.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at, expires_at, content)
     values ($1, $2, $3, '1h', 'SPRING', $4, 'CLAIMED', 50, $5, $6, $7, $8)`,
    [
      content.id,
      content.patternId,
      symbol,
      content.direction,
      new Date(content.barTimeMs),
      new Date(content.createdAtMs),
      new Date(content.expiresAtMs),
      JSON.stringify(content),
    ],
  );
  return content;
}
