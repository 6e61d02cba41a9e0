const MAX_ENTRIES = 10_000;

/** Remembers answers of the database for a moment, so that a busy client is not looked up for each of its requests. */
export class RecentLookups<Value> {
  readonly #keptMs: number;
  readonly #entries = new Map<string, { readonly value: Value; readonly untilMs: number }>();

  constructor(keptMs: number) {
    this.#keptMs = keptMs;
  }

  async get(key: string, lookUp: () => Promise<Value>): Promise<Value> {
    const known = this.#entries.get(key);
    if (known !== undefined && known.untilMs > Date.now()) return known.value;
    const value = await lookUp();
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.clear();
    this.#entries.set(key, { value, untilMs: Date.now() + this.#keptMs });
    return value;
  }

  forget(): void {
    this.#entries.clear();
  }
}
