import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ContractViolation, parseEvent, signalWatermark, SUBJECT_ROOT, type Watermark } from '@tape/contracts';
import { metrics } from '@tape/observability';
import type { DecisionLatency } from './decision-latency.js';

const ACCEPTED = `${SUBJECT_ROOT}.bar.ingested.>`;
const DECIDED = `${SUBJECT_ROOT}.signal.watermark.>`;
/** Every bar of a live market, and enough of an import of years: the server need not hand all of that to a stopwatch. */
const BARS_AT_ONCE = 500;
const NEXT_BARS_MS = 1_000;

/**
 * Listens to bars and watermarks as they pass, to measure the whole way. After every 500 bars it pauses for up to a second,
 * so an import is measured in samples. What passes while the gateway is away is not measured, and nothing depends on it.
 */
export class DecisionWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #nats: NatsConnection;
  readonly #latency: DecisionLatency;
  #bars: Subscription | undefined;
  #marks: Subscription | undefined;
  #next: NodeJS.Timeout | undefined;

  constructor(nats: NatsConnection, latency: DecisionLatency) {
    this.#nats = nats;
    this.#latency = latency;
  }

  onApplicationBootstrap(): void {
    this.#marks = this.#listen(DECIDED, (message) => this.#decided(message));
    this.#listenToBars();
    this.#next = setInterval(() => this.#listenToBars(), NEXT_BARS_MS);
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#next);
    for (const subscription of [this.#bars, this.#marks]) {
      if (subscription?.isClosed() === false) subscription.unsubscribe();
    }
  }

  /** Takes the next bars, unless it still waits for some. */
  #listenToBars(): void {
    if (this.#bars?.isClosed() === false || this.#nats.isClosed()) return;
    this.#bars = this.#listen(ACCEPTED, (message) => this.#accepted(message), BARS_AT_ONCE);
  }

  #listen(subject: string, hear: (message: Msg) => void, max?: number): Subscription {
    return this.#nats.subscribe(subject, {
      ...(max === undefined ? {} : { max }),
      callback: (error, message) => {
        if (error === null) hear(message);
      },
    });
  }

  /** The id says all that is needed (`bar:symbol:timeframe:time`); reading every bar's body would be waste. */
  #accepted(message: Msg): void {
    const id = message.headers?.get('Nats-Msg-Id') ?? '';
    const at = id.lastIndexOf(':');
    const openTimeMs = Number(id.slice(at + 1));
    if (!id.startsWith('bar:') || !Number.isSafeInteger(openTimeMs)) return;
    this.#latency.accepted(id.slice('bar:'.length, at), openTimeMs, performance.now());
  }

  #decided(message: Msg): void {
    const mark = readMark(message.string());
    if (mark === undefined) return;
    const { symbol, timeframe, throughOpenTimeMs } = mark;
    for (const took of this.#latency.decided(`${symbol}:${timeframe}`, throughOpenTimeMs, performance.now())) {
      metrics.stageLatencyMs.observe({ stage: 'total' }, took);
    }
  }
}

/** A watermark that cannot be read is nobody's loss here: those who act on it have their own say. */
function readMark(text: string): Watermark | undefined {
  try {
    return parseEvent(signalWatermark, text).data;
  } catch (error) {
    if (error instanceof ContractViolation) return undefined;
    throw error;
  }
}
