import { type BarIngested, barIngested, feedGap, type OutgoingEvent } from '@tape/contracts';
import {
  type AssetClass,
  type BarRefusal,
  closeTimeMs,
  inferInstrument,
  type Instrument,
  isSimulatedSymbol,
  isoTime,
  type PriceBar,
  type RawBar,
  readBar,
  readSeriesKey,
  type Timeframe,
} from '@tape/market';
import { type EventPublisher, RpcRefusal } from '@tape/messaging';
import type { AcceptedBarsRepository } from './accepted-bars.repository.js';
import { type AppendPlan, planAppend, type ReadEntry } from './append-plan.js';
import type { SeriesBook, SeriesState } from './series-book.js';

/** A bar as it was sent, with the series it names. */
export interface SentBar extends RawBar {
  readonly symbol?: unknown;
  readonly timeframe?: unknown;
}

export type BarSource = BarIngested['source'];

export interface IntakeReport {
  readonly accepted: number;
  readonly gaps: number;
  /** Duplicates are among them, by their rule. */
  readonly refused: readonly { readonly index: number; readonly refusal: BarRefusal }[];
}

interface SeriesRequest {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bars: { readonly index: number; readonly raw: SentBar }[];
}

/** How long a question about a bar that is on the tape but not yet in Postgres may wait for Postgres. */
const STORED_WAIT_MS = 5_000;
const STORED_POLL_MS = 25;

/**
 * The only way onto the tape, for requests and feeds alike: check, order, publish, and answer when JetStream has
 * acknowledged. One series is worked on by one request at a time; the answer is sent only after all acknowledgements.
 */
export class BarIntake {
  readonly #book: SeriesBook;
  readonly #repository: AcceptedBarsRepository;
  readonly #publisher: Pick<EventPublisher, 'publish' | 'outgoing'>;
  readonly #mayWrite: () => boolean;
  readonly #forexVolumeSource: Instrument['volumeSource'];
  readonly #nowMs: () => number;

  constructor(parts: {
    book: SeriesBook;
    repository: AcceptedBarsRepository;
    publisher: Pick<EventPublisher, 'publish' | 'outgoing'>;
    /** Whether this process is the one that writes the tape. */
    mayWrite: () => boolean;
    /** What the volume of a currency pair counts that is registered from here on. */
    forexVolumeSource: Instrument['volumeSource'];
    nowMs: () => number;
  }) {
    this.#book = parts.book;
    this.#repository = parts.repository;
    this.#publisher = parts.publisher;
    this.#mayWrite = parts.mayWrite;
    this.#forexVolumeSource = parts.forexVolumeSource;
    this.#nowMs = parts.nowMs;
  }

  /** @throws RpcRefusal, retryable, when the tape cannot be written now; sending the same bars again is harmless. */
  async accept(source: BarSource, bars: readonly SentBar[]): Promise<IntakeReport> {
    this.#requireWriter();
    const requests = new Map<string, SeriesRequest>();
    const refused: { index: number; refusal: BarRefusal }[] = [];
    for (const [index, raw] of bars.entries()) {
      const series = readSeriesKey(raw.symbol, raw.timeframe);
      if (!series.ok) {
        refused.push({ index, refusal: series.refusal });
        continue;
      }
      const key = `${series.symbol} ${series.timeframe}`;
      const request = requests.get(key) ?? { symbol: series.symbol, timeframe: series.timeframe, bars: [] };
      request.bars.push({ index, raw });
      requests.set(key, request);
    }
    const reports = await Promise.all(
      [...requests.values()].map((request) =>
        this.#book.exclusive(request.symbol, request.timeframe, () => this.#acceptInto(source, request)),
      ),
    );
    return {
      accepted: reports.reduce((sum, report) => sum + report.accepted, 0),
      gaps: reports.reduce((sum, report) => sum + report.gaps, 0),
      refused: [...refused, ...reports.flatMap((report) => report.refused)].toSorted((a, b) => a.index - b.index),
    };
  }

  #requireWriter(): void {
    if (this.#mayWrite()) return;
    throw new RpcRefusal('not-the-writer', 'this ingest is starting, or another one writes the tape; try again', true);
  }

  async #acceptInto(source: BarSource, { symbol, timeframe, bars }: SeriesRequest): Promise<IntakeReport> {
    this.#requireWriter();
    const nowMs = this.#nowMs();
    const read = (assetClass: AssetClass): readonly ReadEntry[] =>
      bars.map(({ index, raw }) => ({
        index,
        reading: readBar(raw, { symbol, timeframe, assetClass, line: null, nowMs }),
      }));
    const inferred = inferInstrument(symbol).assetClass;
    const known = this.#book.find(symbol, timeframe);
    const first = read(known?.assetClass ?? inferred);
    if (!first.some((entry) => entry.reading.ok)) {
      // A symbol that nobody ever sent a good bar of is not registered.
      const { refused } = planAppend(untouched({ symbol, timeframe, assetClass: inferred }), first, new Map());
      return { accepted: 0, gaps: 0, refused };
    }
    const series = known ?? (await this.#open(source, symbol, timeframe));
    const entries = known === undefined && series.assetClass !== inferred ? read(series.assetClass) : first;
    await this.#settleDoubt(series);
    const plan = planAppend(series, entries, await this.#acceptedAlready(series, entries));
    await this.#append(source, series, plan);
    return { accepted: plan.accepted.length, gaps: plan.gaps.length, refused: plan.refused };
  }

  async #open(source: BarSource, symbol: string, timeframe: Timeframe): Promise<SeriesState> {
    const simulated = source === 'SIMULATED' || isSimulatedSymbol(symbol);
    const inferred = inferInstrument(symbol);
    const volumeSource = inferred.assetClass === 'FOREX' ? this.#forexVolumeSource : inferred.volumeSource;
    const record = await this.#repository.register({ ...inferred, volumeSource }, simulated);
    return this.#book.put({ ...untouched({ symbol, timeframe, ...record }), ...record });
  }

