import { type PatternDetected, assessRisk, releaseReservation } from '@tape/contracts';
import { type RpcClient, RpcFailure } from '@tape/messaging';
import type { z } from 'zod';

export type RiskAnswer = z.infer<typeof assessRisk.response>;

/** `unavailable`: nobody answered for as long as patience lasted; the candidate is refused, never left hanging. */
export type RiskReply =
  | { readonly answered: true; readonly answer: RiskAnswer }
  | { readonly answered: false; readonly code: string; readonly message: string };

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 250;

/** Asks the risk service, and keeps asking while it says "not yet" or is being restarted. */
export class RiskDesk {
  readonly #rpc: RpcClient;
  readonly #patienceMs: number;
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #nowMs: () => number;

  constructor(
    rpc: RpcClient,
    patienceMs: number,
    clock: { nowMs: () => number; sleep: (ms: number) => Promise<void> },
  ) {
    this.#rpc = rpc;
    this.#patienceMs = patienceMs;
    this.#sleep = clock.sleep;
    this.#nowMs = clock.nowMs;
  }

  /** The same pattern asked again gets the same answer, so asking after a lost reply is safe. */
  async assess(pattern: PatternDetected): Promise<RiskReply> {
    const giveUpAtMs = this.#nowMs() + this.#patienceMs;
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      try {
        return { answered: true, answer: await this.#rpc.call(assessRisk, { pattern }) };
      } catch (error) {
        if (!(error instanceof RpcFailure)) throw error;
        // "Not yet" is an answer: risk is there and follows the tape. Only silence uses up patience.
        const silent = error.code !== 'not-yet';
        if (!error.retryable || (silent && this.#nowMs() >= giveUpAtMs)) {
          return { answered: false, code: error.code, message: error.message };
        }
      }
      await this.#sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  /** Gives a reservation back. It also ends by itself, at its expiry, should risk not be there. */
  async release(reservationId: string, reason: string): Promise<void> {
    const giveUpAtMs = this.#nowMs() + this.#patienceMs;
    for (;;) {
      try {
        await this.#rpc.call(releaseReservation, { reservationId, reason });
        return;
      } catch (error) {
        if (!(error instanceof RpcFailure) || !error.retryable || this.#nowMs() >= giveUpAtMs) throw error;
      }
      await this.#sleep(LONGEST_PAUSE_MS);
    }
  }
}
