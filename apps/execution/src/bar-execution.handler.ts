import { Controller, Inject } from '@nestjs/common';
import { type BarIngested, type TradeSignal, barIngested } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import { type BatchOutcome, type Delivery, type EventPublisher, OnEvents, allDone } from '@tape/messaging';
import { observeStage } from '@tape/observability';
import type { SeriesThrough } from '@tape/persistence';
import { type CoalescedWrites, type GatedStage, type LivePatience, type WatermarkGate, bySeries } from '@tape/service';
import type { SeriesBook } from '@tape/trading';
import type { DataSource } from 'typeorm';
import type { BarExecution } from './bar-execution.js';
import { undisturbedThrough } from './bar-stretch.js';
import { QuietForetelling } from './quiet-foretelling.js';
import type { SeriesBookRepository } from './series-book.repository.js';
import { type KeptSeries, type SeriesKeeper, isFlat } from './series-keeper.js';
import { CLAIMER, type SignalClaims } from './signal-claims.js';
import { COVER_TTL_MS, type StrategyCover } from './strategy-cover.js';

type BarDelivery = Delivery<BarIngested>;

/** How often a fresh bar asks a silent signal service before it goes on without new entries. */
const LIVE_CLAIM_TRIES = 3;

/** Injection token of {@link BarExecutionParts}. */
export const BAR_EXECUTION_PARTS = Symbol('BAR_EXECUTION_PARTS');

export interface BarExecutionParts {
  readonly execution: BarExecution;
  readonly books: SeriesBookRepository;
  readonly series: SeriesKeeper;
  readonly claims: SignalClaims | null;
  readonly cover: StrategyCover;
  readonly database: DataSource;
  readonly gate: WatermarkGate;
  readonly patience: LivePatience;
  readonly progress: CoalescedWrites<SeriesThrough>;
  readonly publisher: EventPublisher;
}

/**
 * bar.ingested → orders, fills, positions. A bar is worked once every decision of the bars before it is known: signals up
 * to the signal watermark, and, where something is open, exits up to risk's guard. A stretch in which nothing is open
 * and no signal waits is passed over in one step; one in which no bar touches what is open is foretold to risk, which checks
 * it in one step.
 */
@Controller()
export class BarExecutionHandler {
  readonly #execution: BarExecution;
  readonly #books: SeriesBookRepository;
  readonly #series: SeriesKeeper;
  readonly #claims: SignalClaims | null;
  readonly #cover: StrategyCover;
  readonly #database: DataSource;
  readonly #gate: WatermarkGate;
  readonly #patience: LivePatience;
  readonly #progress: CoalescedWrites<SeriesThrough>;
  readonly #marks: QuietForetelling;

  constructor(@Inject(BAR_EXECUTION_PARTS) parts: BarExecutionParts) {
    this.#execution = parts.execution;
    this.#books = parts.books;
    this.#series = parts.series;
    this.#claims = parts.claims;
    this.#cover = parts.cover;
    this.#database = parts.database;
    this.#gate = parts.gate;
    this.#patience = parts.patience;
    this.#progress = parts.progress;
    this.#marks = new QuietForetelling(parts.gate, parts.publisher);
  }

