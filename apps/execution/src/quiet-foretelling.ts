import { type BarIngested, type CloudEvent, type Watermark, executionWatermark } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import type { EventPublisher } from '@tape/messaging';
import type { WatermarkGate } from '@tape/service';
import { quietThrough } from './bar-stretch.js';
import type { KeptSeries } from './series-keeper.js';

/**
 * What is foretold is kept nowhere: while risk is silent it is told again this often. Longer than the gate takes to look at
 * what is stored, which it does only while somebody waits.
 */
const FORETELL_AGAIN_MS = 500;

/** Says how far execution is in a series, and what it foresees of the bars behind. */
export class QuietForetelling {
  readonly #gate: WatermarkGate;
  readonly #publisher: Pick<EventPublisher, 'publish' | 'outgoing'>;

  constructor(gate: WatermarkGate, publisher: Pick<EventPublisher, 'publish' | 'outgoing'>) {
    this.#gate = gate;
    this.#publisher = publisher;
  }

  /** This bar and all before it are worked. */
  async worked(bar: BarIngested, kept: KeptSeries, cause: CloudEvent): Promise<void> {
    this.#gate.announce('execution', bar, bar.openTimeMs);
    await this.#say(bar, { throughOpenTimeMs: bar.openTimeMs }, kept, cause);
  }

  /**
   * Index of the last bar, up to `last`, of a stretch that touches nothing of what is held; `next - 1` without one. One bar
   * alone gains nothing by being foretold, and exits that risk has ordered are obeyed first.
   */
  foreseen(bars: readonly BarIngested[], next: number, last: number, kept: KeptSeries): number {
    const bar = bars[next]!;
    const isNews = kept.isBehind || this.#gate.hasNews('guard', bar, kept.exitsThroughMs);
    if (isNews || bar.previousOpenTimeMs === null || kept.book === undefined) return next - 1;
    const quiet = quietThrough(kept.book, bars, next, last);
    return quiet > next ? quiet : next - 1;
  }

  /**
   * Tells risk that the bars up to `quiet` change nothing unless it orders an exit: it checks them in one go, where each would
   * else wait for the other bar by bar.
   * @returns index of the last bar that came to pass so; less than `quiet` when risk did not rely on it any further.
   */
  async foretell(bars: readonly BarIngested[], next: number, quiet: number, kept: KeptSeries): Promise<number> {
    const bar = bars[next]!;
    const behindMs = bar.previousOpenTimeMs!;
    const quietMs = bars[quiet]!.openTimeMs;
    const isRefused = (): boolean => this.#gate.hasRefused('guard', bar, behindMs);
    for (let reached = 'late'; reached === 'late';) {
      await this.#say(bar, { throughOpenTimeMs: behindMs, quietOpenTimeMs: quietMs }, kept);
      reached = await this.#gate.reach('guard', bar, quietMs, FORETELL_AGAIN_MS, isRefused);
      if (reached === 'closed') throw new Error('stopping: the bars are left for the next start');
    }
    const guardedMs = this.#gate.through('guard', bar) ?? Number.NEGATIVE_INFINITY;
    let passed = quiet;
    while (passed >= next && bars[passed]!.openTimeMs > guardedMs) passed -= 1;
    if (passed >= next) kept.exitsThroughMs = bars[passed]!.previousOpenTimeMs ?? kept.exitsThroughMs;
    return passed;
  }

  async #say(
    { symbol, timeframe }: BarIngested,
    reach: Pick<Watermark, 'throughOpenTimeMs' | 'quietOpenTimeMs'>,
    { newsMs }: KeptSeries,
    cause?: CloudEvent,
  ): Promise<void> {
    const mark = { symbol, timeframe, ...reach, ...(newsMs === undefined ? {} : { newsOpenTimeMs: newsMs }) };
    await this.#publisher.publish([
      this.#publisher.outgoing(executionWatermark, mark, {
        timeMs: closeTimeMs(reach.throughOpenTimeMs, timeframe),
        correlationId: cause?.correlationid ?? `bar:${symbol}:${timeframe}:${reach.throughOpenTimeMs}`,
        causationId: cause?.id,
      }),
    ]);
  }
}
