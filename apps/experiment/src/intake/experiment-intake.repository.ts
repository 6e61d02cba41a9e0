import { experimentIdOf, type ExperimentSignal } from '@tape/experiments';
import type { SqlRunner } from '@tape/persistence';

/** A signal and the hash of its content. */
export interface OfferedSignal {
  readonly signal: ExperimentSignal;
  readonly hash: string;
}

/** Signals become experiments, each once. The policy is the one that holds when the signal is stored. */
export class ExperimentIntake {
  readonly #database: SqlRunner;

  constructor(database: SqlRunner) {
    this.#database = database;
  }

  /**
   * Stores what is new, in one statement.
   * @returns ids of experiments that are new; nothing is while experiments are off.
   */
  async add(offers: readonly OfferedSignal[]): Promise<readonly string[]> {
    return offers.length === 0 ? [] : this.#insert(offers);
  }

  async #insert(offers: readonly OfferedSignal[]): Promise<readonly string[]> {
    const rows = await this.#database.query<{ id: string }[]>(
      `insert into experiments (id, signal_id, signal_sha256, source, symbol, timeframe, signal, policy_revision)
       select o.id, o.signal ->> 'id', o.hash, o.signal ->> 'source', o.signal ->> 'symbol', o.signal ->> 'timeframe',
              o.signal, p.revision
       from unnest($1::text[], $2::text[], $3::jsonb[]) as o (id, hash, signal)
       cross join (select revision, enabled from execution_policies order by revision desc limit 1) p
       where p.enabled order by o.id
       on conflict do nothing returning id`,
      [
        offers.map(({ hash }) => experimentIdOf(hash)),
        offers.map(({ hash }) => hash),
        offers.map(({ signal }) => JSON.stringify(signal)),
      ],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Opens connections and has Postgres read the statements, so that the first alert is answered as fast as the hundredth.
   * Nothing is stored.
   * @param connections how many at once
   */
  async warmUp(connections: number): Promise<void> {
    await Promise.all(Array.from({ length: connections }, () => this.#insert([])));
    await Promise.all(Array.from({ length: connections }, () => this.has('')));
  }

  async has(id: string): Promise<boolean> {
    const rows = await this.#database.query<unknown[]>('select 1 from experiments where id = $1', [id]);
    return rows.length > 0;
  }
}
