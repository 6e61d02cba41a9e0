import { MAX_UPLOAD_PART, storeBacktestBars } from '@tape/contracts';
import { inferInstrument, inspectBar, type PriceBar, type Timeframe } from '@tape/market';
import { Problem } from '../http/problem.js';
import type { ServiceCalls } from '../http/rpc.js';
import { MAX_LISTED_REFUSALS, type RefusedLine } from '../imports/csv-import.js';
import type { CsvRow } from '../imports/csv-rows.js';

/** Bars of one upload; more is a backtest nobody here can run. */
export const MAX_UPLOAD_BARS = 1_000_000;
/** Bars among which a repeated one is told from one that is out of order; bounds memory on files of any length. */
const REMEMBERED_BARS = 50_000;

export interface UploadTarget {
  readonly uploadId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/** Checks rows by the rules that imports have, and passes the good ones on in parts, to where only backtests read them. */
export class BarUpload {
  readonly #services: ServiceCalls;
  readonly #target: UploadTarget;
  readonly #nowMs: number;
  readonly #known = new Map<number, PriceBar>();
  readonly #refusals: RefusedLine[] = [];
  #lastOpenTimeMs: number | null = null;
  #waiting: PriceBar[] = [];
  #part = 0;
  #rows = 0;
  #accepted = 0;
  #refused = 0;

  constructor(services: ServiceCalls, target: UploadTarget, nowMs: number) {
    this.#services = services;
    this.#target = target;
    this.#nowMs = nowMs;
  }

  /** @throws Problem 413 above {@link MAX_UPLOAD_BARS}, or when the backtest service does not take them. */
  async add(rows: readonly CsvRow[]): Promise<void> {
    for (const row of rows) {
      this.#rows += 1;
      this.#take(row);
      if (this.#accepted > MAX_UPLOAD_BARS) {
        throw new Problem(413, 'too-many-bars', `An upload may have up to ${MAX_UPLOAD_BARS} bars.`, {
          limit_bars: MAX_UPLOAD_BARS,
        });
      }
      if (this.#waiting.length === MAX_UPLOAD_PART) await this.flush();
    }
  }

  async flush(): Promise<void> {
    if (this.#waiting.length === 0) return;
    const bars = this.#waiting;
    this.#waiting = [];
    await this.#services.ask(storeBacktestBars, { ...this.#target, part: this.#part, bars });
    this.#part += 1;
  }

  counts(): {
    readonly rows: number;
    readonly accepted: number;
    readonly refused: number;
    readonly refusals: readonly RefusedLine[];
    readonly refusals_truncated: boolean;
  } {
    return {
      rows: this.#rows,
      accepted: this.#accepted,
      refused: this.#refused,
      refusals: this.#refusals,
      refusals_truncated: this.#refused > this.#refusals.length,
    };
  }

  #take({ line, bar: raw, fault }: CsvRow): void {
    if (fault !== null) {
      this.#refuse({ line, field: null, rule: 'cell-count', message: `Line ${line} ${fault}.` });
      return;
    }
    const { symbol, timeframe } = this.#target;
    const reading = inspectBar(raw, {
      symbol,
      timeframe,
      assetClass: inferInstrument(symbol).assetClass,
      line,
      nowMs: this.#nowMs,
      lastOpenTimeMs: this.#lastOpenTimeMs,
      acceptedAt: (openTimeMs) => this.#known.get(openTimeMs),
    });
    if (!reading.ok) {
      this.#refuse({ line, ...reading.refusal });
      return;
    }
    const { bar } = reading;
    this.#accepted += 1;
    this.#lastOpenTimeMs = bar.openTimeMs;
    this.#known.set(bar.openTimeMs, bar);
    const oldest = this.#known.keys().next().value;
    if (this.#known.size > REMEMBERED_BARS && oldest !== undefined) this.#known.delete(oldest);
    this.#waiting.push(bar);
  }

  #refuse({ line, field, rule, message }: RefusedLine): void {
    this.#refused += 1;
    if (this.#refusals.length < MAX_LISTED_REFUSALS) this.#refusals.push({ line, field, rule, message });
  }
}
