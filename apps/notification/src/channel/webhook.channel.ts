import { createHmac } from 'node:crypto';
import type { Notice, Severity } from '@tape/notification';
import { type Channel, ONE_RECEIVER } from './channel.js';
import { httpPost } from './http-post.js';
import { resultOfReply } from './reply-result.js';

export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
  readonly minSeverity: Severity;
}

/**
 * Any receiver of signed JSON. The id of the notification travels as `Idempotency-Key`, the same at every attempt, so
 * the receiver can drop a second one. docs/notifications.md shows how to check the signature.
 */
export function webhookChannel({ url, secret, minSeverity }: WebhookSettings): Channel {
  return {
    name: 'webhook',
    minSeverity,
    secrets: [secret, url],
    workers: 2,
    oneProvider: true,
    targets: () => Promise.resolve(ONE_RECEIVER),
    send: async ({ id, attempt, notice }, signal) => {
      const body = JSON.stringify(webhookBody(id, notice));
      const timestamp = String(Math.floor(Date.now() / 1_000));
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': id,
        'x-tape-delivery': id,
        'x-tape-attempt': String(attempt),
        'x-tape-timestamp': timestamp,
        'x-tape-signature': webhookSignature(secret, timestamp, body),
      };
      return resultOfReply(await httpPost({ url, headers, body }, signal), Date.now());
    },
  };
}

/** `v1=` and the HMAC-SHA256 of `timestamp.body` in hexadecimal. The timestamp is signed so that an old message can be told from a new one. */
export function webhookSignature(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

function webhookBody(id: string, notice: Notice): object {
  return {
    id,
    kind: notice.kind,
    severity: notice.severity,
    title: notice.title,
    text: notice.text,
    facts: notice.facts,
    occurred_at: new Date(notice.occurredAtMs).toISOString(),
    correlation_id: notice.correlationId,
    event_id: notice.key,
  };
}
