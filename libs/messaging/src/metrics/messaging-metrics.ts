import { metrics } from '@tape/observability';

export type HandledOutcome = 'done' | 'retried' | 'discarded';
export type RpcOutcome = 'ok' | 'refused' | 'failed';

/** What messaging reports about itself. A port, so that tests and tools need no registry. */
export interface MessagingMetrics {
  /** `latencyMs` is the time of the whole batch in its handler. */
  handled(durable: string, outcome: HandledOutcome, messages: number): void;
  batchTook(durable: string, latencyMs: number): void;
  /** Messages of the lane that are not handled yet. */
  lag(durable: string, lane: string, messages: number): void;
  deadLettered(durable: string): void;
  laneReopened(consumer: string): void;
  published(stream: string, events: number): void;
  publishFailed(): void;
  rpcTook(subject: string, outcome: RpcOutcome, latencyMs: number): void;
}

/** Reports nothing. */
export const SILENT_METRICS: MessagingMetrics = {
  handled() {},
  batchTook() {},
  lag() {},
  deadLettered() {},
  laneReopened() {},
  published() {},
  publishFailed() {},
  rpcTook() {},
};

/** Writes to the process's Prometheus registry. */
export const PROMETHEUS_METRICS: MessagingMetrics = {
  handled: (durable, outcome, messages) => metrics.messagesHandled.inc({ durable, outcome }, messages),
  batchTook: (durable, latencyMs) => metrics.handlerLatencyMs.observe({ durable }, latencyMs),
  lag: (durable, lane, messages) => metrics.consumerLag.set({ durable, lane }, messages),
  deadLettered: (durable) => metrics.deadLetters.inc({ durable }),
  laneReopened() {},
  published: (stream, events) => metrics.eventsPublished.inc({ stream }, events),
  publishFailed: () => metrics.publishFailures.inc(),
  rpcTook: (subject, outcome, latencyMs) => metrics.rpcLatencyMs.observe({ subject, outcome }, latencyMs),
};
