import { NOTIFICATION_STATES } from './notifications.dto.js';
import type { Wire } from '../wire/to-wire.js';

export interface NotificationRow {
  readonly id: string;
  readonly notice_key: string;
  readonly kind: string;
  readonly severity: string;
  readonly channel: string;
  readonly target: string;
  readonly payload: { readonly title: string; readonly text: string };
  readonly state: string;
  readonly attempts: number;
  readonly next_attempt_at: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly deliveries: readonly Wire[];
}

/** A notification with its attempts, oldest first. */
export const NOTIFICATION_COLUMNS = `id, notice_key, kind, severity, channel, target, payload, state, attempts,
  next_attempt_at, created_at, updated_at,
  (select coalesce(jsonb_agg(jsonb_build_object(
     'attempt', d.attempt, 'at', to_char(d.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'ok', d.ok,
     'outcome', d.outcome, 'status_code', d.status_code, 'error', d.error, 'latency_ms', d.latency_ms)
     order by d.id), '[]'::jsonb)
   from notification_deliveries d where d.notification_id = notifications.id) as deliveries`;

export function notificationToWire(row: NotificationRow): Record<string, Wire> {
  const waits = row.state === 'PENDING' || row.state === 'FAILED';
  return {
    id: row.id,
    event_id: row.notice_key,
    kind: row.kind,
    severity: row.severity,
    channel: row.channel,
    target: shownTarget(row.channel, row.target),
    title: row.payload.title,
    text: row.payload.text,
    state: row.state,
    attempts: row.attempts,
    next_attempt_at: waits ? row.next_attempt_at.toISOString() : null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    deliveries: row.deliveries,
  };
}

/** Enough of a telephone number to know whose it is. */
function shownTarget(channel: string, target: string): string | null {
  if (target === '') return null;
  return channel === 'sms' ? `…${target.slice(-4)}` : target;
}

const text = { type: 'string' } as const;
const instant = { type: 'string', format: 'date-time' } as const;

/** The same for the API document. */
export const NOTIFICATION_SCHEMA = {
  type: 'object',
  required: ['id', 'event_id', 'kind', 'severity', 'channel', 'title', 'text', 'state', 'attempts', 'deliveries'],
  properties: {
    id: text,
    event_id: { ...text, description: 'The event it tells of, or a quiet period of events that come in swarms.' },
    kind: text,
    severity: { ...text, enum: ['INFO', 'WARNING', 'CRITICAL'] },
    channel: text,
    target: { ...text, nullable: true, description: 'The receiver, where the channel has several.' },
    title: text,
    text,
    state: { ...text, enum: [...NOTIFICATION_STATES] },
    attempts: { type: 'integer' },
    next_attempt_at: { ...instant, nullable: true },
    created_at: instant,
    updated_at: instant,
    deliveries: {
      type: 'array',
      items: {
        type: 'object',
        required: ['attempt', 'at', 'ok', 'outcome'],
        properties: {
          attempt: { type: 'integer' },
          at: instant,
          ok: { type: 'boolean' },
          outcome: {
            ...text,
            enum: ['accepted', 'unreachable', 'failed', 'throttled', 'rejected', 'gone', 'in-doubt'],
          },
          status_code: { type: 'integer', nullable: true },
          error: { ...text, nullable: true },
          latency_ms: { type: 'integer', nullable: true },
        },
      },
    },
  },
};
