import { randomUUID } from 'node:crypto';
import type { Sql } from '../database/sql.js';
import { hashPassword } from './password.js';
import type { RoleName } from './role.js';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly role: RoleName;
  readonly disabled: boolean;
  readonly created_at: Date;
  readonly password_changed_at: Date;
  readonly last_login_at: Date | null;
}

export interface UserChange {
  readonly role?: RoleName | undefined;
  readonly disabled?: boolean | undefined;
  readonly password?: string | undefined;
}

export type ChangeRefused = 'unknown' | 'last-admin';

const COLUMNS = 'id, username, role, disabled, created_at, password_changed_at, last_login_at';

/** Names are compared without regard to case. */
export function canonicalUsername(username: string): string {
  return username.trim().toLowerCase();
}

/** The people who may log in. */
export class Users {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  list(): Promise<User[]> {
    return this.#sql.query<User>(`select ${COLUMNS} from users order by username`);
  }

  async count(): Promise<number> {
    const [row] = await this.#sql.query<{ count: number }>('select count(*)::int as count from users');
    return row?.count ?? 0;
  }

  async byId(id: string): Promise<User | undefined> {
    const [user] = await this.#sql.query<User>(`select ${COLUMNS} from users where id = $1`, [id]);
    return user;
  }

  async withHash(username: string): Promise<(User & { readonly password_hash: string }) | undefined> {
    const [user] = await this.#sql.query<User & { password_hash: string }>(
      `select ${COLUMNS}, password_hash from users where username = $1`,
      [canonicalUsername(username)],
    );
    return user;
  }

  /** @returns undefined when the name is taken. */
  async add(username: string, role: RoleName, password: string): Promise<User | undefined> {
    const [user] = await this.#sql.query<User>(
      `insert into users (id, username, role, password_hash) values ($1, $2, $3, $4)
       on conflict (username) do nothing returning ${COLUMNS}`,
      [randomUUID(), canonicalUsername(username), role, await hashPassword(password)],
    );
    return user;
  }

  /** Changes a user. There is always an admin who can log in: the last one is neither lowered nor disabled. */
  async change(id: string, change: UserChange): Promise<{ before: User; after: User } | ChangeRefused> {
    const hash = change.password === undefined ? null : await hashPassword(change.password);
    return this.#sql.transaction(async (sql) => {
      const before = await lockedWithAdmins(sql, id);
      if (before === undefined) return 'unknown';
      const lowered = (change.role ?? before.role) !== 'admin' || (change.disabled ?? before.disabled);
      if (lowered && (await isLastAdmin(sql, before))) return 'last-admin';
      await sql.query(
        `update users set role = coalesce($2, role), disabled = coalesce($3, disabled),
                password_hash = coalesce($4, password_hash),
                password_changed_at = case when $4::text is null then password_changed_at else now() end
         where id = $1`,
        [id, change.role ?? null, change.disabled ?? null, hash],
      );
      const [after] = await sql.query<User>(`select ${COLUMNS} from users where id = $1`, [id]);
      return { before, after: after! };
    });
  }

  async remove(id: string): Promise<User | ChangeRefused> {
    return this.#sql.transaction(async (sql) => {
      const user = await lockedWithAdmins(sql, id);
      if (user === undefined) return 'unknown';
      if (await isLastAdmin(sql, user)) return 'last-admin';
      await sql.query('delete from users where id = $1', [id]);
      return user;
    });
  }
}

/** All admins are locked too, in one order: two admins who lower each other at once leave one. */
async function lockedWithAdmins(sql: Sql, id: string): Promise<User | undefined> {
  const rows = await sql.query<User>(
    `select ${COLUMNS} from users where id = $1 or role = 'admin' order by id for update`,
    [id],
  );
  return rows.find((row) => row.id === id);
}

async function isLastAdmin(sql: Sql, user: User): Promise<boolean> {
  if (user.role !== 'admin' || user.disabled) return false;
  const others = await sql.query(`select 1 from users where role = 'admin' and not disabled and id <> $1 limit 1`, [
    user.id,
  ]);
  return others.length === 0;
}
