import { Controller, Inject } from '@nestjs/common';
import { brokerDifferences, closePositions, resolveDifference } from '@tape/contracts';
import { OnRpc, RpcRefusal } from '@tape/messaging';
import type { z } from 'zod';
import { ExitOrders } from './exit-orders.js';

const NOT_LIVE = 'execution trades on paper: there is no broker that could differ';

/** Answers the operator on paper: out of a position by hand; there is no broker to compare the books with. */
@Controller()
export class PaperOperatorController {
  readonly #orders: ExitOrders;

  constructor(@Inject(ExitOrders) orders: ExitOrders) {
    this.#orders = orders;
  }

  @OnRpc(closePositions)
  async close(request: z.infer<typeof closePositions.request>): Promise<z.infer<typeof closePositions.response>> {
    const { positionId, by, note, strategyExitAtMs } = request;
    const isStrategys = strategyExitAtMs !== undefined;
    const purpose = isStrategys ? 'STRATEGY_EXIT' : 'MANUAL_CLOSE';
    const atMs = strategyExitAtMs ?? Date.now();
    return { closing: await this.#orders.close(positionId, `${by}: ${note}`, atMs, purpose) };
  }

  @OnRpc(brokerDifferences)
  list(): Promise<z.infer<typeof brokerDifferences.response>> {
    return Promise.reject(new RpcRefusal('not-live', NOT_LIVE, false));
  }

  @OnRpc(resolveDifference)
  resolve(_request: z.infer<typeof resolveDifference.request>): Promise<z.infer<typeof resolveDifference.response>> {
    return Promise.reject(new RpcRefusal('not-live', NOT_LIVE, false));
  }
}
