import { inferInstrument, inspectBar, missingBars, type AssetClass, type PriceBar, type Timeframe } from '@tape/market';
import type { Sql } from '../database/sql.js';
import { MAX_LISTED_REFUSALS, type ImportCounts, type RefusedLine } from './csv-import.js';
import type { CsvRow } from './csv-rows.js';

/** Rows that a preview looks at; the import itself takes all. */
export const MAX_PREVIEW_ROWS = 100_000;

interface StoredRow {
  readonly open_time: Date;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
}

/** Says of rows what ingest would say, by the same rules, and keeps none of them. */
export class CsvPreview {
  readonly #sql: Sql;
  readonly #symbol: string;
  readonly #timeframe: Timeframe;
  #rows: CsvRow[] = [];
  #left = 0;

  constructor(sql: Sql, symbol: string, timeframe: Timeframe) {
    this.#sql = sql;
    this.#symbol = symbol;
    this.#timeframe = timeframe;
  }

  add(rows: readonly CsvRow[]): void {
    const room = Math.max(0, MAX_PREVIEW_ROWS - this.#rows.length);
    this.#rows.push(...rows.slice(0, room));
    this.#left += Math.max(0, rows.length - room);
  }

  /** @param nowMs wall clock: bars that are not over are refused. */
  async counts(nowMs: number): Promise<ImportCounts & { readonly not_looked_at: number }> {
    const { assetClass, lastOpenTimeMs, stored } = await this.#known();
    const place = { symbol: this.#symbol, timeframe: this.#timeframe, assetClass, nowMs };
    const accepted = new Map(stored);
    const refusals: RefusedLine[] = [];
    let last = lastOpenTimeMs;
    let taken = 0;
    let duplicate = 0;
    let refused = 0;
    let gaps = 0;
    for (const { line, bar, fault } of this.#rows) {
      const reading =
        fault === null
          ? inspectBar(bar, { ...place, line, lastOpenTimeMs: last, acceptedAt: (time) => accepted.get(time) })
          : undefined;
      if (reading?.ok === true) {
        const { openTimeMs } = reading.bar;
        if (last !== null && missingBars(last, openTimeMs, this.#timeframe, assetClass) > 0) gaps += 1;
        accepted.set(openTimeMs, reading.bar);
        last = openTimeMs;
        taken += 1;
        continue;
      }
      if (reading?.refusal.rule === 'duplicate') {
        duplicate += 1;
        continue;
      }
      refused += 1;
      if (refusals.length >= MAX_LISTED_REFUSALS) continue;
      refusals.push(
        reading === undefined
          ? { line, field: null, rule: 'cell-count', message: `Line ${line} ${fault}.` }
          : { line, field: reading.refusal.field, rule: reading.refusal.rule, message: reading.refusal.message },
      );
    }
    return {
      rows: this.#rows.length + this.#left,
      accepted: taken,
      duplicate,
      refused,
      gaps,
      refusals,
      refusals_truncated: refused > refusals.length,
      not_looked_at: this.#left,
    };
  }

  /** What the series has already; a symbol nobody has heard of has nothing. */
  async #known(): Promise<{
    readonly assetClass: AssetClass;
    readonly lastOpenTimeMs: number | null;
    readonly stored: ReadonlyMap<number, PriceBar>;
  }> {
    const [instrument] = await this.#sql.query<{ asset_class: AssetClass }>(
      'select asset_class from instruments where symbol = $1',
      [this.#symbol],
    );
    const rows = await this.#sql.query<StoredRow>(
      `select open_time, trim_scale(open)::text as open, trim_scale(high)::text as high, trim_scale(low)::text as low,
              trim_scale(close)::text as close, trim_scale(volume)::text as volume
         from bars where symbol = $1 and timeframe = $2 order by open_time desc limit $3`,
      [this.#symbol, this.#timeframe, MAX_PREVIEW_ROWS],
    );
    return {
      assetClass: instrument?.asset_class ?? inferInstrument(this.#symbol).assetClass,
      lastOpenTimeMs: rows[0]?.open_time.getTime() ?? null,
      stored: new Map(
        rows.map(({ open_time: time, ...bar }) => [time.getTime(), { openTimeMs: time.getTime(), ...bar }]),
      ),
    };
  }
}
