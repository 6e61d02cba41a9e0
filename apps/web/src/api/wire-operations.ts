export interface Notification {
  readonly id: string;
  readonly kind: string;
  readonly severity: 'INFO' | 'WARNING' | 'CRITICAL';
  readonly channel: string;
  readonly title: string;
  readonly text: string;
  readonly state: 'PENDING' | 'SENDING' | 'FAILED' | 'SENT' | 'DEAD' | 'UNKNOWN' | 'DROPPED';
  readonly attempts: number;
  readonly created_at: string;
  readonly deliveries: readonly { readonly ok: boolean; readonly error: string | null }[];
}

export interface NotificationChannels {
  readonly channels: readonly {
    readonly channel: string;
    readonly configured: boolean;
    readonly min_severity: string | null;
  }[];
  /** What browsers subscribe with; null without web push. */
  readonly vapid_public_key: string | null;
}

export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly note: string | null;
}

export interface Coverage {
  readonly kind: string;
  readonly subject: string;
  readonly known_from: string;
  readonly known_to: string;
}

/** On what broker and books do not agree. */
export interface BrokerDifference {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly ours: string;
  readonly theirs: string;
  readonly status: string;
  readonly found_at: string;
}

export interface Status {
  readonly status: 'running' | 'halted' | 'idle';
  readonly trading_state: 'ACTIVE' | 'REDUCING' | 'HALTED';
  readonly last_processed_bar: string | null;
}

export interface ServiceHealth {
  readonly name: string;
  readonly status: 'up' | 'degraded' | 'down';
  readonly message: string | null;
  readonly lag: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly messages_handled: number;
  readonly dead_letters: number;
}

export interface Health {
  readonly status: 'ok' | 'degraded';
  readonly detectors_loaded: number;
  readonly failed_detectors: readonly string[];
  readonly cache_hit_rate: number | null;
  readonly avg_analysis_time_ms: number | null;
  readonly services: readonly ServiceHealth[];
}

export interface Metrics {
  readonly pipeline_latency: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null };
  readonly patterns_detected_total: number;
  readonly signals_generated_total: number;
  readonly signals_rejected_total: number;
  readonly rejection_rate_pct: number;
}

/** A message that a service gave up. */
export interface DeadLetter {
  /** Its place among the dead letters. */
  readonly sequence: number;
  readonly service: string;
  readonly subject: string;
  readonly message_id: string | null;
  readonly reason: string;
  readonly deliveries: number;
  readonly at: string;
  readonly body: string;
}

export interface StrategyRow {
  readonly id: string;
  readonly version: number;
  readonly tier: string;
  readonly enabled: boolean;
  readonly state: 'PIPELINE' | 'DISABLED' | 'RUNNING' | 'EXITS_ONLY' | 'LIBRARY';
  /** Why it does not enter; null while it may. */
  readonly why: string | null;
  readonly trades: number;
  readonly open_trades: number;
  readonly realised_pnl: string;
  readonly instances: readonly { readonly symbol: string; readonly timeframe: string }[];
}

export interface StrategiesAnswer {
  readonly account: { readonly tier: string } | null;
  readonly strategies: readonly StrategyRow[];
}
