import { randomUUID } from 'node:crypto';
import { Controller, Inject } from '@nestjs/common';
import {
  describeChannels,
  resendNotification,
  sendTestNotification,
  subscribePush,
  unsubscribePush,
} from '@tape/contracts';
import { OnRpc, type RequestOf, type ResponseOf, RpcRefusal } from '@tape/messaging';
import { CHANNEL_NAMES, testNotice } from '@tape/notification';
import type { Channel } from './channel/channel.js';
import type { NotificationConfig } from './config.js';
import type { NotificationStore } from './delivery/notification-store.repository.js';
import type { PushSubscriptions } from './delivery/push-subscriptions.repository.js';
import type { NoticeIntake, Poked } from './intake/notice-intake.js';
import { pushSubscriptionProblem } from './push-subscription-check.js';

/** Injection token of {@link NotificationDeskParts}. */
export const NOTIFICATION_DESK_PARTS = Symbol('NOTIFICATION_DESK_PARTS');

export interface NotificationDeskParts {
  readonly channels: readonly Channel[];
  readonly intake: NoticeIntake;
  readonly store: NotificationStore;
  readonly senders: Poked;
  readonly subscriptions: PushSubscriptions;
  readonly config: NotificationConfig;
}

/** Answers the people who look after notifications, through the gateway. */
@Controller()
export class NotificationDeskController {
  readonly #parts: NotificationDeskParts;

  constructor(@Inject(NOTIFICATION_DESK_PARTS) parts: NotificationDeskParts) {
    this.#parts = parts;
  }

  @OnRpc(describeChannels)
  describe(): ResponseOf<typeof describeChannels> {
    const { channels, config } = this.#parts;
    return {
      channels: CHANNEL_NAMES.map((name) => {
        const minSeverity = channels.find((each) => each.name === name)?.minSeverity ?? null;
        return { channel: name, configured: minSeverity !== null, minSeverity };
      }),
      vapidPublicKey: this.#has('webpush') ? (config.VAPID_PUBLIC_KEY ?? null) : null,
    };
  }

  @OnRpc(sendTestNotification)
  async test({
    channel,
    by,
  }: RequestOf<typeof sendTestNotification>): Promise<ResponseOf<typeof sendTestNotification>> {
    const notice = testNotice({ by, atMs: Date.now(), nonce: randomUUID() });
    const ids = await this.#parts.intake.takeFor(channel, notice);
    if (ids === null) throw notConfigured(channel);
    if (ids.length === 0) throw new RpcRefusal('no-receiver', `channel ${channel} has no receiver yet`);
    return { notificationIds: [...ids] };
  }

  @OnRpc(resendNotification)
  async resend({
    notificationId: id,
  }: RequestOf<typeof resendNotification>): Promise<ResponseOf<typeof resendNotification>> {
    const { store, config, senders } = this.#parts;
    const result = await store.resend(id, config.NOTIFY_MAX_ATTEMPTS);
    if (result === null) throw new RpcRefusal('unknown-notification', `there is no notification ${id}`);
    if (result.to === null) {
      const message = `notification ${id} is ${result.from}: only DEAD and UNKNOWN ones are sent again`;
      throw new RpcRefusal('illegal-step', message);
    }
    senders.poke();
    return { from: result.from, to: result.to };
  }

  @OnRpc(subscribePush)
  async subscribe({ by, ...wanted }: RequestOf<typeof subscribePush>): Promise<ResponseOf<typeof subscribePush>> {
    if (!this.#has('webpush')) throw notConfigured('webpush');
    const problem = pushSubscriptionProblem(wanted, this.#parts.config.WEBPUSH_HOSTS);
    if (problem !== null) throw new RpcRefusal('invalid-subscription', problem);
    return { subscriptionId: await this.#parts.subscriptions.add(wanted, by) };
  }

  @OnRpc(unsubscribePush)
  async unsubscribe({
    subscriptionId,
  }: RequestOf<typeof unsubscribePush>): Promise<ResponseOf<typeof unsubscribePush>> {
    return { removed: await this.#parts.subscriptions.remove(subscriptionId) };
  }

  #has(name: string): boolean {
    return this.#parts.channels.some((each) => each.name === name);
  }
}

function notConfigured(channel: string): RpcRefusal {
  return new RpcRefusal('unknown-channel', `channel ${channel} has no settings; docs/notifications.md lists them`);
}
