import type { Sql } from './sql.js';

/** Who changed what. Every route that changes something writes one entry, before it answers. */
export interface AuditEntry {
  readonly actor: string;
  /** Closed word, `symbol.pause` for example. */
  readonly action: string;
  /** What was acted on: a symbol, a signal id, `account`. */
  readonly subject: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly note?: string | undefined;
}

export class AuditLog {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** @param sql the transaction of the change, where the change is one of this database. */
  async record(entry: AuditEntry, sql: Sql = this.#sql): Promise<void> {
    await sql.query(
      `insert into audit_log (at, actor, action, subject, before, after, note)
       values (now(), $1, $2, $3, $4::jsonb, $5::jsonb, $6)`,
      [entry.actor, entry.action, entry.subject, json(entry.before), json(entry.after), entry.note ?? null],
    );
  }
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