  @OnEvents({ durable: 'execution-bars', events: [barIngested], maxBatch: 256 })
  async handle(batch: readonly Delivery[]): Promise<BatchOutcome> {
    await Promise.all(bySeries(batch as readonly BarDelivery[]).map((series) => this.#followOrForget(series)));
    return allDone(batch);
  }

  async #followOrForget(deliveries: readonly BarDelivery[]): Promise<void> {
    const kept = this.#series.of(deliveries[0]!.event.data);
    try {
      await this.#follow(deliveries, kept);
    } catch (error) {
      this.#series.forget(deliveries[0]!.event.data);
      this.#gate.forget('execution', deliveries[0]!.event.data);
      throw error;
    }
  }

  async #follow(deliveries: readonly BarDelivery[], kept: KeptSeries): Promise<void> {
    const worked = (await this.#gate.known('execution', deliveries[0]!.event.data)) ?? Number.NEGATIVE_INFINITY;
    // What changed before this process began is not known bar by bar: anything up to here may be news.
    if (kept.newsMs === undefined) kept.newsMs = Number.isFinite(worked) ? worked : null;
    let next = 0;
    while ((deliveries[next]?.event.data.openTimeMs ?? Number.POSITIVE_INFINITY) <= worked) next += 1;
    const bars = deliveries.map(({ event }) => event.data);
    // Writes that follow behind; a failed one fails the batch, and with it nothing is acknowledged.
    const writes: Promise<void>[] = [];
    let isReliedOn = true;
    const behind = (write: Promise<void>): void => {
      write.catch(() => undefined);
      writes.push(write);
    };
    for (let delivery = deliveries[next]; delivery !== undefined; delivery = deliveries[next]) {
      const bar = delivery.event.data;
      await this.#turn('signal', bar);
      const covered = await this.#strategiesTurn(bar);
      // Read before the tables are: a signal stored later belongs to a bar after this mark.
      const decidedThrough = this.#decidedThrough(bar, covered);
      kept.book ??= await this.#bookBefore(bar);
      const firstSignalBarMs = await this.#firstSignal(bar, kept, decidedThrough, covered);
      const undisturbed = undisturbedThrough(bars, next, decidedThrough, firstSignalBarMs);
      if (!isFlat(kept.book)) await this.#turn('guard', bar);
      let passed = undisturbed;
      if (!isFlat(kept.book)) {
        // A live bar must not wait for its guards; and who was refused once in a batch is likely to be again.
        const mayForetell: boolean = isReliedOn && undisturbed > next && this.#isOfThePast(bars[undisturbed]!);
        const quiet: number = mayForetell ? this.#marks.foreseen(bars, next, undisturbed, kept) : next - 1;
        passed = quiet < next ? quiet : await this.#marks.foretell(bars, next, quiet, kept);
        isReliedOn &&= passed === quiet;
      }
      if (passed >= next) {
        behind(this.#pass(deliveries[passed]!, kept));
        next = passed + 1;
      } else {
        if (await this.#work(delivery, kept, firstSignalBarMs)) behind(this.#pass(delivery, kept));
        next += 1;
      }
    }
    await Promise.all(writes);
  }

  /**
   * Oldest bar with a signal that may still be taken; null without one. In a replay the table is asked only when signal
   * has news; at a live bar always, because a signal may have come back to the queue.
   */
  async #firstSignal(
    bar: BarIngested,
    kept: KeptSeries,
    decidedThrough: number,
    covered: boolean,
  ): Promise<number | null> {
    if (this.#claims === null) return null;
    const isNews =
      this.#gate.hasNews('signal', bar, kept.signalsThroughMs) ||
      (covered && this.#gate.hasNews('strategy', bar, kept.signalsThroughMs));
    if (this.#isOfThePast(bar) && !isNews) return null;
    const first = await this.#books.firstSignalBarMs(this.#database, bar.symbol, bar.timeframe, CLAIMER);
    if (first === null) kept.signalsThroughMs = decidedThrough;
    return first;
  }

  /** Waits until `stage` has finished the bar before this one. */
  async #turn(stage: GatedStage, bar: BarIngested): Promise<void> {
    if (bar.previousOpenTimeMs === null) return;
    const patienceMs = this.#patience.forBarClosedAt(closeTimeMs(bar.openTimeMs, bar.timeframe));
    const reached = await this.#gate.reach(stage, bar, bar.previousOpenTimeMs, patienceMs);
    if (reached === 'closed') throw new Error('stopping: the bar is left for the next start');
  }

  /** Waits until strategies have decided on the bar before this one. @returns whether any work on the series. */
  async #strategiesTurn(bar: BarIngested): Promise<boolean> {
    const patienceMs = this.#patience.forBarClosedAt(closeTimeMs(bar.openTimeMs, bar.timeframe));
    for (let leftMs = patienceMs ?? Number.POSITIVE_INFINITY; await this.#cover.holds(bar); leftMs -= COVER_TTL_MS) {
      if (bar.previousOpenTimeMs === null || leftMs <= 0) return true;
      // In turns: whoever switches the last strategy off must not leave a bar waiting for it.
      const turnMs = Math.min(leftMs, COVER_TTL_MS);
      const reached = await this.#gate.reach('strategy', bar, bar.previousOpenTimeMs, turnMs);
      if (reached === 'closed') throw new Error('stopping: the bar is left for the next start');
      if (reached === 'reached') return true;
    }
    return false;
  }

  #decidedThrough(bar: BarIngested, covered: boolean): number {
    const bySignals = this.#gate.through('signal', bar) ?? Number.NEGATIVE_INFINITY;
    if (!covered) return bySignals;
    return Math.min(bySignals, this.#gate.through('strategy', bar) ?? Number.NEGATIVE_INFINITY);
  }

  /** @returns whether nothing happened in the bar; what happened is stored and announced. */
  async #work(delivery: BarDelivery, kept: KeptSeries, firstSignalBarMs: number | null): Promise<boolean> {
    const { data: bar, correlationid } = delivery.event;
    const before = bar.previousOpenTimeMs ?? Number.NEGATIVE_INFINITY;
    const startedAt = performance.now();
    // An exit of the whole account is begun by another series, perhaps by another process; live, one look a bar is cheap.
    if (kept.isBehind || !this.#isOfThePast(bar)) await this.#catchUp(bar, kept);
    const exits =
      bar.previousOpenTimeMs !== null && this.#gate.hasNews('guard', bar, kept.exitsThroughMs)
        ? await this.#books.exitsFor(this.#database, kept.book!, before)
        : [];
    // Their orders may have gone out already: then they are in the tables and in no memory.
    if (exits.length > 0) await this.#catchUp(bar, kept);
    const book = kept.book!;
    const signals = firstSignalBarMs !== null && firstSignalBarMs <= before ? await this.#claimed(bar, before) : [];
    const done = await this.#execution.work(book, bar, exits, signals);
    observeStage('execution', performance.now() - startedAt);
    if (done.events.length === 0) {
      kept.book = done.step.book;
      kept.exitsThroughMs = before;
      return true;
    }
    // A change may be stored only behind stored guards: after a crash risk would else find trades of a later bar.
    if (!isFlat(book) && this.#isOfThePast(bar) && bar.previousOpenTimeMs !== null) {
      await this.#gate.stored('guard', bar, bar.previousOpenTimeMs);
    }
    await this.#execution.keep(done, correlationid);
    kept.book = done.step.book;
    kept.exitsThroughMs = before;
    kept.newsMs = bar.openTimeMs;
    await this.#marks.worked(bar, kept, delivery.event);
    return false;
  }

  #bookBefore({ symbol, timeframe, previousOpenTimeMs }: BarIngested): Promise<SeriesBook> {
    const knownByMs = previousOpenTimeMs === null ? undefined : closeTimeMs(previousOpenTimeMs, timeframe);
    return this.#books.load(this.#database, symbol, timeframe, knownByMs);
  }

  async #catchUp(bar: BarIngested, kept: KeptSeries): Promise<void> {
    kept.isBehind = false;
    kept.book = await this.#bookBefore(bar);
  }

  /** Until it has heard of the fill, the signal service gives a signal that was traded to its claimer again. */
  async #claimed(bar: BarIngested, throughOpenTimeMs: number): Promise<readonly TradeSignal[]> {
    if (this.#claims === null) return [];
    const tries = this.#isOfThePast(bar) ? undefined : LIVE_CLAIM_TRIES;
    return this.#books.untraded(this.#database, await this.#claims.of(bar, throughOpenTimeMs, tries));
  }

  #isOfThePast(bar: BarIngested): boolean {
    return this.#patience.forBarClosedAt(closeTimeMs(bar.openTimeMs, bar.timeframe)) === undefined;
  }

  /** Nothing happened up to this bar: said at once, kept behind. Worked again after a crash, it gives the same nothing. */
  #pass(delivery: BarDelivery, kept: KeptSeries): Promise<void> {
    const { symbol, timeframe, openTimeMs } = delivery.event.data;
    const written = this.#progress.add([{ symbol, timeframe, throughMs: openTimeMs }]);
    return Promise.all([written, this.#marks.worked(delivery.event.data, kept, delivery.event)]).then(() => undefined);
  }
}
