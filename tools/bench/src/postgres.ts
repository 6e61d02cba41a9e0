import { Client } from 'pg';

const LOOK_MS = 50;
const PATIENCE_MS = 300_000;

/** Watches how far the pipeline is. */
export class Postgres {
  readonly #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async connect(url: string): Promise<Postgres> {
    const client = new Client(url);
    await client.connect();
    return new Postgres(client);
  }

  /** Resolves when these bars are stored and guarded. */
  async worked(heads: readonly { symbol: string; openTimeMs: number }[]): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const { rows } = await this.#client.query(
        `select count(*) as n from unnest($1::text[], $2::double precision[]) as h (symbol, open_ms)
         join series_progress p on p.symbol = h.symbol and p.through >= to_timestamp(h.open_ms / 1000)
         where p.stage in ('ingest', 'guard')`,
        [heads.map(({ symbol }) => symbol), heads.map(({ openTimeMs }) => openTimeMs)],
      );
      if (Number(rows[0].n) === heads.length * 2) return;
      if (performance.now() > until) throw new Error(`the pipeline did not come through within ${PATIENCE_MS} ms`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  async close(): Promise<void> {
    await this.#client.end();
  }
}
