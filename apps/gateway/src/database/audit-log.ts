import { AsyncLocalStorage } from 'node:async_hooks';
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

/** Whether anything was recorded so far on behalf of the request at work. */
const RECORDED = new AsyncLocalStorage<{ recorded: boolean }>();

export class AuditLog {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Runs work and then the other, unless the work has recorded something itself. */
  async unlessRecorded<Result>(work: () => Promise<Result>, otherwise: () => Promise<void>): Promise<Result> {
    const request = { recorded: false };
    const result = await RECORDED.run(request, work);
    if (!request.recorded) await otherwise();
    return result;
  }

  /** @param sql the transaction of the change, where the change is one of this database. */
  async record(entry: AuditEntry, sql: Sql = this.#sql): Promise<void> {
    const request = RECORDED.getStore();
    if (request !== undefined) request.recorded = true;
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
