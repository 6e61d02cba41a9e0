import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { Outbox } from '../outbox/outbox.js';
import type { StoredFacts } from './stored-facts.js';

export interface RepublishOptions {
  readonly partitions: number;
  /** Only facts of this business time or later. */
  readonly from?: Date | undefined;
  /** Rows read and stored together. */
  readonly batch?: number;
}

const BATCH = 500;
/** More than this many events never wait in the outbox because of us. */
const MOST_WAITING = 5_000;
const PAUSE_MS = 100;

interface Row {
  readonly id: string;
  /** Text, because Postgres counts microseconds and a `Date` does not: cut off, the same row would come for ever. */
  readonly time: string;
  readonly content: never;
}

/**
 * Puts stored facts into the outbox of the service that published them first, oldest first; its relay sends them under
 * their old ids. Waits while that service is behind, or away. Returns how many were put there.
 */
export async function republishFacts(
  database: DataSource,
  facts: StoredFacts,
  { partitions, from, batch = BATCH }: RepublishOptions,
): Promise<number> {
  const outbox = new Outbox(facts.service);
  let told = 0;
  let after: Row | undefined;
  for (;;) {
    while ((await outbox.size(database)) > MOST_WAITING) await sleep(PAUSE_MS);
    const rows: readonly Row[] = await database.query<Row[]>(
      `select ${facts.id} as id, ${facts.time}::text as time, content from ${facts.table}
       where ${facts.time} >= $1 and ($2::text is null or (${facts.time}, ${facts.id}) > ($3::timestamptz, $2))
       order by ${facts.time}, ${facts.id} limit $4`,
      [from ?? '-infinity', after?.id ?? null, after?.time ?? null, batch],
    );
    if (rows.length === 0) return told;
    await outbox.append(
      database,
      rows.map(({ content }) => facts.eventOf(content, partitions)),
    );
    told += rows.length;
    after = rows.at(-1);
  }
}
