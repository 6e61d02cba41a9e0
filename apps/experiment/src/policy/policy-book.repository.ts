import type { PolicyMode } from '@tape/experiments';
import type { SqlRunner } from '@tape/persistence';
import type { DataSource } from 'typeorm';

export interface StoredPolicy {
  readonly version: string;
  readonly mode: PolicyMode;
  readonly splitPercentage: number;
  readonly enabled: boolean;
  readonly setBy: string;
  readonly note: string | null;
  readonly createdAtMs: number;
}

export type NewPolicy = Omit<StoredPolicy, 'createdAtMs'>;

/** Which policy holds: the newest. None is ever changed, so that each result can be read with what held for it. */
export class PolicyBook {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** Makes the policy of the settings, unless one of this name was ever made. Replicas may do it at once. */
  async adopt(version: string, splitPercentage: number): Promise<boolean> {
    const policy = {
      version,
      mode: 'SHADOW_ONLY',
      splitPercentage,
      enabled: true,
      setBy: 'settings',
      note: null,
    } as const;
    return (await insert(this.#database, policy)) !== null;
  }

  /** @returns null when a policy of this name exists. Policy and audit entry are one transaction. */
  async set(policy: NewPolicy): Promise<StoredPolicy | null> {
    return this.#database.transaction(async (manager) => {
      const before = await newest(manager);
      const after = await insert(manager, policy);
      if (after === null) return null;
      await manager.query(
        `insert into audit_log (at, actor, action, subject, before, after, note)
         values (now(), $1, 'experiment.policy', 'experiments', $2::jsonb, $3::jsonb, $4)`,
        [policy.setBy, JSON.stringify(before), JSON.stringify(after), policy.note],
      );
      return after;
    });
  }
}

const COLUMNS = `version, mode, split_percentage::double precision as "splitPercentage", enabled, set_by as "setBy", note,
  round(date_part('epoch', created_at) * 1000)::bigint as "createdAtMs"`;

async function newest(sql: SqlRunner): Promise<StoredPolicy | null> {
  const rows = await sql.query<StoredPolicy[]>(
    `select ${COLUMNS} from execution_policies order by revision desc limit 1`,
  );
  return rows[0] ?? null;
}

async function insert(sql: SqlRunner, policy: NewPolicy): Promise<StoredPolicy | null> {
  const { version, mode, splitPercentage, enabled, setBy, note } = policy;
  const rows = await sql.query<StoredPolicy[]>(
    `insert into execution_policies (version, mode, split_percentage, enabled, set_by, note)
     values ($1, $2, $3::numeric, $4, $5, $6) on conflict (version) do nothing returning ${COLUMNS}`,
    [version, mode, String(splitPercentage), enabled, setBy, note],
  );
  return rows[0] ?? null;
}
