import { closeTimeMs } from '@tape/market';
import { RateReader, readCalendar, type SqlRunner } from '@tape/persistence';
import { BAR_RATE_DELAY_MS, CLASSIC_RISK, conversionCurrencies } from '@tape/risk-rules';
import { calendarSubjects } from '@tape/validation';
import type { BacktestJob, JobSeries } from './backtest-job.js';

/** What the services would read of calendar and rates while the bars of a run came in, from the same tables. */
export class ReferenceData {
  readonly #database: SqlRunner;
  readonly #rates: RateReader;

  constructor(database: SqlRunner) {
    this.#database = database;
    this.#rates = new RateReader(database, BAR_RATE_DELAY_MS);
  }

  /** @param series each with at least one bar. */
  async of(series: readonly JobSeries[]): Promise<Pick<BacktestJob, 'calendar' | 'rates'>> {
    const subjects = series.map(({ instrument }) => calendarSubjects(instrument));
    const currencies = series.flatMap(({ instrument }) =>
      conversionCurrencies(instrument, CLASSIC_RISK.accountCurrency),
    );
    const [calendar, rates] = await Promise.all([
      readCalendar(this.#database, {
        symbols: [...new Set(subjects.flatMap(({ symbols }) => symbols))],
        currencies: [...new Set(subjects.flatMap((each) => each.currencies))],
      }),
      this.#rates.history(currencies, periodOf(series)),
    ]);
    return { calendar, rates };
  }
}

function periodOf(series: readonly JobSeries[]): { readonly fromMs: number; readonly toMs: number } {
  let fromMs = Number.POSITIVE_INFINITY;
  let toMs = Number.NEGATIVE_INFINITY;
  for (const { timeframe, bars } of series) {
    fromMs = Math.min(fromMs, bars[0]?.openTimeMs ?? fromMs);
    toMs = Math.max(toMs, closeTimeMs(bars.at(-1)?.openTimeMs ?? toMs, timeframe));
  }
  return { fromMs, toMs };
}
