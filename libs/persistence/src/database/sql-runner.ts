/**
 * What a statement needs: TypeORM's `EntityManager` (inside its transaction) or `DataSource` (a transaction of its own).
 * Rows come as the driver gives them; UPDATE and DELETE answer `[rows, count]`.
 */
export interface SqlRunner {
  query<Answer = unknown>(text: string, parameters?: unknown[]): Promise<Answer>;
}
