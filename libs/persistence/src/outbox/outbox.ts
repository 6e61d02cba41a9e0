import type { CloudEvent, OutgoingEvent } from '@tape/contracts';
import type { SqlRunner } from '../database/sql-runner.js';

const LONGEST_FLUSH_PAUSE_MS = 20;

/** An event that waits in the outbox. */
export interface WaitingEvent {
  readonly id: number;
  readonly event: OutgoingEvent;
}

/** What the relay of this process does for the outbox. */
export interface OutboxWatcher {
  /** Something was committed. */
  poke(): void;
  /** Resolves to true when all that is committed now is published, to false when this process cannot tell. */
  published(): Promise<boolean>;
}

/**
 * Events are stored in the transaction that makes them true, and published afterwards by the relay: neither a crash
 * nor an absent NATS can separate the two. One service writes only its own rows.
 */
export class Outbox {
  readonly service: string;
  #watcher: OutboxWatcher | undefined;

  constructor(service: string) {
    this.service = service;
  }

  /**
   * Stores events in the order given, inside the caller's transaction. An event that still waits under the same id is
   * not stored twice. Transactions that run at the same time are published in the order in which they called this,
   * so call it while holding the lock that orders them, if any does.
   */
  async append(manager: SqlRunner, events: readonly OutgoingEvent[]): Promise<void> {
    if (events.length === 0) return;
    await manager.query(
      `insert into outbox (service, subject, message_id, durable, envelope)
       select $1, e.subject, e.message_id, e.durable, e.envelope
       from unnest($2::text[], $3::text[], $4::boolean[], $5::text[]) with ordinality
         as e (subject, message_id, durable, envelope, place)
       order by e.place
       on conflict (service, message_id) do nothing`,
      [
        this.service,
        events.map((event) => event.subject),
        events.map((event) => event.messageId),
        events.map((event) => event.durable),
        events.map((event) => JSON.stringify(event.envelope)),
      ],
    );
  }

  /** Call after the commit: the relay publishes at once instead of at its next look. */
  poke(): void {
    this.#watcher?.poke();
  }

  /**
   * Resolves when everything that this service has stored up to now is published. For what must follow on a stream behind
   * its own events, a watermark for example.
   */
  async flushed(sql: SqlRunner): Promise<void> {
    if ((await this.#watcher?.published()) === true) return;
    const [newest] = await sql.query<
      {
        id: number | null;
      }[]
    >('select max(id) as id from outbox where service = $1', [this.service]);
    const through = newest?.id ?? null;
    if (through === null) return;
    for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 2, LONGEST_FLUSH_PAUSE_MS)) {
      this.poke();
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      const [left] = await sql.query<{ waiting: boolean }[]>(
        'select exists (select 1 from outbox where service = $1 and id <= $2) as waiting',
        [this.service, through],
      );
      if (left?.waiting !== true) return;
    }
  }

  /** Names who publishes; the relay does. */
  relayedBy(watcher: OutboxWatcher): void {
    this.#watcher = watcher;
  }

  /**
   * The oldest waiting events of this service, in order.
   * @param published events that are forgotten in the same go.
   */
  async waiting(
    manager: SqlRunner,
    limit: number,
    published: readonly number[] = [],
  ): Promise<readonly WaitingEvent[]> {
    type Row = { id: number; subject: string; message_id: string; durable: boolean; envelope: string };
    const rows =
      published.length === 0
        ? await manager.query<Row[]>(
            'select id, subject, message_id, durable, envelope from outbox where service = $1 order by id limit $2',
            [this.service, limit],
          )
        : await manager.query<Row[]>(
            `with forgotten as (delete from outbox where id = any($3::bigint[]))
             select id, subject, message_id, durable, envelope from outbox
             where service = $1 and id <> all($3::bigint[]) order by id limit $2`,
            [this.service, limit, published],
          );
    return rows.map((row) => ({
      id: row.id,
      event: {
        subject: row.subject,
        messageId: row.message_id,
        durable: row.durable,
        envelope: JSON.parse(row.envelope) as CloudEvent,
      },
    }));
  }

  /** Forgets events that were published. */
  async remove(manager: SqlRunner, ids: readonly number[]): Promise<void> {
    await manager.query('delete from outbox where id = any($1::bigint[])', [ids]);
  }

  /** How many events wait. */
  async size(manager: SqlRunner): Promise<number> {
    const [row] = await manager.query<
      {
        size: number;
      }[]
    >('select count(*) as size from outbox where service = $1', [this.service]);
    return row?.size ?? 0;
  }
}
