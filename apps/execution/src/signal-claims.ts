import { type BarIngested, type TradeSignal, claimSignals } from '@tape/contracts';
import { type RpcClient, RpcFailure } from '@tape/messaging';
import type { EntryPlans } from './entry-plans.js';

/** The name under which execution claims. */
export const CLAIMER = 'execution';

const LEASE_SECONDS = 60;
const MOST_CLAIMS = 100;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 500;

/** Takes a series' signals off the queue, and keeps asking while the signal service is being restarted. */
export class SignalClaims {
  readonly #rpc: RpcClient;
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #plans: Pick<EntryPlans, 'of'>;

  /** @param plans gives a claimed signal the plan that it is entered by */
  constructor(rpc: RpcClient, sleep: (ms: number) => Promise<void>, plans: Pick<EntryPlans, 'of'>) {
    this.#rpc = rpc;
    this.#sleep = sleep;
    this.#plans = plans;
  }

  /**
   * @param tries how often to ask when nobody answers; undefined asks until somebody does.
   * @returns best first; none when nobody answered in so many tries.
   */
  async of(
    bar: Pick<BarIngested, 'symbol' | 'timeframe'>,
    throughOpenTimeMs: number,
    tries?: number,
  ): Promise<readonly TradeSignal[]> {
    let pauseMs = FIRST_PAUSE_MS;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { claims } = await this.#rpc.call(claimSignals, {
          claimer: CLAIMER,
          max: MOST_CLAIMS,
          leaseSeconds: LEASE_SECONDS,
          series: { symbol: bar.symbol, timeframe: bar.timeframe, throughOpenTimeMs },
        });
        return await this.#plans.of(claims.map((claim) => claim.signal));
      } catch (error) {
        if (!(error instanceof RpcFailure) || !error.retryable) throw error;
        if (tries !== undefined && attempt >= tries) return [];
      }
      await this.#sleep(pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }
}
