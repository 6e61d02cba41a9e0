/**
 * Remembers what can be worked out again. An answer may be missing at any time, for any cause; nothing may depend on it.
 * `area` names what is cached ("ranges"), for keys and for the hit and miss counters.
 */
export interface Cache {
  get<Value>(area: string, key: string): Promise<Value | undefined>;
  /** Keeps a value that survives JSON for `ttlSeconds`. */
  set(area: string, key: string, value: unknown, ttlSeconds: number): Promise<void>;
  invalidate(area: string, ...keys: readonly string[]): Promise<void>;
  /** `unused` when none is configured. */
  state(): 'up' | 'away' | 'unused';
  close(): Promise<void>;
}

/** The cache of a service that has none: every read is a miss. */
export const NO_CACHE: Cache = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  invalidate: () => Promise.resolve(),
  state: () => 'unused',
  close: () => Promise.resolve(),
};
