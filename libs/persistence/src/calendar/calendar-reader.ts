import type { SqlRunner } from '../database/sql-runner.js';

export type StoredNewsKind = 'NFP' | 'FOMC' | 'ECB' | 'BOJ' | 'CPI' | 'GDP' | 'UNEMPLOYMENT';

/** What was imported of a symbol and of currencies. Structurally the domain's calendar book. */
export interface StoredCalendar {
  readonly earnings: readonly { readonly symbol: string; readonly atMs: number }[];
  readonly news: readonly { readonly kind: StoredNewsKind; readonly currency: string; readonly atMs: number }[];
  readonly coverage: readonly {
    readonly kind: 'EARNINGS' | StoredNewsKind;
    readonly subject: string;
    readonly fromMs: number;
    readonly toMs: number;
  }[];
}

/** What a decision needs of the calendar: earnings of these symbols, news of these currencies. */
export interface CalendarSubjects {
  readonly symbols: readonly string[];
  readonly currencies: readonly string[];
}

/** How long what was read is trusted: an import takes effect within it, in every process. */
export const CALENDAR_TTL_MS = 30_000;

const NOTHING: StoredCalendar = { earnings: [], news: [], coverage: [] };

/**
 * Calendars by symbol and currency, whole, with a cache that forgets. A company reports four times a year and a currency has a hundred releases, so
 * all years of one fit in memory and the time asked about needs no part in the key.
 */
export class CalendarReader {
  readonly #database: SqlRunner;
  readonly #nowMs: () => number;
  readonly #cache = new Map<string, { readonly untilMs: number; readonly calendar: Promise<StoredCalendar> }>();

  /** @param nowMs any clock that only moves forward; it ages the cache and decides nothing. */
  constructor(database: SqlRunner, nowMs: () => number = () => performance.now()) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  /** What is stored of the subjects, at most {@link CALENDAR_TTL_MS} old. @throws what Postgres says; a failure is not remembered. */
  async read(subjects: CalendarSubjects): Promise<StoredCalendar> {
    if (subjects.symbols.length + subjects.currencies.length === 0) return NOTHING;
    const key = JSON.stringify([subjects.symbols, subjects.currencies]);
    const known = this.#cache.get(key);
    if (known !== undefined && known.untilMs > this.#nowMs()) return await known.calendar;
    const calendar = readCalendar(this.#database, subjects);
    this.#cache.set(key, { untilMs: this.#nowMs() + CALENDAR_TTL_MS, calendar });
    try {
      return await calendar;
    } catch (error) {
      this.#cache.delete(key);
      throw error;
    }
  }

  /** Forgets everything that was read. */
  invalidate(): void {
    this.#cache.clear();
  }
}

/** What is stored of the subjects now, without a cache: for a backtest, which reads once. */
export async function readCalendar(sql: SqlRunner, { symbols, currencies }: CalendarSubjects): Promise<StoredCalendar> {
  const [earnings, news, coverage] = await Promise.all([
    sql.query<StoredCalendar['earnings']>(
      `select symbol, round(date_part('epoch', at) * 1000)::bigint as "atMs"
       from earnings_dates where symbol = any($1::text[]) order by at, symbol`,
      [[...symbols]],
    ),
    sql.query<StoredCalendar['news']>(
      `select kind, currency, round(date_part('epoch', at) * 1000)::bigint as "atMs"
       from economic_events where currency = any($1::text[]) order by at, kind, currency`,
      [[...currencies]],
    ),
    sql.query<StoredCalendar['coverage']>(
      `select kind, subject, round(date_part('epoch', known_from) * 1000)::bigint as "fromMs",
              round(date_part('epoch', known_to) * 1000)::bigint as "toMs"
       from calendar_coverage
       where (kind = 'EARNINGS' and subject = any($1::text[])) or (kind <> 'EARNINGS' and subject = any($2::text[]))
       order by kind, subject, known_from`,
      [[...symbols], [...currencies]],
    ),
  ]);
  return { earnings, news, coverage };
}
