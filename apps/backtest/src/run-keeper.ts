import type { BacktestProgress } from '@tape/contracts';
import type { BacktestRuns, ProgressListener } from './backtest-runs.js';
import type { BarUploads } from './bar-uploads.js';
import type { RunTable } from './run-table.js';

/** Renewals in the time of one lease: one or two may fail. */
const RENEWALS = 4;
const INTERRUPTED = {
  code: 'interrupted',
  message: 'the process that ran it ended before it was done; run it again',
} as const;

/** Says that this process is alive while it has runs, and ends those of processes that are not. */
export class RunKeeper {
  readonly #table: RunTable;
  readonly #runs: BacktestRuns;
  readonly #uploads: BarUploads;
  readonly #tell: ProgressListener;
  readonly #warn: (message: string) => void;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    table: RunTable,
    runs: BacktestRuns,
    uploads: BarUploads,
    { tell, warn }: { readonly tell: ProgressListener; readonly warn: (message: string) => void },
  ) {
    this.#table = table;
    this.#runs = runs;
    this.#uploads = uploads;
    this.#tell = tell;
    this.#warn = warn;
  }

  start(leaseMs: number): void {
    this.#timer = setInterval(() => {
      this.#turn = this.#turn.then(() => this.keep());
    }, leaseMs / RENEWALS);
    this.#turn = this.keep();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#turn;
    await this.#runs.interrupt();
  }

  /** Never throws: without the database there is nothing to keep, and the next turn comes. */
  async keep(): Promise<void> {
    try {
      await this.#table.renew(this.#runs.unfinished);
      for (const backtestId of await this.#table.failOrphans(INTERRUPTED)) {
        const ended: BacktestProgress = { backtestId, status: 'FAILED', barsProcessed: 0, bars: 0, atMs: Date.now() };
        this.#warn(`backtest ${backtestId} was left behind by a process that ended`);
        this.#tell(ended);
      }
      await this.#uploads.forgetOld();
    } catch (error) {
      this.#warn(`backtests could not be kept up: ${String(error)}`);
    }
  }
}
