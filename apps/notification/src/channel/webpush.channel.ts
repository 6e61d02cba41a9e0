import webpush from 'web-push';
import type { Notice, Severity } from '@tape/notification';
import type { AttemptResult, Channel } from './channel.js';
import { httpPost } from './http-post.js';
import { resultOfReply } from './reply-result.js';

/** A browser as it subscribed. */
export interface PushSubscription {
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** Where subscriptions are kept. */
export interface PushSubscriptionBook {
  ids(): Promise<readonly string[]>;
  find(id: string): Promise<PushSubscription | null>;
  remove(id: string): Promise<boolean>;
}

export interface WebpushSettings {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly subject: string;
  readonly minSeverity: Severity;
}

/** How long a push service keeps a message for a browser that is away. Unit: seconds. */
const KEPT_SECONDS = 86_400;

/**
 * Browsers, by the push service each has chosen (RFC 8030), encrypted for it alone (RFC 8291) and signed (RFC 8292). The
 * id is topic and tag: a second copy takes the place of the first, in the push service and on the screen.
 */
export function webpushChannel(settings: WebpushSettings, subscriptions: PushSubscriptionBook): Channel {
  return {
    name: 'webpush',
    minSeverity: settings.minSeverity,
    secrets: [settings.privateKey],
    workers: 4,
    oneProvider: false,
    targets: () => subscriptions.ids(),
    send: async ({ id, target, notice }, signal) => {
      const subscription = await subscriptions.find(target);
      if (subscription === null) return GONE;
      const { endpoint, headers, body } = encrypted(settings, subscription, id, notice);
      const result = resultOfReply(await httpPost({ url: endpoint, headers, body }, signal), Date.now());
      if (result.statusCode !== 404 && result.statusCode !== 410) return result;
      await subscriptions.remove(target);
      return { ...result, outcome: 'gone' };
    },
  };
}

const GONE: AttemptResult = {
  outcome: 'gone',
  statusCode: null,
  retryAfterMs: null,
  error: 'the browser has unsubscribed',
};

function encrypted(
  { subject, publicKey, privateKey }: WebpushSettings,
  to: PushSubscription,
  id: string,
  notice: Notice,
) {
  const payload = JSON.stringify({
    id,
    tag: id,
    kind: notice.kind,
    severity: notice.severity,
    title: notice.title,
    body: notice.text,
    occurred_at: new Date(notice.occurredAtMs).toISOString(),
  });
  return webpush.generateRequestDetails(
    { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
    payload,
    {
      vapidDetails: { subject, publicKey, privateKey },
      TTL: KEPT_SECONDS,
      urgency: notice.severity === 'CRITICAL' ? 'high' : 'normal',
      topic: id,
      contentEncoding: 'aes128gcm',
    },
  );
}
