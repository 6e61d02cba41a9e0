import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { ContractViolation, parseEvent, signalWatermark, SUBJECT_ROOT, type Watermark } from '@tape/contracts';
import { metrics } from '@tape/observability';
import type { DecisionLatency } from './decision-latency.js';

const ACCEPTED = `${SUBJECT_ROOT}.bar.ingested.>`;
const DECIDED = `${SUBJECT_ROOT}.signal.watermark.>`;

/**
 * Listens to bars and watermarks as they pass, to measure the whole way. What passes while the gateway is away is not
 * measured, and nothing depends on it.
 */
export class DecisionWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #nats: NatsConnection;
  readonly #latency: DecisionLatency;
  #subscriptions: readonly Subscription[] = [];

  constructor(nats: NatsConnection, latency: DecisionLatency) {
    this.#nats = nats;
    this.#latency = latency;
  }

  onApplicationBootstrap(): void {
    this.#subscriptions = [
      this.#listen(ACCEPTED, (message) => this.#accepted(message)),
      this.#listen(DECIDED, (message) => this.#decided(message)),
    ];
  }

  beforeApplicationShutdown(): void {
    for (const subscription of this.#subscriptions) if (!subscription.isClosed()) subscription.unsubscribe();
  }

  #listen(subject: string, hear: (message: Msg) => void): Subscription {
    return this.#nats.subscribe(subject, {
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
