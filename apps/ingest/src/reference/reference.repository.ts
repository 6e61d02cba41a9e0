import { type EarningsRow, inferInstrument, type NewsRow, type RateRow, type SectorRow } from '@tape/market';
import type { SqlRunner } from '@tape/persistence';
import type { CoveredSubject } from './coverage-claim.js';

/** How many rows were new, and how many replaced another value. */
export interface WriteCounts {
  readonly stored: number;
  readonly changed: number;
}

export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface StoredCoverage extends CoveredSubject {
  readonly knownFromMs: number;
  readonly knownToMs: number;
}

const LOCK = `select pg_advisory_xact_lock(hashtext('tapereader reference data'))`;

/** Two imports take turns, whichever process they came to, so that their coverage does not tear. For the length of the transaction. */
export async function takeTurn(sql: SqlRunner): Promise<void> {
  await sql.query(LOCK);
}

export async function saveEarnings(sql: SqlRunner, rows: readonly EarningsRow[], source: string): Promise<WriteCounts> {
  const added = await sql.query<unknown[]>(
    `insert into earnings_dates (symbol, at, source)
     select r.symbol, to_timestamp(r.at_ms / 1000), $3 from unnest($1::text[], $2::double precision[]) as r (symbol, at_ms)
     on conflict do nothing returning 1`,
    [rows.map((row) => row.symbol), rows.map((row) => row.atMs), source],
  );
  return { stored: added.length, changed: 0 };
}

export async function saveNews(sql: SqlRunner, rows: readonly NewsRow[], source: string): Promise<WriteCounts> {
  const added = await sql.query<unknown[]>(
    `insert into economic_events (kind, currency, at, source)
     select r.kind, r.currency, to_timestamp(r.at_ms / 1000), $4
     from unnest($1::text[], $2::text[], $3::double precision[]) as r (kind, currency, at_ms)
     on conflict do nothing returning 1`,
    [rows.map((row) => row.kind), rows.map((row) => row.currency), rows.map((row) => row.atMs), source],
  );
  return { stored: added.length, changed: 0 };
}

/** A rate that is there under the same time is replaced: the later import knows better. */
export async function saveRates(sql: SqlRunner, rows: readonly RateRow[]): Promise<WriteCounts> {
  const written = await sql.query<{ added: boolean }[]>(
    `insert into forex_rates as f (base, quote, at, rate)
     select r.base, r.quote, to_timestamp(r.at_ms / 1000), r.rate
     from unnest($1::text[], $2::text[], $3::double precision[], $4::numeric[]) as r (base, quote, at_ms, rate)
     on conflict (base, quote, at) do update set rate = excluded.rate where f.rate <> excluded.rate
     returning xmax = 0 as added`,
    [
      rows.map((row) => row.base),
      rows.map((row) => row.quote),
      rows.map((row) => row.atMs),
      rows.map((row) => row.rate),
    ],
  );
  const stored = written.filter((row) => row.added).length;
  return { stored, changed: written.length - stored };
}

/** The symbols that are registered as something else than a stock; the record that is there wins over what a symbol looks like. */
export async function otherThanStocks(sql: SqlRunner, symbols: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ symbol: string }[]>(
    `select symbol from instruments where symbol = any($1::text[]) and asset_class <> 'STOCK'`,
    [[...symbols]],
  );
  return new Set(rows.map((row) => row.symbol));
}

