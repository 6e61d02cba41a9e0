import { type ChannelName, type Notice, notificationId, reaches } from '@tape/notification';
import type { Channel } from '../channel/channel.js';
import type { NewNotification, NotificationStore } from '../delivery/notification-store.repository.js';

/** Told that something waits to be sent. */
export interface Poked {
  poke(): void;
}

/** Notices become one notification a channel and receiver, stored in one transaction, and known again by their ids. */
export class NoticeIntake {
  readonly #channels: readonly Channel[];
  readonly #store: NotificationStore;
  readonly #senders: Poked;
  readonly #attemptLimit: number;

  constructor(channels: readonly Channel[], store: NotificationStore, senders: Poked, attemptLimit: number) {
    this.#channels = channels;
    this.#store = store;
    this.#senders = senders;
    this.#attemptLimit = attemptLimit;
  }

  /** Stores what the channels want of these notices. A notice that comes again changes nothing. */
  async take(notices: readonly Notice[]): Promise<void> {
    await this.#keep(await notificationsOf(notices, this.#channels));
  }

  /** For one channel alone. @returns the ids, or null when the channel has no settings. */
  async takeFor(name: ChannelName, notice: Notice): Promise<readonly string[] | null> {
    const channel = this.#channels.find((each) => each.name === name);
    if (channel === undefined) return null;
    const notifications = await notificationsOf([notice], [channel]);
    await this.#keep(notifications);
    return notifications.map(({ id }) => id);
  }

  async #keep(notifications: readonly NewNotification[]): Promise<void> {
    if ((await this.#store.add(notifications, this.#attemptLimit)) > 0) this.#senders.poke();
  }
}

async function notificationsOf(
  notices: readonly Notice[],
  channels: readonly Channel[],
): Promise<readonly NewNotification[]> {
  const notifications: NewNotification[] = [];
  for (const channel of channels) {
    const wanted = notices.filter(({ severity }) => reaches(severity, channel.minSeverity));
    if (wanted.length === 0) continue;
    for (const target of await channel.targets()) {
      for (const notice of wanted) {
        notifications.push({
          id: notificationId(notice.key, channel.name, target),
          channel: channel.name,
          target,
          notice,
        });
      }
    }
  }
  return notifications;
}
