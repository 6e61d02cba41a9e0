import type { SqlRunner } from '../database/sql-runner.js';

/** One unit of base cost `rate` of quote, known from `atMs` on. Structurally the domain's rate quote. */
export interface StoredRate {
  readonly base: string;
  readonly quote: string;
  readonly atMs: number;
  readonly rate: string;
}

/** By timeframe, from the open of a forex bar to when its close counts as a rate. Unit: milliseconds. */
export type BarRateDelays = Readonly<Record<string, number>>;

/** How a pair may be spelled as the symbol of an instrument. */
const SEPARATORS = ['', '/', '_', ':', '-'];

const KNOWN_FROM = `extract(epoch from b.open_time) * 1000 + d.delay_ms`;

/**
 * What currencies were worth, from imported rates and from the bars of forex instruments alike. Nothing is remembered: who asks again after a bar came
 * must see it, and only pairs whose price does not tell the rate ask at all.
 */
export class RateReader {
  readonly #database: SqlRunner;
  readonly #delays: readonly [timeframes: readonly string[], delaysMs: readonly number[]];

  constructor(database: SqlRunner, delays: BarRateDelays) {
    this.#database = database;
    this.#delays = [Object.keys(delays), Object.values(delays)];
  }

  /** The same, read inside the caller's transaction: a second connection may not be free while it holds the first. */
  within(sql: SqlRunner): Pick<RateReader, 'latest'> {
    return { latest: (currencies, atMs) => this.latest(currencies, atMs, sql) };
  }

  /** Of each pair among the currencies the last rate at or before a time, once by import and once by each series of bars. */
  async latest(
    currencies: readonly string[],
    atMs: number,
    sql: SqlRunner = this.#database,
  ): Promise<readonly StoredRate[]> {
    const pairs = pairsAmong(currencies);
    if (pairs.length === 0) return [];
    const bases = pairs.map((pair) => pair.base);
    const quotes = pairs.map((pair) => pair.quote);
    const imported = await sql.query<readonly StoredRate[]>(
      `select p.base, p.quote, round(date_part('epoch', r.at) * 1000)::bigint as "atMs", trim_scale(r.rate)::text as rate
       from unnest($1::text[], $2::text[]) as p (base, quote)
       cross join lateral (select at, rate from forex_rates
                           where base = p.base and quote = p.quote and at <= to_timestamp($3::double precision / 1000)
                           order by at desc limit 1) r`,
      [bases, quotes, atMs],
    );
    const ofBars = await sql.query<readonly StoredRate[]>(
      `select p.base, p.quote, (${KNOWN_FROM})::bigint as "atMs", trim_scale(b.close)::text as rate
       from ${SPELLED_PAIRS}
       cross join unnest($4::text[], $5::double precision[]) as d (timeframe, delay_ms)
       cross join lateral (select open_time, close from bars
                           where symbol = i.symbol and timeframe = d.timeframe
                             and open_time <= to_timestamp(($6::double precision - d.delay_ms) / 1000)
                           order by open_time desc limit 1) b`,
      [bases, quotes, SEPARATORS, ...this.#delays, atMs],
    );
    return [...imported, ...ofBars];
  }

  /** Every rate among the currencies that counts in a period: those known within it, and of each series the last before. */
  async history(
    currencies: readonly string[],
    period: { readonly fromMs: number; readonly toMs: number },
    sql: SqlRunner = this.#database,
  ): Promise<readonly StoredRate[]> {
    const pairs = pairsAmong(currencies);
    if (pairs.length === 0) return [];
    const before = await this.latest(currencies, period.fromMs, sql);
    const bases = pairs.map((pair) => pair.base);
    const quotes = pairs.map((pair) => pair.quote);
    const imported = await sql.query<readonly StoredRate[]>(
      `select r.base, r.quote, round(date_part('epoch', r.at) * 1000)::bigint as "atMs", trim_scale(r.rate)::text as rate
       from forex_rates r join unnest($1::text[], $2::text[]) as p (base, quote) using (base, quote)
       where r.at > to_timestamp($3::double precision / 1000) and r.at <= to_timestamp($4::double precision / 1000)`,
      [bases, quotes, period.fromMs, period.toMs],
    );
    const ofBars = await sql.query<readonly StoredRate[]>(
      `select p.base, p.quote, (${KNOWN_FROM})::bigint as "atMs", trim_scale(b.close)::text as rate
       from ${SPELLED_PAIRS}
       cross join unnest($4::text[], $5::double precision[]) as d (timeframe, delay_ms)
       join bars b on b.symbol = i.symbol and b.timeframe = d.timeframe
         and b.open_time > to_timestamp(($6::double precision - d.delay_ms) / 1000)
         and b.open_time <= to_timestamp(($7::double precision - d.delay_ms) / 1000)`,
      [bases, quotes, SEPARATORS, ...this.#delays, period.fromMs, period.toMs],
    );
    return [...before, ...imported, ...ofBars];
  }
}

const SPELLED_PAIRS = `unnest($1::text[], $2::text[]) as p (base, quote)
       cross join unnest($3::text[]) as s (separator)
       join instruments i on i.symbol = p.base || s.separator || p.quote and i.asset_class = 'FOREX'`;

function pairsAmong(currencies: readonly string[]): readonly { readonly base: string; readonly quote: string }[] {
  const codes = [...new Set(currencies)];
  return codes.flatMap((base) => codes.flatMap((quote) => (base === quote ? [] : [{ base, quote }])));
}
