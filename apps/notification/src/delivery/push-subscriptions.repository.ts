import { subscriptionId } from '@tape/notification';
import type { DataSource } from 'typeorm';
import type { PushSubscription, PushSubscriptionBook } from '../channel/webpush.channel.js';

/** Browsers that want to be told. */
export class PushSubscriptions implements PushSubscriptionBook {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** Keeps a browser; one that comes again brings its newest keys. @returns its id. */
  async add({ endpoint, p256dh, auth }: PushSubscription, by: string): Promise<string> {
    const id = subscriptionId(endpoint);
    await this.#database.query(
      `insert into push_subscriptions (id, endpoint, p256dh, auth, subscribed_by) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set p256dh = excluded.p256dh, auth = excluded.auth`,
      [id, endpoint, p256dh, auth, by],
    );
    return id;
  }

  async ids(): Promise<readonly string[]> {
    const rows = await this.#database.query<{ id: string }[]>('select id from push_subscriptions order by id');
    return rows.map(({ id }) => id);
  }

  async find(id: string): Promise<PushSubscription | null> {
    const rows = await this.#database.query<PushSubscription[]>(
      'select endpoint, p256dh, auth from push_subscriptions where id = $1',
      [id],
    );
    return rows[0] ?? null;
  }

  async remove(id: string): Promise<boolean> {
    const [, count] = await this.#database.query<[unknown, number]>('delete from push_subscriptions where id = $1', [
      id,
    ]);
    return count > 0;
  }
}
