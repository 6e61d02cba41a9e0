import { ingestBars, MAX_BARS_PER_REQUEST, type rawBar } from '@tape/contracts';
import type { z } from 'zod';
import type { BarSource } from '../bars/bars.dto.js';
import type { ServiceCalls } from '../http/rpc.js';
import type { CsvRow } from './csv-rows.js';

type RawBar = z.infer<typeof rawBar>;

/** Refused lines that are listed; the counts go on. */
export const MAX_LISTED_REFUSALS = 1_000;

export interface RefusedLine {
  readonly line: number;
  readonly field: string | null;
  readonly rule: string | null;
  readonly message: string | null;
}

export interface ImportCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly refused: number;
  readonly gaps: number;
  readonly refusals: readonly RefusedLine[];
  readonly refusals_truncated: boolean;
}

export interface ImportOptions {
  readonly symbol: string;
  readonly timeframe: string;
  readonly source: BarSource;
}

/** Passes rows on to ingest in requests of bounded size, one after the other, and keeps count. */
export class CsvImport {
  readonly #services: ServiceCalls;
  readonly #options: ImportOptions;
  #waiting: CsvRow[] = [];
  #rows = 0;
  #accepted = 0;
  #duplicate = 0;
  #refused = 0;
  #gaps = 0;
  readonly #refusals: RefusedLine[] = [];

  constructor(services: ServiceCalls, options: ImportOptions) {
    this.#services = services;
    this.#options = options;
  }

  async add(rows: readonly CsvRow[]): Promise<void> {
    for (const row of rows) {
      this.#rows += 1;
      if (row.fault !== null) {
        this.#refuse({ line: row.line, field: null, rule: 'cell-count', message: `Line ${row.line} ${row.fault}.` });
        continue;
      }
      this.#waiting.push(row);
      if (this.#waiting.length === MAX_BARS_PER_REQUEST) await this.flush();
    }
  }

  async flush(): Promise<void> {
    const rows = this.#waiting;
    if (rows.length === 0) return;
    this.#waiting = [];
    const answer = await this.#services.ask(ingestBars, {
      source: this.#options.source,
      bars: rows.map(({ bar }) => ({
        ...bar,
        symbol: this.#options.symbol,
        timeframe: this.#options.timeframe,
      })) as RawBar[],
    });
    this.#accepted += answer.accepted;
    this.#duplicate += answer.duplicate;
    this.#gaps += answer.gaps;
    for (const outcome of answer.outcomes) {
      if (outcome.outcome !== 'refused') continue;
      const { field, rule, message } = outcome;
      this.#refuse({ line: rows[outcome.index]?.line ?? 0, field, rule, message });
    }
  }

  counts(): ImportCounts {
    return {
      rows: this.#rows,
      accepted: this.#accepted,
      duplicate: this.#duplicate,
      refused: this.#refused,
      gaps: this.#gaps,
      refusals: this.#refusals.toSorted((a, b) => a.line - b.line),
      refusals_truncated: this.#refused > this.#refusals.length,
    };
  }

  #refuse(line: RefusedLine): void {
    this.#refused += 1;
    if (this.#refusals.length < MAX_LISTED_REFUSALS) this.#refusals.push(line);
  }
}
