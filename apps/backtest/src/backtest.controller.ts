import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { cancelBacktest, deleteBacktest, runBacktest, storeBacktestBars } from '@tape/contracts';
import { OnRpc, RpcRefusal } from '@tape/messaging';
import { riskProfileOf, type RiskProfile } from '@tape/risk-rules';
import { SERVICE_CONFIG } from '@tape/service';
import type { z } from 'zod';
import type { BacktestReport } from './backtest-job.js';
import { readRequest, type BacktestRequest, type ReadRequest } from './backtest-request.js';
import { BacktestRuns, type PlannedRun } from './backtest-runs.js';
import { BarUploads } from './bar-uploads.js';
import type { BacktestConfig } from './config.js';
import { ReferenceData } from './reference-data.js';
import { RunBars } from './run-bars.js';
import { RunTable } from './run-table.js';

type Response = z.infer<typeof runBacktest.response>;

/** How long an answer waits for a run that had been expected to be short, where others are before it. */
const ANSWER_WITHIN_MS = 20_000;

/** rpc.backtest.* → bars through the whole pipeline in worker threads; results are kept under an id. */
@Controller()
export class BacktestController {
  readonly #bars: RunBars;
  readonly #uploads: BarUploads;
  readonly #reference: ReferenceData;
  readonly #runs: BacktestRuns;
  readonly #table: RunTable;
  readonly #config: BacktestConfig;
  readonly #account: RiskProfile;

  constructor(
    @Inject(RunBars) bars: RunBars,
    @Inject(BarUploads) uploads: BarUploads,
    @Inject(ReferenceData) reference: ReferenceData,
    @Inject(BacktestRuns) runs: BacktestRuns,
    @Inject(RunTable) table: RunTable,
    @Inject(SERVICE_CONFIG) config: BacktestConfig,
  ) {
    this.#bars = bars;
    this.#uploads = uploads;
    this.#reference = reference;
    this.#runs = runs;
    this.#table = table;
    this.#config = config;
    this.#account = riskProfileOf(config);
  }

  @OnRpc(runBacktest)
  async run(request: BacktestRequest): Promise<Response> {
    const startedAt = performance.now();
    const read = readRequest(request, this.#account);
    const bars = await this.#bars.count(request, read.period);
    const { BACKTEST_MAX_BARS: most, BACKTEST_ANSWER_BARS: short } = this.#config;
    if (bars > most) {
      throw new RpcRefusal('too-many-bars', `${bars} bars; a backtest may have up to ${most}`, false);
    }
    const run = this.#planned(request, read, bars);
    const { ended } = await this.#runs.take(run);
    const waits = request.answer === 'WHEN_DONE' && run.task.kind === 'SINGLE' && bars <= short;
    const report = waits ? await within(ended, ANSWER_WITHIN_MS) : null;
    return {
      backtestId: run.id,
      status: report === null ? 'QUEUED' : 'DONE',
      bars,
      variants: read.variants,
      processingTimeSeconds: (performance.now() - startedAt) / 1_000,
      barsProcessed: report?.barsProcessed ?? 0,
    };
  }

  @OnRpc(cancelBacktest)
  async cancel({ backtestId }: z.infer<typeof cancelBacktest.request>): Promise<{ cancelled: boolean }> {
    return { cancelled: await this.#runs.cancel(backtestId) };
  }

  @OnRpc(deleteBacktest)
  async delete({ backtestId }: z.infer<typeof deleteBacktest.request>): Promise<{ deleted: true }> {
    const was = await this.#table.delete(backtestId);
    if (was === 'deleted') return { deleted: true };
    throw was === 'unknown'
      ? new RpcRefusal('unknown-backtest', `there is no backtest '${backtestId}'`, false)
      : new RpcRefusal('still-running', `backtest '${backtestId}' has not ended; cancel it first`, false);
  }

  @OnRpc(storeBacktestBars)
  async upload(part: z.infer<typeof storeBacktestBars.request>): Promise<{ stored: number }> {
    await this.#uploads.store(part);
    return { stored: part.bars.length };
  }

  #planned(request: BacktestRequest, read: ReadRequest, bars: number): PlannedRun {
    const { initialEquity, riskProfile, period, task } = read;
    return {
      id: `bt_${randomUUID()}`,
      kind: task.kind,
      request,
      bars,
      task,
      load: async () => {
        const series = await this.#bars.read(request, period);
        return {
          series,
          initialEquity,
          riskProfile,
          higherTimeframes: this.#config.HIGHER_TIMEFRAME,
          plugins: this.#config.DETECTOR_PLUGINS,
          ...(await this.#reference.of(series)),
        };
      },
    };
  }
}

/** Null where it takes longer. */
async function within(ended: Promise<BacktestReport>, patienceMs: number): Promise<BacktestReport | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([ended, late]);
  } finally {
    clearTimeout(timer);
  }
}
