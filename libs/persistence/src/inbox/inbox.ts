import type { SqlRunner } from '../database/sql-runner.js';

/** Remembers which messages have taken effect, in the transaction of the effect. */
export class Inbox {
  /**
   * Notes these messages as taken and returns those that nobody had taken before, for this consumer. A second
   * transaction that brings the same id waits for the first: committed, the id is not fresh; rolled back, it is.
   */
  async fresh(manager: SqlRunner, consumer: string, messageIds: readonly string[]): Promise<Set<string>> {
    if (messageIds.length === 0) return new Set();
    // Sorted, so that two transactions with the same ids never wait for each other in a circle.
    const sorted = [...new Set(messageIds)].toSorted();
    const rows = await manager.query<{ message_id: string }[]>(
      `insert into inbox (consumer, message_id)
       select $1, m.id from unnest($2::text[]) with ordinality as m (id, place) order by m.place
       on conflict do nothing
       returning message_id`,
      [consumer, sorted],
    );
    return new Set(rows.map((row) => row.message_id));
  }

  /**
   * Forgets what was taken longer ago than any stream keeps its messages, and returns how many that were. A few
   * thousand at a time, so that it never holds up those who work.
   */
  async prune(manager: SqlRunner, olderThan: Date, limit = 5_000): Promise<number> {
    const [, count] = await manager.query<[unknown, number]>(
      `delete from inbox where ctid = any(array(select ctid from inbox where at < $1 order by at limit $2))`,
      [olderThan, limit],
    );
    return count;
  }
}
