import { contentHash } from '@tape/risk-rules';
import type { ChannelName } from './channel-name.js';

/**
 * One notice, one channel, one receiver: one id on every replica and at every repeat, so that the second is no second
 * message. It is what receivers get as idempotency key.
 * @param target the receiver, where a channel has several; empty otherwise
 */
export function notificationId(noticeKey: string, channel: ChannelName, target: string): string {
  return `ntf_${contentHash('notification', noticeKey, channel, target)}`;
}

/** Id of a browser that wants to be told: the same endpoint is the same browser. */
export function subscriptionId(endpoint: string): string {
  return `psh_${contentHash('push-subscription', endpoint)}`;
}
