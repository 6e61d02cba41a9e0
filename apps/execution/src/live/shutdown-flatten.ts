import type { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { LiveOrderRepository } from './live-order.repository.js';
import type { LiveTrading } from './live-trading.js';
import type { OrderDesk } from './order-desk.js';

export interface ShutdownFlattenParts {
  readonly database: DataSource;
  readonly orders: LiveOrderRepository;
  readonly desk: OrderDesk;
  readonly trading: LiveTrading;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly logger: Logger;
}

const LOOK_MS = 100;

/**
 * Leaves every position before the service ends, for those who do not want to hold what nobody watches. What is not out in time
 * is left to the next start, which finds the orders to leave and goes on with them.
 */
export async function flattenAll(parts: ShutdownFlattenParts, withinMs: number): Promise<boolean> {
  const { database, desk, logger, nowMs, orders, sleep, trading } = parts;
  const untilMs = nowMs() + withinMs;
  const leaving = await trading.leave(() => true, {
    purpose: 'MANUAL_CLOSE',
    reason: 'shutdown: FLATTEN_ON_SHUTDOWN',
    closePositions: true,
  });
  if (leaving > 0) logger.warn(`leaving ${leaving} positions and entries before the end`);
  while ((await orders.openSignals(database)).length > 0) {
    if (nowMs() >= untilMs) {
      logger.error('not everything is closed at the broker; stops hold what is left, and the next start goes on');
      return false;
    }
    await sleep(LOOK_MS);
    await desk.round();
  }
  return true;
}
