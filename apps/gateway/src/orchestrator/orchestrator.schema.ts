import { rejectedSignal, tradeSignal } from '@tape/contracts';
import { wireSchema } from '../wire/wire-schema.js';

const COUNT = { type: 'integer', minimum: 0 };
const MILLISECONDS = { type: 'number', nullable: true, description: 'Milliseconds; null while nothing was measured.' };

function object(properties: Record<string, object>): object {
  return { type: 'object', required: Object.keys(properties), properties };
}

export const ANALYZE_SCHEMA = object({
  signals: { type: 'array', items: wireSchema(tradeSignal) },
  processing_time_ms: { type: 'number' },
  symbols_processed: COUNT,
  patterns_detected: COUNT,
  signals_generated: COUNT,
  signals_rejected: COUNT,
});

export const BACKTEST_SCHEMA = object({
  backtest_id: { type: 'string', description: 'Under this id it stays, on GET backtests/{id}.' },
  signals: { type: 'array', items: wireSchema(tradeSignal) },
  rejections: { type: 'array', items: wireSchema(rejectedSignal) },
  metrics: {
    type: 'object',
    additionalProperties: true,
    properties: {
      total_patterns_detected: COUNT,
      total_signals_generated: COUNT,
      total_signals_rejected: COUNT,
      rejection_by_stage: { type: 'object', additionalProperties: COUNT },
      avg_latency_ms: { type: 'number' },
      p95_latency_ms: { type: 'number' },
    },
  },
  processing_time_seconds: { type: 'number' },
  bars_processed: COUNT,
});

export const METRICS_SCHEMA = object({
  pipeline_latency: object({ p50: MILLISECONDS, p95: MILLISECONDS, p99: MILLISECONDS }),
  patterns_detected_total: COUNT,
  signals_generated_total: COUNT,
  signals_rejected_total: COUNT,
  rejection_rate_pct: { type: 'number' },
  validation_failures_by_stage: { type: 'object', additionalProperties: COUNT },
});

export const STATUS_SCHEMA = object({
  status: { type: 'string', enum: ['running', 'halted', 'idle'] },
  system_halted: { type: 'boolean' },
  trading_state: { type: 'string', enum: ['ACTIVE', 'REDUCING', 'HALTED'] },
  last_processed_bar: { type: 'string', format: 'date-time', nullable: true },
  watchlist_symbols: { type: 'array', items: { type: 'string' } },
  active_campaigns: COUNT,
  signals_pending: COUNT,
});
