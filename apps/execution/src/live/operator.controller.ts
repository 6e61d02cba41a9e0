import { Controller, Inject } from '@nestjs/common';
import { brokerDifferences, closePositions, resolveDifference } from '@tape/contracts';
import { OnRpc, RpcRefusal } from '@tape/messaging';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { DifferenceRepository } from './difference.repository.js';
import { LiveTrading } from './live-trading.js';
import { Reconciliation } from './reconciliation.js';

/** Answers the operator: what differs, what to do about it, and out of a position by hand. */
@Controller()
export class OperatorController {
  readonly #database: DataSource;
  readonly #differences: DifferenceRepository;
  readonly #reconciliation: Reconciliation;
  readonly #trading: LiveTrading;

  constructor(
    @Inject(DataSource) database: DataSource,
    @Inject(DifferenceRepository) differences: DifferenceRepository,
    @Inject(Reconciliation) reconciliation: Reconciliation,
    @Inject(LiveTrading) trading: LiveTrading,
  ) {
    this.#database = database;
    this.#differences = differences;
    this.#reconciliation = reconciliation;
    this.#trading = trading;
  }

  @OnRpc(brokerDifferences)
  async list(): Promise<z.infer<typeof brokerDifferences.response>> {
    return { differences: [...(await this.#differences.list(this.#database))] };
  }

  @OnRpc(resolveDifference)
  async resolve(
    request: z.infer<typeof resolveDifference.request>,
  ): Promise<z.infer<typeof resolveDifference.response>> {
    const { id, choice, by, note } = request;
    const resolution = await this.#reconciliation.resolve(id, choice, by, note);
    if (!resolution.ok) throw new RpcRefusal('not-resolved', resolution.refusal, false);
    return { id };
  }

  @OnRpc(closePositions)
  async close(request: z.infer<typeof closePositions.request>): Promise<z.infer<typeof closePositions.response>> {
    const { positionId, by, note, strategyExitAtMs } = request;
    const closing = await this.#trading.leave((_campaignId, held) => positionId === null || positionId === held, {
      purpose: strategyExitAtMs === undefined ? 'MANUAL_CLOSE' : 'STRATEGY_EXIT',
      reason: `${by}: ${note}`,
      closePositions: true,
    });
    return { closing };
  }
}
