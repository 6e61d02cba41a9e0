import {
  type AttemptOutcome,
  type ChannelName,
  type DeliveryState,
  type DeliveryStep,
  type NextStep,
  type Notice,
  nextDeliveryState,
  statesBefore,
} from '@tape/notification';
import type { DataSource } from 'typeorm';
import type { AttemptResult } from '../channel/channel.js';

/** A notification as it is stored first. */
export interface NewNotification {
  readonly id: string;
  readonly channel: ChannelName;
  readonly target: string;
  readonly notice: Notice;
}

/** A notification whose attempt is under way. */
export interface ClaimedNotification {
  readonly id: string;
  readonly target: string;
  readonly notice: Notice;
  /** This attempt included. */
  readonly attempts: number;
  readonly attemptLimit: number;
  readonly ageMs: number;
}

/** What an attempt came to, as it is written down. */
export interface AttemptRecord extends Pick<AttemptResult, 'statusCode' | 'error'> {
  readonly outcome: AttemptOutcome;
  readonly latencyMs: number | null;
  readonly next: NextStep;
}

interface ClaimedRow {
  readonly id: string;
  readonly target: string;
  readonly payload: Notice;
  readonly attempts: number;
  readonly attempt_limit: number;
  readonly age_ms: number;
}

const CLAIMED = `id, target, payload, attempts, attempt_limit,
  (extract(epoch from (now() - created_at)) * 1000)::float8 as age_ms`;

/** The outbox of notifications and the log of its attempts. Times are those of Postgres: replicas need not agree on theirs. */
export class NotificationStore {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** Stores what is new, all or nothing. @returns how many were new: what comes again is known by its id. */
  async add(notifications: readonly NewNotification[], attemptLimit: number): Promise<number> {
    if (notifications.length === 0) return 0;
    const rows: unknown[] = await this.#database.query(
      `insert into notifications (id, notice_key, kind, severity, channel, target, payload, attempt_limit)
       select n.id, n.notice_key, n.kind, n.severity, n.channel, n.target, n.payload::jsonb, $8::int
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
         as n (id, notice_key, kind, severity, channel, target, payload)
       order by n.id
       on conflict (id) do nothing returning id`,
      [
        notifications.map(({ id }) => id),
        notifications.map(({ notice }) => notice.key),
        notifications.map(({ notice }) => notice.kind),
        notifications.map(({ notice }) => notice.severity),
        notifications.map(({ channel }) => channel),
        notifications.map(({ target }) => target),
        notifications.map(({ notice }) => JSON.stringify(notice)),
        attemptLimit,
      ],
    );
    return rows.length;
  }

  /**
   * Takes the most severe notification that is due and marks its attempt, before anything is sent: whoever dies from
   * here on leaves a row that says so.
   * @param leaseMs after which the attempt counts as interrupted
   */
  async claim(channel: ChannelName, leaseMs: number): Promise<ClaimedNotification | null> {
    const [rows] = await this.#database.query<[ClaimedRow[], number]>(
      `update notifications
       set state = 'SENDING', attempts = attempts + 1, updated_at = now(),
           lease_expires_at = now() + $2 * interval '1 millisecond'
       where id = (
         select id from notifications
         where channel = $1 and state in ('PENDING', 'FAILED') and next_attempt_at <= now()
         order by case severity when 'CRITICAL' then 0 when 'WARNING' then 1 else 2 end, next_attempt_at, id
         limit 1 for update skip locked)
       returning ${CLAIMED}`,
      [channel, leaseMs],
    );
    return rows[0] === undefined ? null : claimedOf(rows[0]);
  }

  /** Attempts of a channel of which nobody will tell any more what became of them. */
  async interrupted(channel: ChannelName): Promise<readonly ClaimedNotification[]> {
    const rows = await this.#database.query<ClaimedRow[]>(
      `select ${CLAIMED} from notifications
       where channel = $1 and state = 'SENDING' and lease_expires_at < now() order by id limit 100`,
      [channel],
    );
    return rows.map(claimedOf);
  }

  /**
   * Writes down what an attempt came to, and moves the notification on if this is still its latest attempt. What a sender
   * itself says is logged in any case; what is concluded from its silence only if nobody has said otherwise.
   * @returns the state it is in now, or null when the notification had moved on without this attempt.
   */
  async record(
    { id, attempts }: Pick<ClaimedNotification, 'id' | 'attempts'>,
    attempt: AttemptRecord,
    said: 'by-sender' | 'by-silence',
  ): Promise<DeliveryState | null> {
    const { step, delayMs, attemptLimit } = attempt.next;
    const state = nextDeliveryState('SENDING', step);
    if (state === null) throw new Error(`an attempt cannot end with the step ${step}`);
    const [row] = await this.#database.query<{ settled: number }[]>(
      `with settled as (
         update notifications
         set state = $3, attempt_limit = $4, lease_expires_at = null, updated_at = now(),
             next_attempt_at = coalesce(now() + $5::float8 * interval '1 millisecond', next_attempt_at)
         where id = $1 and attempts = $2 and state = any($6::text[]) returning id),
       logged as (
         insert into notification_deliveries (notification_id, attempt, ok, outcome, status_code, error, latency_ms)
         select $1, $2, $7::boolean, $8::text, $9::int, $10::text, $11::int
         where ($12::boolean and exists (select 1 from notifications where id = $1)) or exists (select 1 from settled) returning id)
       select count(*)::int as settled from settled`,
      [
        id,
        attempts,
        state,
        attemptLimit,
        delayMs,
        statesBefore(step),
        attempt.outcome === 'accepted',
        attempt.outcome,
        attempt.statusCode,
        attempt.error,
        attempt.latencyMs === null ? null : Math.round(attempt.latencyMs),
        said === 'by-sender',
      ],
    );
    return row?.settled === 1 ? state : null;
  }

  /** A person wants it sent again: with as many attempts as a new one. */
  async resend(
    id: string,
    attemptLimit: number,
  ): Promise<{ readonly from: DeliveryState; readonly to: DeliveryState | null } | null> {
    return this.#database.transaction(async (manager) => {
      const rows = await manager.query<{ state: DeliveryState }[]>(
        'select state from notifications where id = $1 for update',
        [id],
      );
      const from = rows[0]?.state;
      if (from === undefined) return null;
      const to = nextDeliveryState(from, 'RESEND' satisfies DeliveryStep);
      if (to === null) return { from, to };
      await manager.query(
        `update notifications set state = $2, attempt_limit = attempts + $3, next_attempt_at = now(), updated_at = now()
         where id = $1`,
        [id, to, attemptLimit],
      );
      return { from, to };
    });
  }

  /** Forgets what ended so long ago that its event can no longer come again. @returns how many those were. */
  async prune(olderThan: Date, limit: number): Promise<number> {
    const [, count] = await this.#database.query<[unknown, number]>(
      `delete from notifications where id = any(array(
         select id from notifications where created_at < $1 and state in ('SENT', 'DEAD', 'UNKNOWN', 'DROPPED')
         order by created_at limit $2))`,
      [olderThan, limit],
    );
    return count;
  }
}

function claimedOf(row: ClaimedRow): ClaimedNotification {
  return {
    id: row.id,
    target: row.target,
    notice: row.payload,
    attempts: row.attempts,
    attemptLimit: row.attempt_limit,
    ageMs: row.age_ms,
  };
}
