import { z } from 'zod';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { defineRpc } from './rpc-definition.js';

/** Ways a message can leave the system. */
export const notificationChannel = z.enum(['slack', 'webhook', 'telegram', 'email', 'sms', 'webpush']);

/** Which channels have settings, from which severity on each is used, and the key browsers subscribe with. */
export const describeChannels = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.notification.channels`,
  service: 'notification',
  request: z.strictObject({}),
  response: z.strictObject({
    channels: z.array(
      z.strictObject({
        channel: notificationChannel,
        configured: z.boolean().describe('Whether its settings are given.'),
        minSeverity: z.enum(['INFO', 'WARNING', 'CRITICAL']).nullable().describe('Null when it is not configured.'),
      }),
    ),
    vapidPublicKey: z.string().nullable().describe('`applicationServerKey` of browsers; null without web push.'),
  }),
  timeoutMs: 5_000,
});

/** Sends a message that means nothing, to see that it arrives. Web push: to every browser that subscribed. */
export const sendTestNotification = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.notification.test`,
  service: 'notification',
  request: z.strictObject({ channel: notificationChannel, by: z.string().min(1).max(128) }),
  response: z.strictObject({ notificationIds: z.array(z.string()) }),
  timeoutMs: 5_000,
});

/** Sends again what was given up or is in doubt. Only a person may ask: the receiver may get it twice. */
export const resendNotification = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.notification.resend`,
  service: 'notification',
  request: z.strictObject({ notificationId: z.string().min(1).max(128) }),
  response: z.strictObject({ from: z.string(), to: z.string() }),
  timeoutMs: 5_000,
});

/** A browser wants to be told. Subscribing twice is harmless. */
export const subscribePush = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.notification.subscribe`,
  service: 'notification',
  request: z.strictObject({
    endpoint: z.string().min(1).max(2_048).describe('Where its push service takes messages.'),
    p256dh: z.string().min(1).max(256).describe('Its public key, base64url.'),
    auth: z.string().min(1).max(128).describe('Its authentication secret, base64url.'),
    by: z.string().min(1).max(128),
  }),
  response: z.strictObject({ subscriptionId: z.string() }),
  timeoutMs: 5_000,
});

/** A browser no longer wants to be told. */
export const unsubscribePush = defineRpc({
  subject: `${SUBJECT_ROOT}.rpc.notification.unsubscribe`,
  service: 'notification',
  request: z.strictObject({ subscriptionId: z.string().min(1).max(128) }),
  response: z.strictObject({ removed: z.boolean() }),
  timeoutMs: 5_000,
});
