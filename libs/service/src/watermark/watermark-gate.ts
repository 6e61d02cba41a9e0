/** How far each stage has come in one series. `guard` is risk's check of the exits, `strategy` speaks of series on which strategies work. */
export type GatedStage = 'signal' | 'strategy' | 'execution' | 'guard';

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

/**
 * What a stage foresees of a series: behind the bar it has finished, nothing changes up to a later one unless somebody who
 * looks at those bars makes it change.
 */
export interface Outlook {
  /** Open time of the bar that is finished; names the outlook. */
  readonly behindMs: number;
  readonly quietMs: number;
}

interface Waiter extends Series {
  readonly stage: GatedStage;
  readonly throughMs: number;
  readonly orWhen: (() => boolean) | undefined;
  readonly resolve: (reached: Reached) => void;
}

const REREAD_MS = 200;
const FIRST_STORED_LOOK_MS = 1;
const LONGEST_STORED_LOOK_MS = 8;

/**
 * Lets a stage wait until another one has come as far as a bar. Announcements (core NATS) make it quick; series_progress,
 * read again while somebody waits, makes it sure: a lost announcement costs a moment, never a standstill.
 */
export class WatermarkGate {
  readonly #source: ProgressSource;
  readonly #known = new Map<string, number>();
  readonly #news = new Map<string, number | null>();
  readonly #outlooks = new Map<string, Outlook>();
  readonly #refused = new Map<string, number>();
  readonly #waiters = new Set<Waiter>();
  #timer: NodeJS.Timeout | undefined;
  #reading = false;
  #closed = false;

  constructor(source: ProgressSource) {
    this.#source = source;
  }

  /**
   * A stage said that it is done up to this bar. Older marks than what is known are ignored.
   * @param newsMs newest bar at which the stage decided something others must act on; undefined when that is not known.
   */
  announce(stage: GatedStage, series: Series, throughMs: number, newsMs?: number | null): void {
    const key = keyOf(stage, series);
    const known = this.#known.get(key);
    if (known !== undefined && known >= throughMs) return;
    this.#known.set(key, throughMs);
    if (newsMs === undefined) this.#news.delete(key);
    else this.#news.set(key, newsMs);
    this.#wake(key);
  }

  /** What a stage foresees now; undefined when it foresees nothing any more. Not kept anywhere: it is said again while it holds. */
  foresee(stage: GatedStage, series: Series, outlook: Outlook | undefined): void {
    const key = keyOf(stage, series);
    if (outlook === undefined) this.#outlooks.delete(key);
    else this.#outlooks.set(key, outlook);
    this.#wake(key);
  }

  /** What a stage foresees of a series; undefined when nothing. */
  outlook(stage: GatedStage, series: Series): Outlook | undefined {
    return this.#outlooks.get(keyOf(stage, series));
  }

  /** A stage does not rely on the outlook that began behind this bar any further than it has come. */
  refuse(stage: GatedStage, series: Series, behindMs: number): void {
    const key = keyOf(stage, series);
    this.#refused.set(key, behindMs);
    this.#wake(key);
  }

  /** Whether a stage has refused the outlook that began behind this bar. */
  hasRefused(stage: GatedStage, series: Series, behindMs: number): boolean {
    return this.#refused.get(keyOf(stage, series)) === behindMs;
  }

  /** Newest bar at which this stage is known to have decided something; null for none, undefined when that is not known. */
  news(stage: GatedStage, series: Series): number | null | undefined {
    return this.#news.get(keyOf(stage, series));
  }

  /** Newest bar that this stage is known to have finished; undefined when nothing is known yet. */
  through(stage: GatedStage, series: Series): number | undefined {
    return this.#known.get(keyOf(stage, series));
  }

  /**
   * Whether the stage has decided anything after the bar that opened at `afterMs`, up to where it has come. True also
   * when that is not known: then the tables must be read.
   */
  hasNews(stage: GatedStage, series: Series, afterMs: number): boolean {
    const news = this.#news.get(keyOf(stage, series));
    return news === undefined || (news !== null && news > afterMs);
  }

  /** Trusts only what is stored from here on: what was announced could not be kept. */
  forget(stage: GatedStage, series: Series): void {
    this.#known.delete(keyOf(stage, series));
    this.#news.delete(keyOf(stage, series));
  }

  /** Resolves when it is stored, not only announced, that `stage` has finished this bar. */
  async stored(stage: GatedStage, series: Series, throughMs: number): Promise<void> {
    for (let pauseMs = FIRST_STORED_LOOK_MS; !this.#closed; pauseMs = Math.min(pauseMs * 2, LONGEST_STORED_LOOK_MS)) {
      const [row] = await this.#source.read(stage, [series]);
      if (row !== undefined && row.throughMs >= throughMs) return;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  /** What is known of a stage in a series, after one look at what is stored when nothing has been announced yet. */
  async known(stage: GatedStage, series: Series): Promise<number | undefined> {
    if (this.through(stage, series) === undefined) await this.look(stage, series);
    return this.through(stage, series);
  }

  /** Looks at what is stored now: for a stage whose other replicas this process does not hear. */
  async look(stage: GatedStage, series: Series): Promise<void> {
    for (const row of await this.#source.read(stage, [series])) this.announce(stage, row, row.throughMs);
  }

  /**
   * Waits until `stage` has finished the bar that opened at `throughMs`.
   * @param patienceMs how long to wait at most, wall clock; absent waits for as long as it takes.
   * @param orWhen what else lets the caller go on, looked at whenever the stage says something about the series.
   */
  reach(
    stage: GatedStage,
    series: Series,
    throughMs: number,
    patienceMs?: number,
    orWhen?: () => boolean,
  ): Promise<Reached> {
    const known = this.through(stage, series);
    if ((known !== undefined && known >= throughMs) || orWhen?.() === true) return Promise.resolve('reached');
    if (this.#closed) return Promise.resolve('closed');
    return new Promise((resolve) => {
      const { symbol, timeframe } = series;
      const waiter: Waiter = { stage, symbol, timeframe, throughMs, orWhen, resolve };
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

  #wake(key: string): void {
    const known = this.#known.get(key) ?? Number.NEGATIVE_INFINITY;
    for (const waiter of this.#waiters) {
      if (keyOf(waiter.stage, waiter) !== key) continue;
      if (waiter.throughMs <= known || waiter.orWhen?.() === true) this.#finish(waiter, 'reached');
    }
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
