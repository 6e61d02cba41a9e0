/** Ways out of the system. */
export const CHANNEL_NAMES = ['slack', 'webhook', 'telegram', 'email', 'sms', 'webpush'] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

/**
 * Whether a receiver knows a message it was already given, so that sending it again shows nothing twice: the webhook by
 * its `Idempotency-Key`, a browser by the tag of the notification. The other providers take no such key.
 * See docs/adr/0012-a-message-in-doubt-is-not-sent-again.md.
 */
export const KNOWS_REPEATS: Readonly<Record<ChannelName, boolean>> = {
  slack: false,
  webhook: true,
  telegram: false,
  email: false,
  sms: false,
  webpush: true,
};
