import { setTimeout as sleep } from 'node:timers/promises';
import { closePositions, judgeProposal, type StrategyProposed } from '@tape/contracts';
import { RpcFailure, type RpcClient } from '@tape/messaging';
import type { Logger } from '@tape/observability';
import { positionIdOf, signalIdOf } from '@tape/trading';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 1_000;

/** Asked of other services until they have answered: a wish of a strategy is not lost while one of them is being restarted. */
export class StrategyOrders {
  readonly #rpc: Pick<RpcClient, 'call'>;
  readonly #logger: Pick<Logger, 'warn' | 'error'>;
  readonly #stopping: AbortSignal;

  constructor(rpc: Pick<RpcClient, 'call'>, logger: Pick<Logger, 'warn' | 'error'>, stopping: AbortSignal) {
    this.#rpc = rpc;
    this.#logger = logger;
    this.#stopping = stopping;
  }

  /** Has a proposal judged. The same one asked again gets the verdict it was given. @throws Error when the process stops. */
  async judge(proposal: StrategyProposed): Promise<void> {
    await this.#untilAnswered(`the verdict on ${proposal.id}`, true, () =>
      this.#rpc.call(judgeProposal, { proposal, correlationId: proposal.id }),
    );
  }

  /** Has the position of a trade closed at the next open. Asked again, nothing more happens. @throws Error when the process stops. */
  async exit(proposal: StrategyProposed, reason: string, closeTimeMs: number): Promise<void> {
    await this.#untilAnswered(`the exit of ${proposal.id}`, false, () =>
      this.#rpc.call(closePositions, {
        positionId: positionIdOf(signalIdOf(proposal.id)),
        by: `strategy:${proposal.strategy.id}`,
        note: reason,
        strategyExitAtMs: closeTimeMs,
      }),
    );
  }

  /** Resolves after a moment; rejects when the process stops. */
  async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#stopping });
  }

  /** @param insists asks again though it was refused: nothing can go on without the answer. */
  async #untilAnswered(what: string, insists: boolean, ask: () => Promise<unknown>): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await ask();
        return;
      } catch (error) {
        if (!(error instanceof RpcFailure)) throw error;
        if (!error.retryable && !insists) {
          this.#logger.error({ code: error.code, problem: error.message }, `${what} was refused`);
          return;
        }
        if (pauseMs >= LONGEST_PAUSE_MS) {
          this.#logger.warn({ code: error.code, problem: error.message }, `${what} is still waited for`);
        }
      }
      await this.pause(pauseMs);
    }
  }
}
