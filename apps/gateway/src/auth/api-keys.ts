import { randomUUID } from 'node:crypto';
import type { Sql } from '../database/sql.js';
import type { RoleName } from './role.js';
import { digestOf, randomSecret } from './secret-text.js';

/** Keys are recognised by it, by us and by scanners for leaked secrets. */
export const KEY_PREFIX = 'tape_';
const KEY_BYTES = 32;
/** How much of a key is kept in the clear, so that its owner can tell which one it is. */
const SHOWN = KEY_PREFIX.length + 6;

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly begins_with: string;
  readonly role: RoleName;
  readonly created_by: string;
  readonly created_at: Date;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
}

const COLUMNS = 'id, name, begins_with, role, created_by, created_at, expires_at, last_used_at';

/** Keys of programs. A key is shown once, when it is made; only its hash is kept. */
export class ApiKeys {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  list(): Promise<ApiKey[]> {
    return this.#sql.query<ApiKey>(`select ${COLUMNS} from api_keys order by created_at desc, id`);
  }

  async add(
    name: string,
    role: RoleName,
    createdBy: string,
    expiresAt: string | null,
  ): Promise<{ readonly key: string; readonly stored: ApiKey }> {
    const key = `${KEY_PREFIX}${randomSecret(KEY_BYTES)}`;
    const [stored] = await this.#sql.query<ApiKey>(
      `insert into api_keys (id, name, begins_with, hash, role, created_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
      [randomUUID(), name, key.slice(0, SHOWN), digestOf(key), role, createdBy, expiresAt],
    );
    return { key, stored: stored! };
  }

  /** @returns what was withdrawn. */
  async remove(id: string): Promise<ApiKey | undefined> {
    // A returning of delete comes with its count, so it is read apart.
    return this.#sql.transaction(async (sql) => {
      const [key] = await sql.query<ApiKey>(`select ${COLUMNS} from api_keys where id = $1 for update`, [id]);
      if (key !== undefined) await sql.query('delete from api_keys where id = $1', [id]);
      return key;
    });
  }

  /** The key that was sent, unless it has ended; its last use is written at most once a minute. */
  async use(key: string): Promise<ApiKey | undefined> {
    const [found] = await this.#sql.query<ApiKey & { noted: boolean }>(
      `select ${COLUMNS}, coalesce(last_used_at > now() - interval '1 minute', false) as noted
         from api_keys where hash = $1 and (expires_at is null or expires_at > now())`,
      [digestOf(key)],
    );
    if (found?.noted === false) {
      await this.#sql.query('update api_keys set last_used_at = now() where id = $1', [found.id]);
    }
    return found;
  }
}
