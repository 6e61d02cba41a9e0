import type { DataSource } from 'typeorm';

/** Which strategies are switched on. Off unless somebody switched it on. */
export class Switches {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async enabled(): Promise<ReadonlySet<string>> {
    const rows = await this.#database.query<{ id: string }[]>('select id from strategies where enabled');
    return new Set(rows.map(({ id }) => id));
  }

  /** Switches on what nobody has decided about yet. */
  async suggest(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#database.query(
      `insert into strategies (id, enabled, changed_by) select i, true, 'settings' from unnest($1::text[]) as i
       on conflict (id) do nothing`,
      [[...ids]],
    );
  }

  /** The switch and its entry in the audit log are one transaction; a switch that stands so already is not logged again. */
  async set(id: string, enabled: boolean, by: string, note: string): Promise<void> {
    await this.#database.transaction(async (manager) => {
      const [row] = await manager.query<{ enabled: boolean }[]>(
        'select enabled from strategies where id = $1 for update',
        [id],
      );
      const before = row?.enabled ?? false;
      if (row !== undefined && before === enabled) return;
      await manager.query(
        `insert into strategies (id, enabled, changed_by, changed_at) values ($1, $2, $3, now())
         on conflict (id) do update set enabled = excluded.enabled, changed_by = excluded.changed_by, changed_at = now()`,
        [id, enabled, by],
      );
      await manager.query(
        `insert into audit_log (at, actor, action, subject, before, after, note)
         values (now(), $1, 'strategy.switch', $2, $3::jsonb, $4::jsonb, $5)`,
        [by, id, JSON.stringify({ enabled: before }), JSON.stringify({ enabled }), note],
      );
    });
  }
}
