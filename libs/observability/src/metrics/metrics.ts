import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Steps a bar passes on its way to a signal. `fetch` is reading what is known of the series, `total` bar to decision. */
export const PIPELINE_STAGES = ['fetch', 'detection', 'validation', 'risk', 'signal', 'execution', 'total'] as const;
export type PipelineStage = (typeof PIPELINE_STAGES)[number];

/** The one registry of the process. */
export const registry = new Registry();

/** Milliseconds. Fine where a stage should be, coarse towards the 1000 ms alert and beyond. */
const LATENCY_BUCKETS_MS = [0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

function counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
  return new Counter({ name, help, labelNames, registers: [registry] });
}
function gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Gauge<Label> {
  return new Gauge({ name, help, labelNames, registers: [registry] });
}
function latency<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Histogram<Label> {
  return new Histogram({ name, help, labelNames, buckets: LATENCY_BUCKETS_MS, registers: [registry] });
}

/** Every metric of the system by name, so that no service invents its own spelling. Names are stable: dashboards read them. */
export const metrics = {
  stageLatencyMs: latency('pipeline_stage_latency_ms', 'Time one stage took for one unit of work (ms)', ['stage']),
  barsIngested: counter('bars_ingested_total', 'Bars offered to ingest', ['outcome']),
  barsAnalyzed: counter('bars_analyzed_total', 'Bars that passed through an analyzer', []),
  patternsDetected: counter('patterns_detected_total', 'Tradable candidates', ['pattern']),
  detectorFailures: counter('detector_failures_total', 'A detector threw on a bar', ['detector']),
  validationFailures: counter('validation_failures_total', 'Candidates refused, by the stage that refused', ['stage']),
  signals: counter('signals_total', 'Candidates decided, by status: generated became a signal, rejected did not', [
    'status',
  ]),
  signalClaimAgeMs: latency('signal_claim_age_ms', 'Age of a waiting signal when it was claimed (ms)', []),
  emergencyExits: counter('emergency_exits_total', 'Guards that fired', ['trigger']),
  orders: counter('orders_total', 'Orders by the state they reached', ['state']),
  tradingState: gauge('trading_state', 'What may be traded: 0 ACTIVE, 1 REDUCING, 2 HALTED', []),
  portfolioEquity: gauge('portfolio_equity', 'Marked equity in account currency', []),
  portfolioDrawdown: gauge('portfolio_drawdown_ratio', 'Fall from the highest equity, 0..1', []),
  portfolioHeat: gauge('portfolio_heat_ratio', 'Open and reserved risk against equity, 0..1', []),
  openPositions: gauge('open_positions', 'Positions now held', []),
  feedStaleness: gauge('feed_staleness_seconds', 'Time by which the newest bar of a series is overdue', [
    'symbol',
    'timeframe',
  ]),
  feedGaps: counter('feed_gaps_total', 'Breaks in a series that the calendar does not explain', [
    'symbol',
    'timeframe',
  ]),
  symbolState: gauge('symbol_state', 'Reported state of a symbol: 1 for the state it is in', ['symbol', 'state']),
  cacheHits: counter('cache_hits_total', 'Reads the cache answered', ['cache']),
  cacheMisses: counter('cache_misses_total', 'Reads the cache could not answer, for any cause', ['cache']),
  messagesHandled: counter('messages_handled_total', 'Messages by what became of them', ['durable', 'outcome']),
  handlerLatencyMs: latency('handler_latency_ms', 'Time one batch took in its handler (ms)', ['durable']),
  consumerLag: gauge('consumer_lag_messages', 'Messages waiting in a lane behind the one last handled', [
    'durable',
    'lane',
  ]),
  deadLetters: counter('dead_letters_total', 'Messages given up on', ['durable']),
  eventsPublished: counter('events_published_total', 'Events acknowledged by the server', ['stream']),
  publishFailures: counter('publish_failures_total', 'Publish attempts the server did not acknowledge', []),
  outboxPending: gauge('outbox_pending_rows', 'Events stored but not yet published, as the relay last saw them', []),
  outboxRelayed: counter('outbox_relayed_total', 'Events the relay published and removed', []),
  outboxFailures: counter('outbox_failures_total', 'Relay attempts that failed and are retried', []),
  notifications: counter('notifications_total', 'Notifications by channel and the state an attempt left them in', [
    'channel',
    'state',
  ]),
  notificationLatencyMs: latency('notification_latency_ms', 'Time from the stored notification to its sending (ms)', [
    'channel',
  ]),
  rpcLatencyMs: latency('rpc_latency_ms', 'Time a request took until its reply (ms)', ['subject', 'outcome']),
} as const;

/** What a part that counts is given, so that a test may give it its own. */
export type PipelineMetrics = typeof metrics;

/** How often the event loop is looked at. The default of 10 ms wakes a process that has nothing to do a hundred times a second. */
const EVENT_LOOP_LOOK_MS = 100;

let collecting = false;

/** Adds process metrics (memory, event loop, garbage collection) and the service's name to everything. Once a process. */
export function startMetrics(service: string): void {
  registry.setDefaultLabels({ service });
  if (collecting) return;
  collecting = true;
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: EVENT_LOOP_LOOK_MS });
}
