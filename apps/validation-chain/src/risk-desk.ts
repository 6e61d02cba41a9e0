import { type PatternDetected, assessRisk, releaseReservation } from '@tape/contracts';
import { type RpcClient, RpcFailure } from '@tape/messaging';
import type { z } from 'zod';
import { unlessStopping } from './stopping.js';

export type RiskAnswer = z.infer<typeof assessRisk.response>;

/** `unavailable`: nobody answered for as long as patience lasted; the candidate is refused, never left hanging. */
export type RiskReply =
  | { readonly answered: true; readonly answer: RiskAnswer }
  | { readonly answered: false; readonly code: string; readonly message: string };

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;

/** Asks the risk service, and keeps asking while it says "not yet" or is being restarted. */
export class RiskDesk {
  readonly #rpc: Pick<RpcClient, 'call'>;
  readonly #clock: { readonly nowMs: () => number; readonly sleep: (ms: number) => Promise<void> };
  readonly #stopping: AbortSignal;

  constructor(
    rpc: Pick<RpcClient, 'call'>,
    clock: { readonly nowMs: () => number; readonly sleep: (ms: number) => Promise<void> },
    stopping: AbortSignal,
  ) {
    this.#rpc = rpc;
    this.#clock = clock;
    this.#stopping = stopping;
  }

  /**
   * The same pattern asked again gets the same answer, so asking after a lost reply is safe.
   * @param patienceMs how long risk may be silent.
   * @throws Stopping when the process stops first.
   */
  async assess(pattern: PatternDetected, patienceMs: number): Promise<RiskReply> {
    let giveUpAtMs = this.#clock.nowMs() + patienceMs;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        return { answered: true, answer: await this.#ask(this.#rpc.call(assessRisk, { pattern })) };
      } catch (error) {
        if (!(error instanceof RpcFailure)) throw error;
        if (!error.retryable) return { answered: false, code: error.code, message: error.message };
        // "Not yet" is an answer: risk is there and follows the tape. Only silence uses up patience.
        if (error.code === 'not-yet') giveUpAtMs = this.#clock.nowMs() + patienceMs;
        else if (this.#clock.nowMs() >= giveUpAtMs)
          return { answered: false, code: error.code, message: error.message };
      }
      await this.#ask(this.#clock.sleep(pauseMs));
    }
  }

  /**
   * Gives a reservation back. It also ends by itself, at its expiry, should risk not be there.
   * @throws RpcFailure when risk was silent for as long as patience lasted; Stopping when the process stops first.
   */
  async release(reservationId: string, reason: string, patienceMs: number): Promise<void> {
    const giveUpAtMs = this.#clock.nowMs() + patienceMs;
    for (;;) {
      try {
        await this.#ask(this.#rpc.call(releaseReservation, { reservationId, reason }));
        return;
      } catch (error) {
        if (!(error instanceof RpcFailure) || !error.retryable || this.#clock.nowMs() >= giveUpAtMs) throw error;
      }
      await this.#ask(this.#clock.sleep(LONGEST_PAUSE_MS));
    }
  }

  async #ask<T>(work: Promise<T>): Promise<T> {
    return await unlessStopping(this.#stopping, work);
  }
}
