import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import { cancelBacktest, runBacktest } from '@tape/contracts';
import { OnRpc, RpcRefusal } from '@tape/messaging';
import { BarStore, InstrumentStore, UnknownInstrument } from '@tape/persistence';
import { riskProfileOf } from '@tape/risk-rules';
import { SERVICE_CONFIG } from '@tape/service';
import { z } from 'zod';
import type { BacktestConfig } from './config.js';
import type { BacktestJob, JobSeries } from './backtest-job.js';
import { BacktestRuns } from './backtest-runs.js';
import { ReferenceData } from './reference-data.js';

type Request = z.infer<typeof runBacktest.request>;

const options = z.strictObject({
  initialEquity: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a plain decimal number as text, like "100000"')
    .default('100000'),
  profile: z.enum(['classic', 'strict']).default('classic'),
});

/** rpc.backtest.run → stored bars through the whole pipeline in a worker thread; the result is kept under an id. */
@Controller()
export class BacktestController {
  readonly #bars: BarStore;
  readonly #instruments: InstrumentStore;
  readonly #reference: ReferenceData;
  readonly #settings: Pick<BacktestJob, 'plugins' | 'higherTimeframes' | 'riskProfile'>;
  readonly #runs: BacktestRuns;

  constructor(
    @Inject(BarStore) bars: BarStore,
    @Inject(InstrumentStore) instruments: InstrumentStore,
    @Inject(ReferenceData) reference: ReferenceData,
    @Inject(BacktestRuns) runs: BacktestRuns,
    @Inject(SERVICE_CONFIG) config: BacktestConfig,
  ) {
    this.#bars = bars;
    this.#instruments = instruments;
    this.#reference = reference;
    this.#runs = runs;
    this.#settings = {
      plugins: config.DETECTOR_PLUGINS,
      higherTimeframes: config.HIGHER_TIMEFRAME,
      riskProfile: riskProfileOf(config),
    };
  }

  @OnRpc(runBacktest)
  async run(request: Request): Promise<z.infer<typeof runBacktest.response>> {
    const startedAt = performance.now();
    const wanted = options.safeParse(request.options);
    if (!wanted.success) {
      const issue = wanted.error.issues[0];
      throw new RpcRefusal(
        'bad-options',
        `options.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'refused'}`,
        false,
      );
    }
    const series = await Promise.all(request.symbols.map((symbol) => this.#seriesOf(symbol, request)));
    const reference = await this.#reference.of(series);
    const backtestId = `bt_${randomUUID()}`;
    const job = { series, ...wanted.data, ...this.#settings, ...reference };
    const report = await this.#runs.run(backtestId, request, job);
    return {
      backtestId,
      processingTimeSeconds: (performance.now() - startedAt) / 1_000,
      barsProcessed: report.barsProcessed,
    };
  }

  @OnRpc(cancelBacktest)
  async cancel({ backtestId }: z.infer<typeof cancelBacktest.request>): Promise<{ cancelled: boolean }> {
    return { cancelled: this.#runs.cancel(backtestId) };
  }

  async #seriesOf(symbol: string, { timeframe, startDate, endDate }: Request): Promise<JobSeries> {
    const fromMs = timeOf(startDate, 'start_date', 0);
    const toMs = timeOf(endDate, 'end_date', endOfDay(endDate));
    const instrument = await this.#instruments.of(symbol).catch((error: unknown) => {
      if (error instanceof UnknownInstrument) throw new RpcRefusal('unknown-symbol', error.message, false);
      throw error;
    });
    const bars = await this.#bars.read({ symbol, timeframe, fromMs, toMs });
    if (bars.length === 0) {
      throw new RpcRefusal('no-bars', `there are no stored bars of ${symbol} ${timeframe} in this period`, false);
    }
    return { instrument, timeframe, simulated: bars.some((bar) => bar.source === 'SIMULATED'), bars };
  }
}

/** A date alone means the whole day. */
function endOfDay(date: string | null): number {
  return date !== null && /^\d{4}-\d{2}-\d{2}$/.test(date) ? 86_399_999 : 0;
}

function timeOf(date: string | null, field: string, addMs: number): number | undefined {
  if (date === null) return undefined;
  const time = Date.parse(date);
  if (Number.isNaN(time)) {
    throw new RpcRefusal(
      'bad-date',
      `${field}: '${date}' must be a date like 2024-01-31 or 2024-01-31T14:30:00Z`,
      false,
    );
  }
  return time + addMs;
}
