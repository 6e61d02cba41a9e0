import { Logger } from '@nestjs/common';
import {
  closeTimeMs,
  isoTime,
  type PriceBar,
  SIMULATED_MARKETS,
  SIMULATED_TIMEFRAME,
  simulatedIndexAfter,
  simulateMarket,
} from '@tape/market';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BarIntake } from './bar-intake.js';
import type { SeriesBook } from './series-book.js';

export interface SimulatorSettings {
  readonly seed: number;
  readonly barsPerSecond: number;
  readonly historyBars: number;
}

/** Bars of one symbol in one request while history is filled in. */
const HISTORY_CHUNK = 100;
/** How often a market that has caught up with the wall clock looks whether its next bar has closed. */
const LIVE_POLL_MS = 1_000;
const RETRY_MS = 1_000;

interface Tape {
  readonly symbol: string;
  bars: Iterator<PriceBar, never>;
  next: PriceBar;
  index: number;
}

/**
 * The demo feed: ten invented markets, first some history at once, then so many bars a second, until they meet the wall
 * clock, from where on they keep to it. It resumes behind the last bar of each series, and takes the same way onto the
 * tape as everybody.
 */
export class MarketSimulatorFeed {
  readonly #log = new Logger(MarketSimulatorFeed.name);
  readonly #settings: SimulatorSettings;
  readonly #intake: Pick<BarIntake, 'accept'>;
  readonly #book: SeriesBook;
  readonly #mayWrite: () => boolean;
  readonly #nowMs: () => number;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: {
    settings: SimulatorSettings;
    intake: Pick<BarIntake, 'accept'>;
    book: SeriesBook;
    mayWrite: () => boolean;
    nowMs: () => number;
  }) {
    this.#settings = parts.settings;
    this.#intake = parts.intake;
    this.#book = parts.book;
    this.#mayWrite = parts.mayWrite;
    this.#nowMs = parts.nowMs;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        if (this.#mayWrite()) await this.#play();
        else await this.#pause(RETRY_MS);
      } catch (error) {
        this.#log.warn(`the simulator goes on from the heads of its series: ${(error as Error).message}`);
        await this.#pause(RETRY_MS);
      }
    }
  }

  /** Draws from the heads of the series until something fails or the process stops. */
  async #play(): Promise<void> {
    const tapes = SIMULATED_MARKETS.map(({ symbol }) => this.#resume(symbol));
    const { barsPerSecond, historyBars } = this.#settings;
    const intervalMs = 1_000 / barsPerSecond;
    let dueMs = this.#nowMs();
    while (!this.#stopping.signal.aborted) {
      const history = tapes.flatMap((tape) => this.#take(tape, Math.min(HISTORY_CHUNK, historyBars - tape.index)));
      if (history.length > 0) {
        await this.#send(history);
        dueMs = this.#nowMs();
        continue;
      }
      // A late tick is followed at once by the next, but a long pause is not made up for by a burst.
      dueMs = Math.max(dueMs + intervalMs, this.#nowMs() - 1_000);
      await this.#pause(dueMs - this.#nowMs());
      const bars = tapes.flatMap((tape) => this.#take(tape, 1));
      if (bars.length > 0) await this.#send(bars);
      else await this.#pause(LIVE_POLL_MS);
    }
  }

  #resume(symbol: string): Tape {
    const index = simulatedIndexAfter(this.#book.find(symbol, SIMULATED_TIMEFRAME)?.lastOpenTimeMs ?? null);
    const bars = simulateMarket(this.#settings.seed, symbol, index);
    return { symbol, bars, next: bars.next().value, index };
  }

  /** Up to `count` bars that have closed by the wall clock. */
  #take(tape: Tape, count: number): (PriceBar & { symbol: string; timeframe: string; timestamp: number })[] {
    const taken = [];
    while (taken.length < count && closeTimeMs(tape.next.openTimeMs, SIMULATED_TIMEFRAME) <= this.#nowMs()) {
      const { symbol, next } = tape;
      taken.push({ ...next, symbol, timeframe: SIMULATED_TIMEFRAME, timestamp: next.openTimeMs });
      tape.next = tape.bars.next().value;
      tape.index += 1;
    }
    return taken;
  }

  async #send(bars: readonly (PriceBar & { symbol: string })[]): Promise<void> {
    const { refused } = await this.#intake.accept('SIMULATED', bars);
    const wrong = refused.find(({ refusal }) => refusal.rule !== 'duplicate');
    if (wrong === undefined) return;
    const bar = bars[wrong.index];
    const which = bar === undefined ? '' : `${bar.symbol} ${isoTime(bar.openTimeMs)}: `;
    throw new Error(`${which}${wrong.refusal.message}`);
  }

  async #pause(delayMs: number): Promise<void> {
    if (delayMs <= 0) return;
    await sleep(delayMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
