import type { Sql } from '../database/sql.js';

/** A key belongs to whoever sent it: two callers may use the same one. */
export interface KeyId {
  readonly actor: string;
  readonly key: string;
}

export interface KeptAnswer {
  readonly status: number;
  /** JSON, or null for an answer without a body. */
  readonly body: string | null;
}

export type Beginning =
  | { readonly kind: 'new' | 'at-work' | 'other-request' }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer };

const KEPT_HOURS = 24;
/** After this whoever was at work is taken for dead. */
const AT_WORK_MINUTES = 10;

interface KeyRow {
  readonly request_sha256: string;
  readonly status: number | null;
  readonly body: string | null;
  readonly abandoned: boolean;
}

/** What requests with a key were answered, for a day. */
export class IdempotencyKeys {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async begin({ actor, key }: KeyId, requestSha256: string): Promise<Beginning> {
    return this.#sql.transaction(async (sql) => {
      await sql.query('delete from idempotency_keys where created_at < now() - make_interval(hours => $1)', [
        KEPT_HOURS,
      ]);
      const mine = await sql.query(
        `insert into idempotency_keys (actor, key, request_sha256) values ($1, $2, $3)
         on conflict (actor, key) do nothing returning 1`,
        [actor, key, requestSha256],
      );
      if (mine.length > 0) return { kind: 'new' };
      const [row] = await sql.query<KeyRow>(
        `select request_sha256, status, body, created_at < now() - make_interval(mins => $3) as abandoned
           from idempotency_keys where actor = $1 and key = $2 for update`,
        [actor, key, AT_WORK_MINUTES],
      );
      if (row === undefined) return { kind: 'at-work' };
      if (row.request_sha256 !== requestSha256) return { kind: 'other-request' };
      if (row.status !== null) return { kind: 'answered', answer: { status: row.status, body: row.body } };
      if (!row.abandoned) return { kind: 'at-work' };
      await sql.query('update idempotency_keys set created_at = now() where actor = $1 and key = $2', [actor, key]);
      return { kind: 'new' };
    });
  }

  async keep({ actor, key }: KeyId, { status, body }: KeptAnswer): Promise<void> {
    await this.#sql.query('update idempotency_keys set status = $3, body = $4 where actor = $1 and key = $2', [
      actor,
      key,
      status,
      body,
    ]);
  }

  async drop({ actor, key }: KeyId): Promise<void> {
    await this.#sql.query('delete from idempotency_keys where actor = $1 and key = $2 and status is null', [
      actor,
      key,
    ]);
  }
}
