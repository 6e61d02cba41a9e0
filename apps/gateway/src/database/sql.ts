import type { SqlRunner } from '@tape/persistence';

/** What the routes need of Postgres. Rows come back as the driver gives them: numeric as text, timestamptz as Date. */
export interface Sql {
  query<Row>(text: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs all or nothing. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
}

export const SQL = Symbol('SQL');

/** The part of a TypeORM `DataSource` or `EntityManager` that is used here. */
interface Queryable {
  query(text: string, parameters?: unknown[]): Promise<unknown>;
}
interface Transactional extends Queryable {
  transaction<Result>(work: (manager: Queryable) => Promise<Result>): Promise<Result>;
}

export function sqlOf(dataSource: Transactional): Sql {
  return {
    query: async <Row>(text: string, parameters: readonly unknown[] = []) =>
      (await dataSource.query(text, [...parameters])) as Row[],
    transaction: async (work) => dataSource.transaction(async (manager) => work(inTransaction(manager))),
  };
}

function inTransaction(manager: Queryable): Sql {
  const sql: Sql = {
    query: async <Row>(text: string, parameters: readonly unknown[] = []) =>
      (await manager.query(text, [...parameters])) as Row[],
    transaction: async (work) => work(sql),
  };
  return sql;
}

/** The same rows for readers that are shared with the services. */
export function runnerOf(sql: Sql): SqlRunner {
  return { query: async (text, parameters) => (await sql.query(text, parameters)) as never };
}
