import type { Pool, QueryResult } from 'pg';
import { DataSource, QueryFailedError, type QueryRunner } from 'typeorm';

/**
 * A `DataSource` whose statements outside of a transaction go straight to the pool. TypeORM makes a query runner with an
 * entity manager for each of them, which took longer than most of our statements.
 */
export class DirectDataSource extends DataSource {
  /**
   * Answers as TypeORM does: rows, and `[rows, count]` for UPDATE and DELETE.
   * @throws QueryFailedError with the driver's error inside.
   */
  override async query<Answer>(text: string, parameters?: unknown[], runner?: QueryRunner): Promise<Answer> {
    if (runner !== undefined) return super.query<Answer>(text, parameters, runner);
    const { master } = this.driver as unknown as { readonly master: Pool };
    let result: QueryResult;
    try {
      result = await master.query(text, parameters);
    } catch (error) {
      throw new QueryFailedError(text, parameters, error as Error);
    }
    const { command, rows, rowCount } = result;
    return (command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows) as Answer;
  }
}
