import type { SqlRunner } from '@tape/persistence';
import type { BrokerPosition, Difference, DifferenceChoice, DifferenceKind } from '@tape/trading';

export type DifferenceStatus = 'OPEN' | 'EXPLAINED' | 'ADOPTED' | 'FLATTENED' | 'GONE';

export interface StoredDifference extends Difference {
  readonly status: DifferenceStatus;
  readonly note: string | null;
  readonly resolvedBy: string | null;
  readonly foundAtMs: number;
  readonly resolvedAtMs: number | null;
}

export const STATUS_OF_CHOICE: Readonly<Record<DifferenceChoice, DifferenceStatus>> = {
  EXPLAIN: 'EXPLAINED',
  ADOPT: 'ADOPTED',
  FLATTEN: 'FLATTENED',
};

const COLUMNS = `id, kind, subject, ours, theirs, status, note, resolved_by as "resolvedBy",
  round(date_part('epoch', found_at) * 1000)::bigint as "foundAtMs",
  round(date_part('epoch', resolved_at) * 1000)::bigint as "resolvedAtMs"`;

/** What broker and books do not agree on, and what operators have explained. */
export class DifferenceRepository {
  readonly #broker: string;

  constructor(broker: string) {
    this.#broker = broker;
  }

  /** Keeps what was found now; what was open and is not found any more is gone. @returns those that are news. */
  async found(sql: SqlRunner, differences: readonly Difference[], nowMs: number): Promise<readonly Difference[]> {
    const fresh: Difference[] = [];
    for (const one of differences) {
      const rows = await sql.query<unknown[]>(
        `insert into broker_differences (id, broker, kind, subject, ours, theirs, found_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (id) do update set status = 'OPEN', found_at = excluded.found_at, resolved_at = null, note = null,
           resolved_by = null
         where broker_differences.status in ('GONE', 'FLATTENED', 'ADOPTED') returning id`,
        [one.id, this.#broker, one.kind, one.subject, one.ours, one.theirs, new Date(nowMs)],
      );
      if (rows.length > 0) fresh.push(one);
    }
    await sql.query(
      `update broker_differences set status = 'GONE', resolved_at = $3
       where broker = $1 and status = 'OPEN' and id <> all($2::text[])`,
      [this.#broker, differences.map((one) => one.id), new Date(nowMs)],
    );
    return fresh;
  }

  /** Newest first. */
  async list(sql: SqlRunner): Promise<readonly StoredDifference[]> {
    return await sql.query<readonly StoredDifference[]>(
      `select ${COLUMNS} from broker_differences where broker = $1 order by status <> 'OPEN', found_at desc, id limit 200`,
      [this.#broker],
    );
  }

  async open(sql: SqlRunner, id: string): Promise<StoredDifference | null> {
    const [row] = await sql.query<StoredDifference[]>(
      `select ${COLUMNS} from broker_differences where broker = $1 and id = $2 and status = 'OPEN' for update`,
      [this.#broker, id],
    );
    return row ?? null;
  }

  async resolve(
    sql: SqlRunner,
    id: string,
    choice: DifferenceChoice,
    by: string,
    note: string,
    nowMs: number,
  ): Promise<void> {
    await sql.query(
      `update broker_differences set status = $2, resolved_by = $3, note = $4, resolved_at = $5 where id = $1`,
      [id, STATUS_OF_CHOICE[choice], by, note, new Date(nowMs)],
    );
  }

  /** Whether the holdings of a symbol are in question; of an unknown order nobody knows what it will do, so it counts for all. */
  async isOpenFor(sql: SqlRunner, symbol: string): Promise<boolean> {
    const rows = await sql.query<unknown[]>(
      `select 1 from broker_differences
       where broker = $1 and status = 'OPEN' and (kind <> 'POSITION' or subject = $2) limit 1`,
      [this.#broker, symbol],
    );
    return rows.length > 0;
  }

  async explained(sql: SqlRunner): Promise<readonly BrokerPosition[]> {
    return await sql.query<readonly BrokerPosition[]>(
      `select symbol, trim_scale(quantity)::text as quantity from explained_holdings where broker = $1`,
      [this.#broker],
    );
  }

  async explain(sql: SqlRunner, symbol: string, quantity: string): Promise<void> {
    await sql.query(
      `insert into explained_holdings (broker, symbol, quantity) values ($1, $2, $3)
       on conflict (broker, symbol) do update set quantity = excluded.quantity`,
      [this.#broker, symbol, quantity],
    );
  }

  /** Ids of differences of this kind that an operator has explained and that therefore stay quiet. */
  async explainedSubjects(sql: SqlRunner, kind: DifferenceKind): Promise<readonly string[]> {
    const rows = await sql.query<{ subject: string }[]>(
      `select subject from broker_differences where broker = $1 and kind = $2 and status = 'EXPLAINED'`,
      [this.#broker, kind],
    );
    return rows.map((row) => row.subject);
  }
}
