import type { importReference } from '@tape/contracts';
import {
  CURRENCIES,
  type EarningsRow,
  type NewsRow,
  type RawReferenceRow,
  readEarningsRow,
  readNewsRow,
  readRateRow,
  readSectorRow,
  type SectorRow,
} from '@tape/market';
import { RpcRefusal } from '@tape/messaging';
import type { SqlRunner } from '@tape/persistence';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type CoverageClaim, earningsClaim, newsClaim } from './coverage-claim.js';
import { distinctRows, type DistinctRows, type RefusedRow } from './distinct-rows.js';
import {
  extendCoverage,
  otherThanStocks,
  type Period,
  removeUnlisted,
  saveEarnings,
  saveNews,
  saveRates,
  saveSectors,
  takeTurn,
  type WriteCounts,
} from './reference.repository.js';

export type ReferenceRequest = z.infer<typeof importReference.request>;
export type ReferenceAnswer = z.infer<typeof importReference.response>;

type Kind = ReferenceRequest['kind'];

/** Checks rows of reference data and stores the good ones, all of a request in one transaction. */
export class ReferenceImport {
  readonly #database: DataSource;
  readonly #nowMs: () => number;

  constructor(database: DataSource, nowMs: () => number) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  /** @throws RpcRefusal when the request as a whole makes no sense; bad rows are in the answer. */
  async run(request: ReferenceRequest): Promise<ReferenceAnswer> {
    const period = periodOf(request);
    return await this.#database.transaction(async (sql) => {
      await takeTurn(sql);
      return await IMPORTS[request.kind](sql, request, period, this.#nowMs());
    });
  }
}

type Import = (
  sql: SqlRunner,
  request: ReferenceRequest,
  period: Period | null,
  nowMs: number,
) => Promise<ReferenceAnswer>;

/** How each kind is read and stored. Total: a new kind must say. */
const IMPORTS: Readonly<Record<Kind, Import>> = {
  EARNINGS: async (sql, { rows: raw, source, subjects }, period) => {
    const read = distinctRows(raw.map(readEarningsRow), ({ symbol, atMs }) => `${symbol} ${atMs}`);
    const written = await saveEarnings(sql, read.rows, source);
    const claim = earningsClaim(read.rows, subjects, read.refused, raw);
    const listed = read.rows.map(({ symbol, atMs }: EarningsRow) => ({ kind: 'EARNINGS', subject: symbol, atMs }));
    return { ...answerOf(read, written), ...(await cover(sql, claim, period, listed)) };
  },
  ECONOMIC: async (sql, { rows: raw, source, subjects }, period) => {
    const read = distinctRows(raw.map(readNewsRow), ({ kind, currency, atMs }) => `${kind} ${currency} ${atMs}`);
    const written = await saveNews(sql, read.rows, source);
    const claim = newsClaim(read.rows, subjects, read.refused, raw);
    const listed = read.rows.map(({ kind, currency, atMs }: NewsRow) => ({ kind, subject: currency, atMs }));
    return { ...answerOf(read, written), ...(await cover(sql, claim, period, listed)) };
  },
  RATES: async (sql, { rows: raw }, _period, nowMs) => {
    const read = distinctRows(
      raw.map((row) => readRateRow(row, nowMs)),
      ({ base, quote, atMs }) => `${base}/${quote} at ${new Date(atMs).toISOString()}`,
      ({ rate }) => rate,
      'rate',
    );
    return answerOf(read, await saveRates(sql, read.rows));
  },
  INSTRUMENTS: async (sql, { rows: raw }) => {
    const others = await otherThanStocks(sql, raw.map(({ symbol }) => symbol).filter(isText));
    const read = distinctRows(
      raw.map((row) => readStockRow(row, others)),
      ({ symbol }) => symbol,
      ({ sector }) => sector ?? 'none',
      'sector',
    );
    return answerOf(read, await saveSectors(sql, read.rows));
  },
};

function readStockRow(raw: RawReferenceRow, others: ReadonlySet<string>): ReturnType<typeof readSectorRow> {
  const reading = readSectorRow(raw);
  if (!reading.ok || !others.has(reading.row.symbol)) return reading;
  const message = `symbol: ${reading.row.symbol} is registered as something else than a stock [not-a-stock]`;
  return { ok: false, refusal: { field: 'symbol', rule: 'not-a-stock', message } };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function answerOf(
  read: DistinctRows<EarningsRow> | DistinctRows<NewsRow> | DistinctRows<SectorRow> | DistinctRows<unknown>,
  { stored, changed }: WriteCounts,
): ReferenceAnswer {
  return {
    stored,
    changed,
    unchanged: read.rows.length + read.repeats - stored - changed,
    removed: 0,
    refused: read.refused.length,
    outcomes: read.refused.map(({ index, refusal }: RefusedRow) => ({ index, ...refusal })),
    coverage: [],
    notCovered: [],
  };
}

async function cover(
  sql: SqlRunner,
  claim: CoverageClaim,
  period: Period | null,
  listed: Parameters<typeof removeUnlisted>[3],
): Promise<Pick<ReferenceAnswer, 'removed' | 'coverage' | 'notCovered'>> {
  if (period === null) return { removed: 0, coverage: [], notCovered: [] };
  const { subjects, notCovered } = claim;
  if (subjects.length === 0) return { removed: 0, coverage: [], notCovered: [...notCovered] };
  const removed = await removeUnlisted(sql, subjects, period, listed);
  return { removed, coverage: [...(await extendCoverage(sql, subjects, period))], notCovered: [...notCovered] };
}

/** The time a request is complete for; null when it does not say. @throws RpcRefusal when it says it half or wrong. */
function periodOf({ kind, knownFromMs, knownToMs, subjects }: ReferenceRequest): Period | null {
  const isCalendar = kind === 'EARNINGS' || kind === 'ECONOMIC';
  if (knownFromMs === null && knownToMs === null) {
    if (subjects.length > 0) throw refusal('subjects without known_from and known_to say nothing; give all three');
    return null;
  }
  if (!isCalendar) throw refusal('only calendars are complete for a time; leave known_from and known_to out');
  if (knownFromMs === null || knownToMs === null) throw refusal('give known_from and known_to, or neither');
  if (knownFromMs > knownToMs) throw refusal('known_from lies behind known_to');
  const unknown = kind === 'ECONOMIC' ? subjects.find((subject) => !CURRENCIES.has(subject)) : undefined;
  if (unknown !== undefined) throw refusal(`'${unknown}' among the subjects is no currency; write ISO 4217 codes`);
  return { fromMs: knownFromMs, toMs: knownToMs };
}

function refusal(text: string): RpcRefusal {
  return new RpcRefusal('bad-coverage', text, false);
}
