/** How far each stage has come in one series. `guard` is risk's check of the exits. */
export type GatedStage = 'signal' | 'execution' | 'guard';

export interface Series {
  readonly symbol: string;
  readonly timeframe: string;
}

/** Reads what is kept in series_progress: the truth behind the announcements. */
export interface ProgressSource {
  read(stage: GatedStage, series: readonly Series[]): Promise<readonly (Series & { readonly throughMs: number })[]>;
}

/** `late`: patience ended first. `closed`: the process is stopping and the caller must not go on. */
export type Reached = 'reached' | 'late' | 'closed';

interface Waiter extends Series {
  readonly stage: GatedStage;
  readonly throughMs: number;
  readonly resolve: (reached: Reached) => void;
}

const REREAD_MS = 200;

/**
 * Lets a stage wait until another one has come as far as a bar. Announcements (core NATS) make it quick; series_progress,
 * read again while somebody waits, makes it sure: a lost announcement costs a moment, never a standstill.
 */
export class WatermarkGate {
  readonly #source: ProgressSource;
  readonly #known = new Map<string, number>();
  readonly #waiters = new Set<Waiter>();
  #timer: NodeJS.Timeout | undefined;
  #reading = false;
  #closed = false;

  constructor(source: ProgressSource) {
    this.#source = source;
  }

  /** A stage said that it is done up to this bar. Older news than what is known is ignored. */
  announce(stage: GatedStage, series: Series, throughMs: number): void {
    const key = keyOf(stage, series);
    const known = this.#known.get(key);
    if (known !== undefined && known >= throughMs) return;
    this.#known.set(key, throughMs);
    for (const waiter of this.#waiters) {
      if (keyOf(waiter.stage, waiter) === key && waiter.throughMs <= throughMs) this.#finish(waiter, 'reached');
    }
  }

  /** Newest bar that this stage is known to have finished; undefined when nothing is known yet. */
  through(stage: GatedStage, series: Series): number | undefined {
    return this.#known.get(keyOf(stage, series));
  }

  /** What is known of a stage in a series, after one look at what is stored when nothing has been announced yet. */
  async known(stage: GatedStage, series: Series): Promise<number | undefined> {
    if (this.through(stage, series) === undefined) {
      for (const row of await this.#source.read(stage, [series])) this.announce(stage, row, row.throughMs);
    }
    return this.through(stage, series);
  }

  /**
   * Waits until `stage` has finished the bar that opened at `throughMs`.
   * @param patienceMs how long to wait at most, wall clock; absent waits for as long as it takes.
   */
  reach(stage: GatedStage, series: Series, throughMs: number, patienceMs?: number): Promise<Reached> {
    const known = this.through(stage, series);
    if (known !== undefined && known >= throughMs) return Promise.resolve('reached');
    if (this.#closed) return Promise.resolve('closed');
    return new Promise((resolve) => {
      const waiter: Waiter = { stage, symbol: series.symbol, timeframe: series.timeframe, throughMs, resolve };
      this.#waiters.add(waiter);
      if (patienceMs !== undefined) setTimeout(() => this.#finish(waiter, 'late'), patienceMs).unref();
      // The first look is at once: after a restart nothing has been announced yet.
      if (known === undefined) void this.#reread();
      this.#timer ??= setInterval(() => void this.#reread(), REREAD_MS);
    });
  }

  /** Lets every waiter go, unsatisfied: the process is stopping. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiters) this.#finish(waiter, 'closed');
  }

  #finish(waiter: Waiter, reached: Reached): void {
    if (!this.#waiters.delete(waiter)) return;
    waiter.resolve(reached);
    if (this.#waiters.size === 0 && this.#timer !== undefined) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  async #reread(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      const byStage = new Map<GatedStage, Series[]>();
      for (const waiter of this.#waiters) {
        const wanted = byStage.get(waiter.stage) ?? [];
        wanted.push(waiter);
        byStage.set(waiter.stage, wanted);
      }
      for (const [stage, series] of byStage) {
        for (const row of await this.#source.read(stage, series)) this.announce(stage, row, row.throughMs);
      }
    } catch {
      // Postgres is away: readiness says so; the next look comes by itself.
    } finally {
      this.#reading = false;
    }
  }
}

function keyOf(stage: GatedStage, series: Series): string {
  return `${stage} ${series.timeframe} ${series.symbol}`;
}
