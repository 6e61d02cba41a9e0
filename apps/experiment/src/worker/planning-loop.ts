import { describeError, type Logger } from '@tape/observability';
import { type MarketView, NeverWill, NotYet } from '../market/market-view.js';
import type { ClaimedExperiment, ExperimentStore } from './experiment-store.repository.js';
import { type EngineB, plannedExperiment } from './planned-outcomes.js';
import { PollLoop } from './poll-loop.js';

export interface PlanningOptions {
  /** Name of this process in leases. */
  readonly worker: string;
  readonly pollMs: number;
  readonly backoffMs: number;
  readonly batch: number;
  readonly leaseMs: number;
}

export interface PlanningParts {
  readonly store: ExperimentStore;
  readonly market: MarketView;
  /** The own one unless another is given. */
  readonly engineB?: EngineB | undefined;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly options: PlanningOptions;
}

/** Attempts at what fails for no foreseen reason. */
const MAX_ATTEMPTS = 10;
const LONGEST_RETRY_MS = 300_000;
/** How long is waited for the bar of a signal: daily bars may be imported at night, and not on a weekend. */
const MARKET_PATIENCE_MS = 7 * 86_400_000;
/** Longest reason that is kept. Unit: characters. */
const LONGEST_ERROR = 500;

/**
 * Pending experiments → variant, frozen context, plans of both engines, outcomes to follow. Of all replicas one worker takes an
 * experiment under a lease; who dies leaves it to the next, who is late finds his attempt overtaken and writes nothing.
 */
export class PlanningLoop extends PollLoop {
  readonly #parts: PlanningParts;

  constructor(parts: PlanningParts) {
    const { pollMs, backoffMs } = parts.options;
    super({ what: 'experiments', pollMs, backoffMs }, parts.logger);
    this.#parts = parts;
  }

  protected async work(): Promise<number> {
    const { store, options } = this.#parts;
    const claimed = await store.claim(options.worker, options.batch, options.leaseMs);
    for (const experiment of claimed) await this.#plan(experiment);
    return claimed.length;
  }

  async #plan(claimed: ClaimedExperiment): Promise<void> {
    const { store, market, logger, options } = this.#parts;
    const { id, takenFrom, attempts } = claimed;
    if (takenFrom !== null) logger.warn({ experiment: id, takenFrom, attempts }, 'a silent worker was relieved');
    try {
      const seen = await market.atSignal(claimed.signal);
      const begun = await store.begin(await plannedExperiment(claimed, seen, this.#parts.engineB));
      if (!begun) logger.info({ experiment: id, attempts }, 'another worker was faster; its answer stands');
    } catch (error) {
      const delayMs = retryDelayMs(error, claimed, options.backoffMs);
      const reason = describeError(error as Error);
      if (delayMs === null) logger.error({ experiment: id, attempts, error: reason }, 'an experiment was given up');
      else if (!(error instanceof NotYet))
        logger.warn({ experiment: id, delayMs, error: reason }, 'an experiment waits');
      await store.postpone(claimed, (error as Error).message.slice(0, LONGEST_ERROR), delayMs);
    }
  }
}

/** Until the next attempt; null when there should be none. */
function retryDelayMs(error: unknown, { attempts, ageMs }: ClaimedExperiment, backoffMs: number): number | null {
  if (error instanceof NeverWill) return null;
  if (error instanceof NotYet ? ageMs > MARKET_PATIENCE_MS : attempts >= MAX_ATTEMPTS) return null;
  return Math.min(LONGEST_RETRY_MS, backoffMs * 2 ** Math.min(attempts - 1, 20));
}