  /** Bars that an earlier request sent without hearing an answer are sent again first: their ids make it harmless. */
  async #settleDoubt(series: SeriesState): Promise<void> {
    if (series.doubtful === null) return;
    const { events, bars } = series.doubtful;
    await this.#publish(events);
    this.#book.appended(series, bars);
    series.doubtful = null;
  }

  async #append(source: BarSource, series: SeriesState, plan: AppendPlan): Promise<void> {
    if (plan.accepted.length === 0) return;
    const { symbol, timeframe, assetClass } = series;
    const events: OutgoingEvent[] = plan.gaps.map((gap) => this.#gapEvent(series, gap));
    for (const { bar, previousOpenTimeMs } of plan.accepted) {
      const payload = { symbol, timeframe, assetClass, ...bar, source, previousOpenTimeMs };
      const origin = { timeMs: closeTimeMs(bar.openTimeMs, timeframe), correlationId: barIngested.messageId(payload) };
      events.push(this.#publisher.outgoing(barIngested, payload, origin));
    }
    const bars = plan.accepted.map(({ bar }) => bar);
    series.doubtful = { events, bars };
    await this.#publish(events);
    series.doubtful = null;
    this.#book.appended(series, bars);
  }

  #gapEvent(series: SeriesState, gap: AppendPlan['gaps'][number]): OutgoingEvent {
    const { symbol, timeframe } = series;
    const message = `${symbol} ${timeframe}: ${gap.missing} expected bars are missing between ${isoTime(gap.lastOpenTimeMs)} and ${isoTime(gap.atMs)}`;
    const payload = {
      symbol,
      timeframe,
      lastOpenTimeMs: gap.lastOpenTimeMs,
      atMs: gap.atMs,
      missingBars: gap.missing,
      message,
    };
    const correlationId = `bar:${symbol}:${timeframe}:${gap.atMs}`;
    return this.#publisher.outgoing(feedGap, payload, { timeMs: closeTimeMs(gap.atMs, timeframe), correlationId });
  }

  async #publish(events: readonly OutgoingEvent[]): Promise<void> {
    try {
      await this.#publisher.publish(events);
    } catch (error) {
      throw new RpcRefusal(
        'tape-unavailable',
        `the tape did not acknowledge (${(error as Error).message}); try again`,
        true,
      );
    }
  }

  /** The bars of this request that are on the tape already: from memory, then from Postgres once it has them. */
  async #acceptedAlready(series: SeriesState, entries: readonly ReadEntry[]): Promise<Map<number, PriceBar>> {
    const found = new Map<number, PriceBar>();
    const asked = new Set<number>();
    const { lastOpenTimeMs } = series;
    for (const { reading } of entries) {
      if (!reading.ok || lastOpenTimeMs === null || reading.bar.openTimeMs > lastOpenTimeMs) continue;
      const unstored = series.unstored.get(reading.bar.openTimeMs);
      if (unstored === undefined) asked.add(reading.bar.openTimeMs);
      else found.set(reading.bar.openTimeMs, unstored);
    }
    if (asked.size === 0) return found;
    await this.#storedThrough(series, Math.max(...asked));
    for (const bar of await this.#repository.barsAt(series.symbol, series.timeframe, [...asked])) {
      found.set(bar.openTimeMs, bar);
    }
    return found;
  }

  async #storedThrough(series: SeriesState, openTimeMs: number): Promise<void> {
    const deadline = this.#nowMs() + STORED_WAIT_MS;
    while (series.storedThroughMs === null || series.storedThroughMs < openTimeMs) {
      if (this.#nowMs() > deadline) {
        throw new RpcRefusal(
          'not-stored-yet',
          `bars of ${series.symbol} ${series.timeframe} are still on their way into Postgres; try again`,
          true,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, STORED_POLL_MS));
    }
  }
}

function untouched(series: {
  symbol: string;
  timeframe: Timeframe;
  assetClass: SeriesState['assetClass'];
}): SeriesState {
  const { symbol, timeframe, assetClass } = series;
  return {
    symbol,
    timeframe,
    assetClass,
    simulated: false,
    lastOpenTimeMs: null,
    storedThroughMs: null,
    storedBars: 0,
    unstored: new Map(),
    doubtful: null,
  };
}
