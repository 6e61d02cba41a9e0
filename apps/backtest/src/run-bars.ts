import { inferInstrument, isSimulatedSymbol, type Timeframe } from '@tape/market';
import { RpcRefusal } from '@tape/messaging';
import { type BarStore, type InstrumentStore, type SqlRunner, UnknownInstrument } from '@tape/persistence';
import type { JobSeries } from './backtest-job.js';
import type { BacktestRequest } from './backtest-request.js';
import type { BarUploads, Period } from './bar-uploads.js';

/** The bars that a request names: stored ones, and those somebody brought along. */
export class RunBars {
  readonly #database: SqlRunner;
  readonly #bars: BarStore;
  readonly #instruments: InstrumentStore;
  readonly #uploads: BarUploads;

  constructor(
    database: SqlRunner,
    { bars, instruments, uploads }: { bars: BarStore; instruments: InstrumentStore; uploads: BarUploads },
  ) {
    this.#database = database;
    this.#bars = bars;
    this.#instruments = instruments;
    this.#uploads = uploads;
  }

  /** How many there are, each series at least one. @throws RpcRefusal `no-bars`, `unknown-symbol`, `unknown-upload`, `bad-request` */
  async count({ symbols, timeframe, uploads }: BacktestRequest, period: Period): Promise<number> {
    let bars = 0;
    const seen = new Set<string>();
    const take = (symbol: string, length: Timeframe, count: number): void => {
      if (count === 0) throw noBars(symbol, length);
      if (seen.has(`${symbol} ${length}`)) {
        throw new RpcRefusal('bad-request', `${symbol} ${length} is there twice`, false);
      }
      seen.add(`${symbol} ${length}`);
      bars += count;
    };
    for (const symbol of timeframe === null ? [] : symbols) {
      await this.#instrumentOf(symbol);
      take(symbol, timeframe!, await this.#stored(symbol, timeframe!, period));
    }
    for (const id of uploads) {
      const upload = await this.#uploads.describe(id, period);
      take(upload.symbol, upload.timeframe, upload.bars);
    }
    return bars;
  }

  async read({ symbols, timeframe, uploads }: BacktestRequest, period: Period): Promise<readonly JobSeries[]> {
    const series: JobSeries[] = [];
    for (const symbol of timeframe === null ? [] : symbols) {
      const instrument = await this.#instrumentOf(symbol);
      const stored = await this.#bars.read({ symbol, timeframe: timeframe!, ...period });
      if (stored.length === 0) throw noBars(symbol, timeframe!);
      const simulated = stored.some((bar) => bar.source === 'SIMULATED');
      series.push({ instrument, timeframe: timeframe!, simulated, bars: stored });
    }
    for (const id of uploads) {
      const { symbol, timeframe: length, bars } = await this.#uploads.read(id, period);
      if (bars.length === 0) throw noBars(symbol, length);
      const instrument = await this.#instruments.of(symbol).catch((error: unknown) => {
        if (error instanceof UnknownInstrument) return inferInstrument(symbol);
        throw error;
      });
      series.push({ instrument, timeframe: length, simulated: isSimulatedSymbol(symbol), bars });
    }
    return series;
  }

  async #stored(symbol: string, timeframe: Timeframe, { fromMs, toMs }: Period): Promise<number> {
    const [row] = await this.#database.query<{ bars: number }[]>(
      `select count(*)::int as bars from bars where symbol = $1 and timeframe = $2
         and open_time >= coalesce($3::timestamptz, '-infinity') and open_time <= coalesce($4::timestamptz, 'infinity')`,
      [symbol, timeframe, timeOf(fromMs), timeOf(toMs)],
    );
    return row?.bars ?? 0;
  }

  async #instrumentOf(symbol: string): Promise<JobSeries['instrument']> {
    return this.#instruments.of(symbol).catch((error: unknown) => {
      if (error instanceof UnknownInstrument) throw new RpcRefusal('unknown-symbol', error.message, false);
      throw error;
    });
  }
}

function noBars(symbol: string, timeframe: Timeframe): RpcRefusal {
  return new RpcRefusal('no-bars', `there are no bars of ${symbol} ${timeframe} in this period`, false);
}

function timeOf(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(ms);
}