/** Registers stocks nobody has met yet, so that a sector may come before the first bar, and sets the sectors. */
export async function saveSectors(sql: SqlRunner, rows: readonly SectorRow[]): Promise<WriteCounts> {
  const stocks = rows.map((row) => inferInstrument(row.symbol));
  const added = await sql.query<{ symbol: string }[]>(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source)
     select * from unnest($1::text[], $2::text[], $3::numeric[], $4::numeric[], $5::text[], $6::numeric[], $7::text[])
     on conflict do nothing returning symbol`,
    [
      stocks.map((stock) => stock.symbol),
      stocks.map((stock) => stock.assetClass),
      stocks.map((stock) => stock.tickSize),
      stocks.map((stock) => stock.quantityStep),
      stocks.map((stock) => stock.unit),
      stocks.map((stock) => stock.contractSize),
      stocks.map((stock) => stock.volumeSource),
    ],
  );
  const [changed] = await sql.query<[{ symbol: string }[], number]>(
    `update instruments i set sector = r.sector from unnest($1::text[], $2::text[]) as r (symbol, sector)
     where i.symbol = r.symbol and i.sector is distinct from r.sector returning i.symbol`,
    [rows.map((row) => row.symbol), rows.map((row) => row.sector)],
  );
  const fresh = new Set(added.map((row) => row.symbol));
  return { stored: fresh.size, changed: changed.filter((row) => !fresh.has(row.symbol)).length };
}

/** Removes what is stored of covered subjects in a period and not among the rows. @returns how many rows went. */
export async function removeUnlisted(
  sql: SqlRunner,
  subjects: readonly CoveredSubject[],
  { fromMs, toMs }: Period,
  rows: readonly (CoveredSubject & { readonly atMs: number })[],
): Promise<number> {
  const parameters = [
    subjects.map((each) => each.kind),
    subjects.map((each) => each.subject),
    fromMs,
    toMs,
    rows.map((row) => row.kind),
    rows.map((row) => row.subject),
    rows.map((row) => row.atMs),
  ];
  const remove = async (table: string, kind: string, subject: string): Promise<number> => {
    const [, count] = await sql.query<[unknown, number]>(
      `delete from ${table} t using unnest($1::text[], $2::text[]) as s (kind, subject)
       where ${kind} = s.kind and ${subject} = s.subject
         and t.at between to_timestamp($3::double precision / 1000) and to_timestamp($4::double precision / 1000)
         and not exists (select from unnest($5::text[], $6::text[], $7::double precision[]) as r (kind, subject, at_ms)
                         where r.kind = s.kind and r.subject = s.subject and to_timestamp(r.at_ms / 1000) = t.at)`,
      parameters,
    );
    return count;
  };
  const earnings = await remove('earnings_dates', `'EARNINGS'`, 't.symbol');
  return earnings + (await remove('economic_events', 't.kind', 't.currency'));
}

/** Adds a period to what is covered, joined with the periods it touches. @returns the coverage of the subjects as it now stands. */
export async function extendCoverage(
  sql: SqlRunner,
  subjects: readonly CoveredSubject[],
  { fromMs, toMs }: Period,
): Promise<readonly StoredCoverage[]> {
  const names = [subjects.map((each) => each.kind), subjects.map((each) => each.subject)];
  const [touching] = await sql.query<[StoredCoverage[], number]>(
    `delete from calendar_coverage c using unnest($1::text[], $2::text[]) as s (kind, subject)
     where c.kind = s.kind and c.subject = s.subject
       and c.known_from <= to_timestamp(($4::double precision + 1) / 1000)
       and c.known_to >= to_timestamp(($3::double precision - 1) / 1000)
     returning c.kind, c.subject, round(date_part('epoch', c.known_from) * 1000)::bigint as "knownFromMs",
               round(date_part('epoch', c.known_to) * 1000)::bigint as "knownToMs"`,
    [...names, fromMs, toMs],
  );
  const joined = subjects.map(({ kind, subject }) => {
    const own = touching.filter((each) => each.kind === kind && each.subject === subject);
    return {
      knownFromMs: Math.min(fromMs, ...own.map((each) => each.knownFromMs)),
      knownToMs: Math.max(toMs, ...own.map((each) => each.knownToMs)),
    };
  });
  await sql.query(
    `insert into calendar_coverage (kind, subject, known_from, known_to)
     select r.kind, r.subject, to_timestamp(r.from_ms / 1000), to_timestamp(r.to_ms / 1000)
     from unnest($1::text[], $2::text[], $3::double precision[], $4::double precision[]) as r (kind, subject, from_ms, to_ms)`,
    [...names, joined.map((each) => each.knownFromMs), joined.map((each) => each.knownToMs)],
  );
  return await sql.query<readonly StoredCoverage[]>(
    `select c.kind, c.subject, round(date_part('epoch', c.known_from) * 1000)::bigint as "knownFromMs",
            round(date_part('epoch', c.known_to) * 1000)::bigint as "knownToMs"
     from calendar_coverage c join unnest($1::text[], $2::text[]) as s (kind, subject) using (kind, subject)
     order by c.kind, c.subject, c.known_from`,
    names,
  );
}
