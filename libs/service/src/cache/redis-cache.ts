import { describeError, type Logger, metrics } from '@tape/observability';
import { Redis } from 'ioredis';
import type { Cache } from './cache.js';

/** An answer later than this costs more than working it out. */
const COMMAND_TIMEOUT_MS = 250;
const CONNECT_TIMEOUT_MS = 2_000;
const LONGEST_RETRY_MS = 5_000;
const KEY_PREFIX = 'tape';

/** Redis as a cache that may go at any time: reads miss, writes are dropped, and one warning is written, not one a call. */
export class RedisCache implements Cache {
  readonly #redis: Redis;
  readonly #logger: Pick<Logger, 'info' | 'warn'>;
  #away = false;

  constructor(url: string, logger: Pick<Logger, 'info' | 'warn'>) {
    this.#logger = logger;
    this.#redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
      connectTimeout: CONNECT_TIMEOUT_MS,
      retryStrategy: (attempt) => Math.min(attempt * 200, LONGEST_RETRY_MS),
    });
    this.#redis.on('error', (error: Error) => this.#lost(error));
    this.#redis.on('close', () => this.#lost(new Error('the connection was closed')));
    this.#redis.on('ready', () => this.#found());
    // A failure has been told to the listener above.
    void this.#redis.connect().catch(() => undefined);
  }

  async get<Value>(area: string, key: string): Promise<Value | undefined> {
    const text = await this.#attempt((redis) => redis.get(keyOf(area, key)));
    const value = typeof text === 'string' ? (read(text) as Value | undefined) : undefined;
    if (value === undefined) metrics.cacheMisses.inc({ cache: area });
    else metrics.cacheHits.inc({ cache: area });
    return value;
  }

  async set(area: string, key: string, value: unknown, ttlSeconds: number): Promise<void> {
    await this.#attempt((redis) => redis.set(keyOf(area, key), JSON.stringify(value), 'EX', ttlSeconds));
  }

  async invalidate(area: string, ...keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    await this.#attempt((redis) => redis.del(...keys.map((key) => keyOf(area, key))));
  }

  state(): 'up' | 'away' {
    return this.#redis.status === 'ready' ? 'up' : 'away';
  }

  close(): Promise<void> {
    this.#redis.removeAllListeners('close');
    this.#redis.disconnect();
    return Promise.resolve();
  }

  async #attempt<Answer>(command: (redis: Redis) => Promise<Answer>): Promise<Answer | undefined> {
    if (this.#redis.status !== 'ready') return undefined;
    try {
      return await command(this.#redis);
    } catch (error) {
      this.#lost(error as Error);
      return undefined;
    }
  }

  #lost(error: Error): void {
    if (this.#away) return;
    this.#away = true;
    this.#logger.warn({ error: describeError(error) }, 'the cache is away: everything works without it, slower');
  }

  #found(): void {
    if (this.#away) this.#logger.info('the cache is back');
    this.#away = false;
  }
}

function keyOf(area: string, key: string): string {
  return `${KEY_PREFIX}:${area}:${key}`;
}

/** What another version wrote may not be readable: then it is a miss. */
function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
