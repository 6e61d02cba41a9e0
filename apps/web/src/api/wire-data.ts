/** A line of a file that was not taken. */
export interface RefusedLine {
  readonly line: number;
  readonly field: string | null;
  readonly rule: string | null;
  readonly message: string | null;
}

/** What became, or would become, of a file of bars. */
export interface BarImport {
  readonly symbol: string;
  readonly timeframe: string;
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly refused: number;
  readonly gaps: number;
  readonly refusals: readonly RefusedLine[];
  readonly refusals_truncated: boolean;
}

/** What is stored of a series. */
export interface StoredSeries {
  readonly symbol: string;
  readonly timeframe: string;
  readonly asset_class: string | null;
  readonly simulated: boolean;
  readonly bars: number;
  readonly first_bar_time: string | null;
  readonly last_bar_time: string | null;
}

/** A place where the calendar expects bars that are not stored. */
export interface BarGap {
  readonly after: string;
  readonly before: string;
  readonly missing_bars: number;
}

export interface SeriesGaps {
  readonly symbol: string;
  readonly timeframe: string;
  readonly bars_read: number;
  readonly missing_bars: number;
  readonly items: readonly BarGap[];
  readonly truncated: boolean;
}

/** What became of imported calendar rows, rates or sectors. */
export interface ReferenceImport {
  readonly rows: number;
  readonly stored: number;
  readonly changed: number;
  readonly removed: number;
  readonly refusals: readonly RefusedLine[];
}
